"""Tables that other programs export, as rows of text: CSV in any usual encoding, and archives with CSV files in them.

The first row is the header. Sizes are checked before anything is unpacked; `workbooks.py` reads Excel's files."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from career_copilot.errors import DocumentError

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MAX_MEMBERS = 20_000
MAX_UNPACKED = 60 * 1024 * 1024
SEEN_EVERY = 500
HEAD_ROWS = 10  # above the header some programs write notes
DELIMITERS = ",;\t|"
EMPTY = "This file has no rows to import."
LINKEDIN = (("job applications", "Applied"), ("saved jobs", "Saved"))

csv.field_size_limit(1_000_000)


def read(path: Path, seen: Callable[[int], None] = lambda rows: None) -> list[list[str]]:
    """The header and all rows; `seen` is told every so often of how many there were so far. Raises DocumentError, which
    says what to do."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        return _tidy(_zipped(path), seen)
    if path.stat().st_size > MOST_BYTES:
        raise DocumentError(
            f"This table is larger than {MOST_BYTES // 1024 // 1024} MB: split it and import the parts."
        )
    if start == b"\xd0\xcf\x11\xe0":
        raise DocumentError("This is an old Excel file (.xls): save it as .xlsx or CSV, and import that.")
    if start == b"%PDF":
        raise DocumentError("This is a PDF, not a table: export your list as CSV or Excel, and import that.")
    return _tidy(delimited(path.read_bytes()), seen)


def _refuse_large(path: Path) -> None:
    if path.stat().st_size > MOST_BYTES:
        raise DocumentError(
            f"This table is larger than {MOST_BYTES // 1024 // 1024} MB: split it and import the parts."
        )


def delimited(data: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file, whatever separates its cells."""
    text = decoded(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own way to say it
        text, delimiter = rest, first.strip()[4]
    else:
        delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        raise DocumentError(
            f"Line {reader.line_num} cannot be read: a quotation mark may never be closed. Save the table again as CSV."
        ) from error


def decoded(data: bytes) -> str:
    """The text: UTF-8, UTF-16 with or without its mark, else Western European."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif wide := _wide(data[:2000]):
        text = data.decode(wide, "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if text[:10_000].count("\x00") > len(text[:10_000]) / 100:
        raise DocumentError("There are NUL bytes in this file: it is damaged, or no table. Export your list again.")
    controls = sum(letter < " " and letter not in "\t\n\r\f\v\x00" for letter in text[:10_000])
    if controls > len(text[:10_000]) / 100:
        raise DocumentError("This file is not a table: export your list as CSV or Excel, and import that.")
    return text.replace("\x00", "")


def _wide(head: bytes) -> str:
    """UTF-16, if every second byte of it is zero and hardly one of the others; else nothing."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) / 4 or min(even, odd) > len(head) / 40:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _delimiter(text: str) -> str:
    """The one by which the first rows have equally many cells, and several."""
    sample = text[:200_000]

    def score(delimiter: str) -> tuple[float, int]:
        try:
            widths = [
                len(row) for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 50) if row
            ]
        except csv.Error:
            return 0, 0
        width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
        return (count / len(widths), width) if width > 1 else (0, 0)

    return max(DELIMITERS, key=score)


def _tidy(rows: Iterable[list[str]], seen: Callable[[int], None]) -> list[list[str]]:
    """From the header on, without empty rows; headers are all named and rows as wide as they are."""
    found: list[list[str]] = []
    source = iter(rows)
    head = list(islice(source, HEAD_ROWS))
    width = max((sum(map(bool, row)) for row in head), default=0)
    start = next((n for n, row in enumerate(head) if sum(bool(cell.strip()) for cell in row) >= max(1, width / 2)), 0)
    for row in chain(head[start:], source):
        tidy = [cell.replace("\x00", "").strip() for cell in row[:MOST_COLUMNS]]
        while tidy and not tidy[-1]:
            tidy.pop()
        if tidy:
            found.append(tidy)
            if len(found) % SEEN_EVERY == 0:
                seen(len(found))
        if len(found) > MOST_ROWS + 1:
            raise DocumentError(f"This table has more than {MOST_ROWS:,} rows: split it and import the parts.")
    if len(found) < 2:
        raise DocumentError(EMPTY)
    widest = max(map(len, found))
    names = found[0] + [""] * (widest - len(found[0]))
    named = [" ".join(name.split())[:120] or f"Column {number}" for number, name in enumerate(names, 1)]
    return [named, *(row + [""] * (widest - len(row)) for row in found[1:])]


def _zipped(path: Path) -> Iterator[list[str]]:
    """An Excel file, or an archive with CSV files."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise DocumentError("This file is protected by a password: save it without one, and import that.")
            if len(members) > MAX_MEMBERS:
                raise DocumentError(
                    "This archive holds far more files than an export: unpack it and import the table in it."
                )
            if any(member.filename == "xl/workbook.xml" for member in members):
                _refuse_large(path)
                from career_copilot.documents import workbooks

                yield from workbooks.rows(path, members)
                return
            yield from _archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise DocumentError("This file is damaged and cannot be opened: export it again, and import that.") from error


def _archive(archive: zipfile.ZipFile) -> Iterator[list[str]]:
    """LinkedIn's data export, or the table of any other archive (Notion puts one archive into another)."""
    tables = [member for member in archive.infolist() if member.filename.lower().endswith(".csv") and member.file_size]
    inner = [member for member in archive.infolist() if member.filename.lower().endswith(".zip")]
    if not tables and len(inner) == 1:
        with zipfile.ZipFile(io.BytesIO(_unpacked(archive, inner[0]))) as nested:
            yield from _archive(nested)
        return
    jobs = [(member, stage) for name, stage in LINKEDIN for member in tables if _is(member, name)]
    if jobs:
        yield from _linkedin(archive, jobs)
    elif tables:
        # Notion writes what is filtered away into a second file, `…_all.csv`.
        chosen = max(tables, key=lambda member: (member.filename.lower().endswith("_all.csv"), member.file_size))
        yield from delimited(_unpacked(archive, chosen))
    else:
        raise DocumentError("There is no table in this archive. Export your list as CSV or Excel, and import that.")


def _is(member: zipfile.ZipInfo, name: str) -> bool:
    return member.filename.rpartition("/")[2].lower().replace("_", " ").startswith(name)


def _linkedin(archive: zipfile.ZipFile, jobs: list[tuple[zipfile.ZipInfo, str]]) -> Iterator[list[str]]:
    """What was applied for and what was saved, as one table with a column that tells which."""
    parts: list[tuple[list[str], str, list[list[str]]]] = []
    for member, stage in jobs:
        rows = [row for row in delimited(_unpacked(archive, member)) if any(row)]
        if rows:
            parts.append((rows[0], stage, rows[1:]))
    names = list(dict.fromkeys(name for header, _, _ in parts for name in header))
    yield [*names, "Stage"]
    for header, stage, rows in parts:
        for row in rows:
            cells = dict(zip(header, row, strict=False))
            yield [*(cells.get(name, "") for name in names), stage]


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > MAX_UNPACKED:
        raise DocumentError("The table in this archive is too large: unpack it and import it in parts.")
    return archive.read(member)
