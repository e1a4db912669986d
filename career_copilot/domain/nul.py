"""NUL: the one character that Postgres keeps in no text. Nobody types it, so it is left out where words enter: addresses
here, events in `web/hardening.py`, forms in `api/account.py`."""


def without_nul(parameters: dict[str, str]) -> dict[str, str]:
    """The parameters of an address."""
    return {name: value.replace("\x00", "") for name, value in parameters.items()}
