"""Names of files as people gave them, fit for a list and a download header."""


def shown(name: str, most: int) -> str:
    """The last part of a path, on one line, without control characters. Empty when nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in last).split())[:most].strip()
