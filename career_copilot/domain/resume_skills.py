"""The skills section: groups with a label, lists, chips, a skill a line; and the certificates section."""

import re

from career_copilot.domain import resume_dates
from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Certificate, Skill
from career_copilot.domain.resume_entries import BULLET
from career_copilot.domain.resume_sections import Line

LABEL = re.compile(r"^(?P<label>[^:,;|•]{2,50}?)\s*:\s+(?P<rest>\S.*)$", re.DOTALL)
BETWEEN = re.compile(r"\s*[,;|•·]\s*(?![^()]*\))|\s{3,}|\s+/\s+")
LEVEL = re.compile(
    r"(?i)^\(?(?:beginner|basic|elementary|novice|familiar|intermediate|competent|proficient|advanced|expert|master|professional|experienced|"
    r"grundkenntnisse|gut|sehr gut|gute kenntnisse|sehr gute kenntnisse|fortgeschritten|experte|débutant|intermédiaire|avancé|confirmé|maîtrise|expert|"
    r"básico|intermedio|avanzado|experto|[1-5] ?/ ?5|\d{1,3} ?%|[●○★☆■□]+)\)?$"
)
MAX_SKILL = 80
MAX_SKILLS = 150


def skills(lines: list[Line]) -> list[Skill]:
    """Groups keep their label as name and their members as keywords; a skill on its own is a name without keywords."""
    found: list[Skill] = []
    blocks = _joined(lines)
    for number, line in enumerate(blocks):
        text = _bare(line)
        if LEVEL.match(text.text):
            if found:
                found[-1].level = found[-1].level or text.text
            continue
        cells = re.split(r"\s{3,}", text.text)
        if len(cells) > 1 and all(LEVEL.match(cell) for cell in cells):
            continue
        label = LABEL.match(text.text)
        if label:
            found.append(_group(text, label["label"], label.start("rest")))
        elif _is_label(blocks, number, text):
            found.append(Skill(name=text.text.rstrip(": "), span=Span(start=text.start, end=text.end)))
        elif (
            found
            and line.text == text.text
            and BETWEEN.search(text.text)
            and not found[-1].keywords
            and len(cells) == 1
        ):
            found[-1].keywords = _items(text.text)
            found[-1].span = Span(start=found[-1].span.start if found[-1].span else text.start, end=text.end)
        else:
            found += _singles(text)
    return _distinct(found)[:MAX_SKILLS]


def _bare(line: Line) -> Line:
    bullet = BULLET.match(line.text)
    start = bullet.end() if bullet else 0
    return Line(line.start + start, line.end, line.text[start:])


def _joined(lines: list[Line]) -> list[Line]:
    """Lists that run on over the line's end as one line each; a line break counts one letter, like the blank for it."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if (
            above is not None
            and above.text
            and line.text
            and line.start == above.end + 1
            and _runs_on(above.text, line.text)
        ):
            found[-1] = Line(above.start, line.end, f"{above.text} {line.text}")
        else:
            found.append(line)
    return [line for line in found if line.text]


def _runs_on(above: str, below: str) -> bool:
    if BULLET.match(below) or LABEL.match(below) or LEVEL.match(below):
        return False
    if above.endswith((",", ";", "&", "and", "und", "et", "y")) or below[:1].islower():
        return True
    return above.count(",") >= 2 and len(above) > (50 if "," in below else 60) and "   " not in below


def _is_label(blocks: list[Line], number: int, text: Line) -> bool:
    """A short line above a list: `Web technologies` / `HTML, CSS`."""
    below = [_bare(line).text for line in blocks[number + 1 : number + 3]]
    if below and LEVEL.match(below[0]):
        below = below[1:]
    if blocks[number].text != text.text:  # a bullet is a member of a list, not its label
        return False
    short = len(text.text) <= 40 and not BETWEEN.search(text.text)
    return short and bool(below) and below[0].count(",") >= 1 and not LABEL.match(below[0])


def _group(text: Line, label: str, rest: int) -> Skill:
    name, level = _with_level(label.strip())
    return Skill(name=name, level=level, keywords=_items(text.text[rest:]), span=Span(start=text.start, end=text.end))


def _with_level(name: str) -> tuple[str, str]:
    """`Welding (expert)` → the skill, and how well."""
    bare, _, rest = name.rpartition(" (")
    return (bare, rest[:-1]) if bare and rest.endswith(")") and LEVEL.match(f"({rest}") else (name, "")


def _items(text: str) -> list[str]:
    items = (
        re.sub(r"^(?:and|und|et|y)\s+", "", " ".join(item.split())).strip(" .•·-–") for item in BETWEEN.split(text)
    )
    return [item[:MAX_SKILL] for item in dict.fromkeys(items) if item]


def _singles(text: Line) -> list[Skill]:
    found = []
    position = 0
    for gap in [*BETWEEN.finditer(text.text), None]:
        end = gap.start() if gap else len(text.text)
        raw = text.text[position:end]
        name = raw.strip(" .•·-–")
        if name and len(name) <= MAX_SKILL and not LEVEL.match(name):
            start = text.start + position + raw.index(name)
            bare, level = _with_level(" ".join(name.split()))
            found.append(Skill(name=bare, level=level, span=Span(start=start, end=start + len(name))))
        elif name and LEVEL.match(name) and found:
            found[-1].level = name
        elif name:  # a sentence: kept whole, as one skill in the person's words
            start = text.start + position + raw.index(name)
            found.append(Skill(name=name[:200], span=Span(start=start, end=start + len(name))))
        position = gap.end() if gap else end
    return found


def _distinct(found: list[Skill]) -> list[Skill]:
    kept: dict[str, Skill] = {}
    for skill in found:
        kept.setdefault(skill.name.casefold() if not skill.keywords else f"{skill.name}:{skill.keywords}", skill)
    return list(kept.values())


def certificates(lines: list[Line]) -> list[Certificate]:
    """One a bullet or line; or blocks of name, issuer, date between empty lines; or such blocks side by side."""
    cells = _side_by_side([line for line in lines if line.text])
    blocks = cells or _blocks(lines)
    found = [(block, each) for block in blocks if (each := _certificate(block)) is not None]
    # Between the cells of a block stand those of its neighbours: its first alone is its place.
    return [
        each.model_copy(update={"span": Span(start=block[0].start, end=block[0].end)}) if cells else each
        for block, each in found
    ]


def _side_by_side(filled: list[Line]) -> list[list[Line]]:
    """The blocks of a grid, row by row from left to right: lines of as many cells each, among them, in equal steps, lines of dates
    alone. Empty if it is no grid."""
    rows = [_cells(line) for line in filled]
    dated = [number for number, row in enumerate(rows) if all(resume_dates.is_only(cell.text) for cell in row)]
    step = len(rows) // len(dated) if dated else 0
    if (
        step < 2
        or len(rows[0]) < 2
        or [number % step for number in dated] != [dated[0]] * len(dated)
        or step * len(dated) != len(rows)
        or any(len(row) != len(rows[start // step * step]) for start, row in enumerate(rows))
    ):
        return []
    return [
        list(block) for start in range(0, len(rows), step) for block in zip(*rows[start : start + step], strict=True)
    ]


def _cells(line: Line) -> list[Line]:
    found, position = [], 0
    for gap in [*re.finditer(r"\s{3,}", line.text), None]:
        end = gap.start() if gap else len(line.text)
        found.append(Line(line.start + position, line.start + end, line.text[position:end]))
        position = gap.end() if gap else end
    return found


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """Lines up to and with a line that is only a date are one certificate; else each line is one."""
    filled = [line for line in lines if line.text]
    stacked = sum(resume_dates.is_only(line.text) for line in filled)
    if not stacked or 2 * stacked > len(filled):
        return [[line] for line in filled]
    blocks: list[list[Line]] = [[]]
    closed = False
    previous: Line | None = None
    for line in filled:
        apart = previous is not None and line.start > previous.end + 1
        if blocks[-1] and (
            (closed and (apart or _ends_with_dates(filled))) or (apart and len(blocks[-1]) >= 2 and closed)
        ):
            blocks.append([])
            closed = False
        blocks[-1].append(line)
        closed = closed or resume_dates.is_only(line.text)
        previous = line
    return [block for block in blocks if block]


def _ends_with_dates(filled: list[Line]) -> bool:
    return resume_dates.is_only(filled[-1].text)


def _stripped(name: str) -> str:
    """Without marks around it, and without a bracket that has lost its other half."""
    name = name.strip(" ,–-|.")
    while name and name.count("(") != name.count(")") and (name[0] in "()" or name[-1] in "()"):
        name = (name[1:] if name[0] in "()" else name[:-1]).strip(" ,–-|.")
    return name[1:-1] if re.fullmatch(r"\([^()]*\)", name) else name


def _certificate(block: list[Line]) -> Certificate | None:
    date, names = "", []
    for line in block:
        text = _bare(line).text
        for found in resume_dates.find(text):
            edge = not text[: found.start].strip(" (,–-") or not text[found.end :].strip(" ),–-.")
            if edge and not date:
                date = found.last or found.first
                text = f"{text[: found.start]}   {text[found.end :]}"
        # `Architect - Professional – Amazon`: a hyphen beside a dash is a part of the name.
        hyphen = "" if re.search(r"\s[–—]\s", text.strip(" –—")) else "-"
        pieces = (_stripped(piece) for piece in re.split(rf"\s{{3,}}|\s+[–—|·•{hyphen}]\s+", text))
        names += [name for name in pieces if name]
    if not names:
        return None
    name, issuer = names[0], names[1] if len(names) > 1 else ""
    if not issuer and ", " in name and len(name.rpartition(", ")[2].split()) <= 5 and name.count(", ") == 1:
        name, _, issuer = name.rpartition(", ")
    span = Span(start=_bare(block[0]).start, end=block[-1].end)
    return Certificate(name=name[:300], issuer=issuer[:200], date=date, span=span)
