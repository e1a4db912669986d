"""Values as cells of a spreadsheet, and back without loss.

A cell that begins like a formula gets an apostrophe in front, because spreadsheets run formulas also out of CSV files
(https://owasp.org/www-community/attacks/CSV_Injection). `unguarded` takes exactly that apostrophe away again."""

import re
from collections.abc import Sequence

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEEDS_QUOTES = re.compile(r'[,;"]')
_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,;]*))\s*(?:[,;]|$)')


def guarded(text: str) -> str:
    """Safe in a spreadsheet: never read as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given; other texts as they are."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def joined(items: Sequence[str]) -> str:
    """Several words in one cell: `remote, "Berlin, Mitte"`."""
    return ", ".join('"' + item.replace('"', '""') + '"' if _NEEDS_QUOTES.search(item) else item for item in items)


def split(cell: str) -> list[str]:
    """What `joined` was given; also lists that others write with commas or semicolons."""
    found, position = [], 0
    while position < len(cell) and (match := _ITEM.match(cell, position)):
        quoted, plain = match.groups()
        found.append(quoted.replace('""', '"') if quoted is not None else plain.strip())
        position = match.end()
    return [item for item in found if item]
