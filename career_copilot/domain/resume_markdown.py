"""A `Resume` as Markdown (CommonMark): headings, bullets, links. What a person wrote is text, never markup."""

import re

from career_copilot.domain.resume_sheet import Entry, Link, Row, Section, Sheet

# Letters that could begin markup anywhere, and those that could at the start of a line.
ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|])")
SIGN = re.compile(r"^([#+=-])")
NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def markdown(sheet: Sheet) -> str:
    """One document, sections as second-level headings."""
    blocks = [f"# {escaped(sheet.name)}" if sheet.name else "", f"**{escaped(sheet.label)}**" if sheet.label else ""]
    blocks.append(" · ".join(_link(one) for one in sheet.contacts))
    if sheet.summary:
        blocks += [f"## {sheet.summary_heading}", *map(escaped, sheet.summary)]
    for section in sheet.sections:
        blocks += _section(section)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _section(section: Section) -> list[str]:
    blocks = [f"## {section.heading}"]
    for entry in section.entries:
        blocks += _entry(entry)
    if section.rows:
        blocks.append("\n".join(_row(section.kind, row) for row in section.rows))
    return blocks


def _entry(entry: Entry) -> list[str]:
    about = " · ".join(filter(None, (escaped(entry.place), escaped(entry.dates))))
    return [
        f"### {escaped(entry.title)}",
        f"*{about}*" if about else "",
        _link(entry.link) if entry.link else "",
        *map(escaped, entry.paragraphs),
        "\n".join(f"- {escaped(bullet)}" for bullet in entry.bullets),
    ]


def _row(kind: str, row: Row) -> str:
    words = escaped(", ".join(row.items))
    if row.label and words:
        words = f"**{escaped(row.label)}:** {words}" if kind == "skills" else f"{escaped(row.label)} – {words}"
    dates = f" ({escaped(row.dates)})" if row.dates else ""
    return f"- {words or escaped(row.label)}{dates}"


def _link(one: Link) -> str:
    return f"[{escaped(one.text)}](<{one.url}>)" if one.url else escaped(one.text)


def escaped(text: str) -> str:
    """So that it reads as it was written."""
    text = ANYWHERE.sub(r"\\\1", text)
    return NUMBERED.sub(r"\1\\\2", SIGN.sub(r"\\\1", text))
