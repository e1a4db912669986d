"""A tailored résumé on a screen: every entry and line of the profile's résumé beside what it has become, in the order chosen.

Whether a line rests on facts is worked out by the caller and handed in."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from career_copilot.domain.differences import Segment, differences
from career_copilot.domain.document_words import DocumentLanguage, period
from career_copilot.domain.resume import Fact, Resume
from career_copilot.domain.resume_form import SECTIONS
from career_copilot.domain.tailoring import OPTIONAL, PROSE, Tailored, arranged, entry_at, own_words, words
from career_copilot.domain.tailoring_keywords import Keyword, named_in
from career_copilot.domain.versions import Difference
from career_copilot.errors import InvalidInputError

BASICS = {
    "basics.label": "Headline",
    "basics.summary": "Summary",
    "basics.location": "Where you live",
    "basics.url": "Website",
}


class Row(BaseModel, frozen=True):
    """One entry or line. `kind`: `section`, `entry` or `line`. `live`: it and what it belongs to will be printed. `rank` is its
    place among `count` in its list, from 0; `was` its place in the résumé. `reasons` say why a line is flagged. `draft` is
    what is proposed instead, if anything."""

    path: str
    kind: str
    holder: str = ""
    label: str = ""
    base: str = ""
    text: str = ""
    pieces: list[Segment] = []
    shown: bool = True
    live: bool = True
    can_hide: bool = True
    can_edit: bool = False
    changed: bool = False
    rank: int = 0
    count: int = 0
    was: int = 0
    answers: list[str] = []
    reasons: list[str] = []
    draft: str = ""
    draft_pieces: list[Segment] = []
    draft_reasons: list[str] = []


Reasons = Mapping[str, Sequence[str]]


def rows(
    tailored: Tailored,
    keywords: Sequence[Keyword] = (),
    reasons: Reasons | None = None,
    proposed: Reasons | None = None,
) -> list[Row]:
    """From top to bottom. `reasons` why lines are flagged, by their paths; `proposed` those of the words proposed for them."""
    writer = _Writer(tailored, keywords, reasons or {}, proposed or {})
    found = [Row(path="basics", kind="section", label="About you", can_hide=False)]
    found += [writer.line(path, "basics") for path in OPTIONAL if _basic(tailored.resume, path)]
    for number, profile in enumerate(tailored.resume.basics.profiles):
        found.append(
            writer.simple(f"basics.profiles.{number}", profile.url or f"{profile.network}: {profile.username}")
        )
    for name, section in SECTIONS.items():
        if getattr(tailored.resume, name):
            found.append(Row(path=name, kind="section", label=section.title, can_hide=False))
            for rank, number in enumerate(arranged(tailored, name)):
                found += writer.entry(name, number, rank)
    return found


def _basic(resume: Resume, path: str) -> str:
    value = getattr(resume.basics, path.removeprefix("basics."))
    return value if isinstance(value, str) else value.text if value else ""


class _Writer:
    """What all rows need."""

    def __init__(self, tailored: Tailored, keywords: Sequence[Keyword], reasons: Reasons, proposed: Reasons) -> None:
        self.tailored, self.keywords, self.reasons, self.proposed = tailored, keywords, reasons, proposed
        self.hidden = frozenset(tailored.hidden)

    def simple(self, path: str, text: str) -> Row:
        return Row(
            path=path,
            kind="line",
            holder="basics",
            base=text,
            text=text,
            shown=path not in self.hidden,
            live=path not in self.hidden,
        )

    def line(self, path: str, holder: str, place: Mapping[str, int] | None = None, live: bool = True) -> Row:
        """A line of free words, or one that can only be hidden."""
        try:
            base = own_words(self.tailored.resume, path)
        except InvalidInputError:
            return self.simple(path, _basic(self.tailored.resume, path)).model_copy(update={"label": BASICS[path]})
        text, proposal = words(self.tailored, path), self.tailored.proposals.get(path)
        shown = path not in self.hidden
        return Row(
            path=path, kind="line", holder=holder, label=_label(path), base=base, text=text, pieces=differences(base, text),
            shown=shown, live=live and shown, can_edit=True, changed=base != text, **(place or {}),
            answers=self._answers(text), reasons=list(self.reasons.get(path, ())) if live and shown else [],
            draft=proposal.text if proposal else "",
            draft_pieces=differences(text, proposal.text) if proposal else [],
            draft_reasons=list(self.proposed.get(path, ())) if proposal else [],
        )  # fmt: skip

    def entry(self, section: str, number: int, rank: int) -> list[Row]:
        """The entry, then its lines."""
        path, compact = f"{section}.{number}", SECTIONS[section].compact
        fact, count = entry_at(self.tailored, path), len(getattr(self.tailored.resume, section))
        shown = path not in self.hidden
        place = {"rank": rank, "count": count, "was": number}
        if section == "skills":
            row = self.line(path, section, place)
            return [row.model_copy(update={"kind": "entry", "label": _details(fact), "answers": self._answers(fact)})]
        title = head(fact, self.tailored.look.language)
        head_row = Row(
            path=path, kind="entry", holder=section, base=title, text=title, shown=shown, live=shown,
            answers=self._answers(fact) if compact else [], **place,
        )  # fmt: skip
        return [head_row, *self._lines(path, shown)]

    def _lines(self, path: str, shown: bool) -> list[Row]:
        section, _, number = path.partition(".")
        fact = getattr(self.tailored.resume, section)[int(number)]
        found = [self.line(f"{path}.{name}", path, live=shown) for name in PROSE if getattr(fact, name, "")]
        if hasattr(fact, "highlights"):
            holder = f"{path}.highlights"
            for rank, line in enumerate(arranged(self.tailored, holder)):
                place = {"rank": rank, "count": len(fact.highlights), "was": line}
                found.append(self.line(f"{holder}.{line}", holder, place, shown))
        return found

    def _answers(self, line: Fact | str) -> list[str]:
        return [each.label for each in named_in(line, self.tailored.resume.language, self.keywords)]


def head(fact: Fact, language: DocumentLanguage | None = None) -> str:
    """`Nurse · Example Clinic · 2019 – 2023`: what an entry is, in one line."""
    names = ("position", "study_type", "area", "name", "institution", "issuer", "language", "fluency", "date")
    start, end = getattr(fact, "start_date", ""), getattr(fact, "end_date", "")
    dates = period(start, end, getattr(fact, "current", False), language or DocumentLanguage.EN)
    return " · ".join(filter(None, [*(str(getattr(fact, name, "")) for name in names), dates]))


def _details(skill: Fact) -> str:
    return ", ".join([*filter(None, [getattr(skill, "level", "")]), *getattr(skill, "keywords", [])])


def _label(path: str) -> str:
    return BASICS.get(path) or ("In short" if path.rpartition(".")[2] in PROSE else "")


def where(resume: Resume, path: str) -> str:
    """A path in words: `Nurse · Example Clinic, line 2`."""
    if path in BASICS:
        return BASICS[path]
    section, *rest = path.split(".")
    if section == "basics":
        return f"Link {int(rest[1]) + 1}"
    if not rest:
        return SECTIONS[section].title
    fact = getattr(resume, section)[int(rest[0])]
    names = [str(getattr(fact, name, "")) for name in ("position", "study_type", "name", "institution", "language")]
    entry = " · ".join([name for name in names if name][:2]) or SECTIONS[section].one
    match rest[1:]:
        case ["highlights", line]:
            return f"{entry}, line {int(line) + 1}"
        case ["highlights"]:
            return f"{entry}, its lines"
        case [_]:
            return f"{entry}, in short"
    return entry


def changes(old: Tailored, new: Tailored) -> list[Difference]:
    """What differs between two versions, in the words of the screen; lines are known by their place in the résumé, so one that
    only moved is not new."""
    before, after = _texts(old), _texts(new)
    known = {row.path for row in rows(new)}  # of a résumé that was taken over anew
    found = [
        Difference(where=where(new.resume, path), mine=before.get(path, ""), theirs=after.get(path, ""))
        for path in dict.fromkeys([*after, *before])
        if before.get(path, "") != after.get(path, "") and path in known
    ]
    found += [
        Difference(where=f"{where(new.resume, holder)}: order", mine=_order(old, holder), theirs=_order(new, holder))
        for holder in dict.fromkeys([*old.order, *new.order])
        if old.order.get(holder) != new.order.get(holder)
    ]
    for name in ("template", "paper", "language", "one_page"):
        one, two = getattr(old.look, name), getattr(new.look, name)
        if one != two:
            found.append(
                Difference(where=f"Look: {name.replace('_', ' ')}", mine=str(one or ""), theirs=str(two or ""))
            )
    if old.photo != new.photo:
        found.append(Difference(where="Look: photo", mine="yes" * old.photo, theirs="yes" * new.photo))
    return found


def _order(tailored: Tailored, holder: str) -> str:
    return ", ".join(str(number + 1) for number in arranged(tailored, holder))


def _texts(tailored: Tailored) -> dict[str, str]:
    """What will be printed, by path."""
    return {row.path: row.text for row in rows(tailored) if row.live and row.kind != "section"}
