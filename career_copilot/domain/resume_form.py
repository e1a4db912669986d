"""A résumé as a form: its facts with labels, values, paths and the words they were read from.

A path is `basics.email`, `work.0`, `work.0.position` or `work.0.highlights.2`. Edits by path: `resume_editing.py`."""

from collections.abc import Iterator

from pydantic import BaseModel

from career_copilot.domain import versions
from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Basics, Fact, Resume
from career_copilot.domain.segments import Segment, link, segments
from career_copilot.domain.versions import Difference


class Field(BaseModel, frozen=True):
    """One input. `kind`: `line`, `long` (several lines), `date`, `check`, `level` (of a language) or `list` (commas)."""

    name: str
    label: str
    kind: str = "line"


class FieldView(BaseModel, frozen=True):
    """An input with its place in the résumé and its text; a ticked `check` has the text `yes`. `link` lights up the
    words it was read from; it is empty in an entry, which has one link for all of its inputs."""

    path: str
    label: str
    kind: str
    value: str
    link: str = ""


class LineView(BaseModel, frozen=True):
    """One bullet. `link` lights up the words it was read from."""

    path: str
    value: str
    link: str


class EntryView(BaseModel, frozen=True):
    """One position, degree, skill, …"""

    path: str
    title: str
    link: str
    fields: list[FieldView]
    highlights: list[LineView]
    first: bool
    last: bool


class SectionView(BaseModel, frozen=True):
    """One list of the résumé. `compact` entries fit on one line; `bullets` says that entries have highlights."""

    name: str
    title: str
    one: str
    compact: bool
    bullets: bool
    facts: list[EntryView]


class Section(BaseModel, frozen=True):
    """How a list of facts is shown. `one` names an entry in `Add a …`."""

    title: str
    one: str
    fields: tuple[Field, ...]
    compact: bool = False


FROM, TO = Field(name="start_date", label="From", kind="date"), Field(name="end_date", label="To", kind="date")
BASICS = (
    Field(name="name", label="Name"),
    Field(name="label", label="Headline or profession"),
    Field(name="email", label="E-mail"),
    Field(name="phone", label="Phone"),
    Field(name="location.text", label="Where you live"),
    Field(name="url", label="Website"),
    Field(name="summary", label="Summary", kind="long"),
)
SECTIONS = {
    "work": Section(
        title="Work",
        one="position",
        fields=(
            Field(name="position", label="Position"),
            Field(name="name", label="Employer"),
            FROM,
            TO,
            Field(name="location", label="Place"),
            Field(name="current", label="I still work here", kind="check"),
            Field(name="summary", label="In short", kind="long"),
        ),
    ),
    "education": Section(
        title="Education",
        one="degree or training",
        fields=(
            Field(name="study_type", label="Degree or training"),
            Field(name="area", label="Subject"),
            FROM,
            TO,
            Field(name="institution", label="School"),
            Field(name="score", label="Grade"),
        ),
    ),
    "skills": Section(
        title="Skills",
        one="skill",
        compact=True,
        fields=(
            Field(name="name", label="Skill"),
            Field(name="level", label="Level"),
            Field(name="keywords", label="In detail", kind="list"),
        ),
    ),
    "languages": Section(
        title="Languages",
        one="language",
        compact=True,
        fields=(Field(name="language", label="Language"), Field(name="level", label="Level", kind="level")),
    ),
    "certificates": Section(
        title="Certificates and licences",
        one="certificate",
        compact=True,
        fields=(
            Field(name="name", label="Certificate"),
            Field(name="issuer", label="Issued by"),
            Field(name="date", label="Date", kind="date"),
        ),
    ),
    "projects": Section(
        title="Projects",
        one="project",
        fields=(
            Field(name="name", label="Project"),
            Field(name="url", label="Address"),
            FROM,
            TO,
            Field(name="description", label="In short", kind="long"),
        ),
    ),
}
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")


def basics_view(resume: Resume) -> list[FieldView]:
    """The inputs about the person."""
    basics = resume.basics
    spans = _basics_spans(basics)
    return [
        _field_view("basics", field, basics).model_copy(update={"link": _link(spans.get(field.name))})
        for field in BASICS
    ]


def _basics_spans(basics: Basics) -> dict[str, Span]:
    """Where each input about the person was read. A résumé read before fields had spans has the name's alone."""
    spans = ({"name": basics.span} if basics.span else {}) | basics.spans
    if basics.location and basics.location.span:
        spans["location.text"] = basics.location.span
    return spans


def sections_view(resume: Resume) -> list[SectionView]:
    """All lists of the résumé as inputs, in the person's order."""
    return [
        SectionView(
            name=name,
            title=section.title,
            one=section.one,
            compact=section.compact,
            bullets=_has_highlights(name),
            facts=[
                _entry_view(name, section, index, fact, len(getattr(resume, name)))
                for index, fact in enumerate(getattr(resume, name))
            ],
        )
        for name, section in SECTIONS.items()
    ]


def _entry_view(name: str, section: Section, index: int, fact: Fact, count: int) -> EntryView:
    path = f"{name}.{index}"
    fields = [_field_view(path, field, fact) for field in section.fields]
    words = [field.value for field in fields[:2] if field.value]
    return EntryView(
        path=path,
        title=(" · ".join(words[:1] if section.compact else words)) or f"New {section.one}",
        link=_link(fact.span),
        fields=fields,
        highlights=[
            LineView(path=f"{path}.highlights.{number}", value=highlight.text, link=_link(highlight.span))
            for number, highlight in enumerate(getattr(fact, "highlights", []))
        ],
        first=index == 0,
        last=index == count - 1,
    )


def _field_view(path: str, field: Field, fact: Fact) -> FieldView:
    return FieldView(path=f"{path}.{field.name}", label=field.label, kind=field.kind, value=_value(fact, field.name))


def _value(fact: Fact, name: str) -> str:
    if name == "location.text":
        location = getattr(fact, "location", None)
        return location.text if location else ""
    value = getattr(fact, name)
    if isinstance(value, bool):
        return "yes" if value else ""
    return ", ".join(value) if isinstance(value, list) else str(value)


def _has_highlights(section: str) -> bool:
    return section in ("work", "education", "projects")


def _link(span: Span | None) -> str:
    return link(span) if span else ""


def _spans(resume: Resume) -> Iterator[Span | None]:
    """Of every fact that an editor shows: what is about the person, links to elsewhere, entries and bullets."""
    yield from _basics_spans(resume.basics).values()
    yield from (profile.span for profile in resume.basics.profiles)
    for name in SECTIONS:
        for entry in getattr(resume, name):
            yield entry.span
            yield from (highlight.span for highlight in getattr(entry, "highlights", []))


def source_segments(resume: Resume) -> list[Segment]:
    """The source text cut at the borders of the facts read from it."""
    return segments(resume.text, ((link(span), span) for span in _spans(resume) if span))


def differences(mine: Resume, theirs: Resume) -> list[Difference]:
    """What was changed in one of two versions."""
    return versions.differences(_lines(mine), _lines(theirs))


def _lines(resume: Resume) -> dict[str, str]:
    """Every text of the résumé by a name for people: `Work 2: Employer`."""
    lines = {field.label: field.value for field in basics_view(resume)}
    for section in sections_view(resume):
        for number, entry in enumerate(section.facts, 1):
            here = f"{section.title} {number}"
            lines |= {f"{here}: {field.label}": field.value for field in entry.fields}
            lines |= {f"{here}, line {count}": line.value for count, line in enumerate(entry.highlights, 1)}
    return lines
