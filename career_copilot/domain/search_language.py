"""Which text search configuration an advert is indexed and searched with.

Postgres ships a stemmer for these languages; every other language is indexed with `simple`, word for word. Whoever
searches asks in each configuration that occurs, with the same accents rule that `services/ingest.py` indexed with."""

SIMPLE = "simple"

CONFIGURATIONS: dict[str, str] = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""ISO 639-1 → name in `pg_ts_config` of Postgres 14 and later."""


def configuration(language: str) -> str:
    """`de` → `german`; a language without a stemmer, or none, → `simple`."""
    return CONFIGURATIONS.get(language, SIMPLE)


def all_configurations() -> list[str]:
    """Every configuration an opening can have been indexed with, for a query over all languages."""
    return sorted({SIMPLE, *CONFIGURATIONS.values()})
