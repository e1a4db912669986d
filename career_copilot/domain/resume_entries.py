"""Split a section of work, education or projects into its entries, each anchored by its dates.

What stands above the dates of the first entry (title? employer? both?) tells what stands above the dates of the others."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from career_copilot.domain import resume_dates
from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Highlight
from career_copilot.domain.resume_dates import DateRange
from career_copilot.domain.resume_sections import Line

BULLET = re.compile(r"^\s*(?:[•◦▪▫●○◆◇■□‣⁃∙·➢➤►▶✓✔✦✧❖⚫]|[-–—*](?=\s)|o(?=\s+[A-Z]))\s*")
GAP = re.compile(r"\s{3,}|\s*\|\s*")
WEB = re.compile(r"(?i)^(?:https?://|www\.)\S+$")
# What an entry tells about its work: never its head.
DETAIL = re.compile(
    r"(?i)^(?:(?:\w+ )?(?:technolog(?:y|ies)|stack|tools|environment|responsibilities|duties|tasks|achievements|frameworks|"
    r"databases|programming languages|patterns|principles|platforms|technologien|aufgaben|tätigkeiten|erfolge|werkzeuge|"
    r"missions|tâches|outils|environnement|réalisations|tecnologías|tareas|funciones|logros|herramientas|entorno)|description|"
    r"beschreibung|descripción|company profile)\b[^:]{0,30}:"
)
# `Role: Cook.` is a head although it ends like a sentence.
ROLE = re.compile(r"(?i)^(?:role|position|job title|title|stelle|funktion|poste|fonction|puesto|cargo)\s*:\s*")
MAX_HEAD = 4
MAX_PROSE_HEAD = 100


@dataclass(frozen=True)
class Part:
    """A part of a head line: `text[start:end]` of the résumé."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass
class Entry:
    """`head`: the parts of its head lines, without dates. `body`: its bullets and sentences, line by line."""

    start: int
    end: int
    head: list[list[Part]] = field(default_factory=list)
    dates: DateRange | None = None
    body: list[Line] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


@dataclass
class _Row:
    """A line taken apart: where it stands, its parts, its dates, whether it is a bullet."""

    line: Line
    parts: list[Part]
    dates: DateRange | None
    bullet: bool

    @property
    def empty(self) -> bool:
        return not self.line.text

    @property
    def prose(self) -> bool:
        """A sentence rather than the head of an entry."""
        text = self.line.text
        if ROLE.match(text) and len(text) <= MAX_PROSE_HEAD:
            return False
        return bool(
            self.bullet
            or DETAIL.match(text)
            or len(text) > MAX_PROSE_HEAD
            or (
                text.endswith((".", ";"))
                and len(text.split()) >= 3
                and not re.search(r"(?:Inc|Ltd|Co|Corp|Jr|Sr|e\.V|[A-Z])\.$", text)
            )
            or (text[:1].islower() and len(text.split()) > 3)
        )


def entries(lines: list[Line]) -> list[Entry]:
    """The entries of a section in its own order. Without any date each block between empty lines is one."""
    rows = [_row(line) for line in lines]
    anchors = [index for index, row in enumerate(rows) if row.dates]
    starts = _starts(rows, anchors) if anchors else _blocks(rows)
    if anchors:
        starts = sorted({*_blocks(rows[: starts[0]]), *starts, *_undated(rows, starts)})
    found = []
    for start, stop in pairwise([*starts, len(rows)]):
        if entry := _entry(rows[start:stop]):
            found.append(entry)
    return found


def _row(line: Line) -> _Row:
    bullet = BULLET.match(line.text)
    parts, dates = [], None
    position = 0
    pieces = []
    for gap in [*GAP.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        pieces.append(Part(line.start + position, line.text[position:end]))
        position = gap.end() if gap else end
    for number, piece in enumerate(pieces):
        if bullet and number == 0 and (len(pieces) == 1 or not resume_dates.is_only(pieces[-1].text)):
            parts.append(piece)
            continue
        rest, found = _without_dates(piece, alone=len(pieces) == 1)
        dates = dates or found
        parts.extend(part for part in rest if part.text)
    if bullet and dates is None:  # as it stands, but for a duration in the margin
        while len(pieces) > 1 and resume_dates.is_only(pieces[-1].text):
            pieces.pop()
        parts = [Part(line.start, line.text[: pieces[-1].end - line.start])]
    return _Row(line, parts, dates, bool(bullet))


def _without_dates(piece: Part, alone: bool) -> tuple[list[Part], DateRange | None]:
    """The dates at an edge of a piece, and what is left of it. Dates amid a sentence are no dates of an entry."""
    text = piece.text
    dates = None
    for found in resume_dates.find(text):
        before, after = text[: found.start].strip(" ,–—-|(:"), text[found.end :].strip(" ,–—-|):.·•")
        after_bare = resume_dates.DURATION.sub("", after).strip(" ,–—-|():·•")
        marked = text[found.start] == "(" or re.search(r"[,(|·•–—-]\s*$", text[: found.start])
        sentence = len(before.split()) > (24 if marked else 12) or (
            found.single and alone and not marked and len(before.split()) > 7
        )
        if (not before or not after_bare or re.match(r"^[(\[]", text[found.start :])) and not sentence:
            dates = found
            break
    if dates is None:
        if resume_dates.is_only(text) or re.fullmatch(rf"(?i)\W*(?:{resume_dates.PRESENT})\W*", text):
            return [], None
        return [_trimmed(piece)], None
    kept = [
        _trimmed(Part(piece.start, text[: dates.start])),
        _trimmed(Part(piece.start + dates.end, text[dates.end :])),
    ]
    return [part for part in kept if part.text and not resume_dates.is_only(part.text)], dates


def _trimmed(part: Part) -> Part:
    left = len(part.text) - len(part.text.lstrip(" ,–—-|·•:)"))
    text = part.text[left:].rstrip(" ,–—-|·•:(")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text, left = text[1:-1], left + 1
    return Part(part.start + left, text)


def _starts(rows: list[_Row], anchors: list[int]) -> list[int]:
    """Where each entry begins: as many head lines above its dates as the first entry has."""
    heads = _head_above(rows, anchors[0], -1, MAX_HEAD)
    above = len([row for row in rows[heads : anchors[0]] if not row.empty])
    starts = []
    previous = -1
    for anchor in anchors:
        start = _head_above(rows, anchor, previous, above if above <= 3 else 1)
        starts.append(max(start, previous + 1))
        previous = anchor
    return starts


def _head_above(rows: list[_Row], anchor: int, previous: int, most: int) -> int:
    start, taken = anchor, 0
    index = anchor - 1
    while index > previous and taken < most:
        row = rows[index]
        if row.prose or row.dates or (row.empty and (taken or rows[anchor].parts)):
            break
        if not row.empty:
            start, taken = index, taken + 1
        index -= 1
    return start


def _blocks(rows: list[_Row]) -> list[int]:
    """Without dates: a new entry after each empty line, or where a head line follows bullets."""
    starts = []
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else None
        new_block = above is None or above.empty
        after_bullets = above is not None and above.bullet and not row.prose
        if not row.empty and not row.prose and not _starts_prose(rows, index) and (new_block or after_bullets):
            starts.append(index)
    return starts or ([0] if rows else [])


def _undated(rows: list[_Row], starts: list[int]) -> list[int]:
    """Entries without dates among dated ones: a head line after bullets and an empty line, with bullets below it."""
    found = []
    for index in range(starts[0] + 2, len(rows) - 1):
        row, above = rows[index], [each for each in rows[:index] if not each.empty][-1:]
        below = [each for each in rows[index + 1 : index + 4] if not each.empty]
        fresh = (
            rows[index - 1].empty and above and above[0].bullet and not row.empty and not row.prose and not row.dates
        )
        if fresh and any(each.bullet for each in below) and not any(each.dates for each in below):
            found.append(index)
    return found


def _entry(rows: list[_Row]) -> Entry | None:
    rows = [row for row in rows if not row.empty]
    if not rows:
        return None
    entry = Entry(rows[0].line.start, rows[-1].line.end)
    in_body = False
    for number, row in enumerate(rows):
        entry.dates = entry.dates or row.dates
        if row.bullet and row.dates:
            entry.body.append(_part_line(row.parts[0]) if row.parts else row.line)
            in_body = True
            continue
        in_body = in_body or (row.prose and not row.dates) or len(entry.head) >= MAX_HEAD or _starts_prose(rows, number)
        if not in_body:
            entry.head.append(row.parts)
        elif row.parts:
            start, end = row.parts[0].start, row.parts[-1].end
            entry.body.append(Line(start, end, row.line.text[start - row.line.start : end - row.line.start]))
    entry.head = [parts for parts in entry.head if parts]
    return entry


def _starts_prose(rows: list[_Row], number: int) -> bool:
    """An unmarked sentence that goes on below: `Led the redesign of the main site, resulting in` / `more visits.`"""
    row, below = rows[number], rows[number + 1] if number + 1 < len(rows) else None
    if row.dates or below is None or below.dates or len(row.parts) > 1 or len(row.line.text) < 25:
        return False
    return below.line.text[:1].islower() or (len(row.line.text) >= 45 and below.line.text.endswith("."))


def _part_line(part: Part) -> Line:
    return Line(part.start, part.end, part.text)


def highlights(body: list[Line]) -> list[Highlight]:
    """Bullets and sentences of an entry, lines that run on joined, each with its span."""
    groups: list[list[Line]] = []
    for line in body:
        if WEB.match(line.text):
            continue
        bullet = BULLET.match(line.text)
        if bullet or not groups or _ends(groups[-1][-1], line):
            start = line.start + (bullet.end() if bullet else 0)
            groups.append([Line(start, line.end, line.text[bullet.end() if bullet else 0 :])])
        else:
            groups[-1].append(line)
    found = []
    for group in groups:
        words = " ".join(" ".join(line.text.split()) for line in group).strip()
        if words:
            found.append(Highlight(text=words[:4000], span=Span(start=group[0].start, end=group[-1].end)))
    return found


def _ends(above: Line, below: Line) -> bool:
    """True when a new sentence or point begins below."""
    return below.text[:1].isupper() and (above.text.endswith((".", "!", ";", ":")) or len(above.text) < 45)
