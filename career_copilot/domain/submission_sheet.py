"""A submission record as the words of a printed page: everything a template needs, as strings."""

from datetime import datetime, time

from pydantic import BaseModel

from career_copilot.domain.ages import exact, zone_named
from career_copilot.domain.opening_words import pay_line
from career_copilot.domain.printed import Line, body, line
from career_copilot.domain.submissions import AdvertFrom, RecordView, Submission

KINDS = {"resume": "Résumé", "letter": "Letter", "answers": "Answers"}
ADVERT_FROM = {
    AdvertFrom.OPENING: "As it stood on {boards} at that moment.",
    AdvertFrom.SNAPSHOT: "It was not listed any more; as it stood on {taken}.",
    AdvertFrom.ENTERED: "As it was entered by hand; there was no posting to copy.",
}
EXPLANATION = (
    "The sha256 of each file is that of its bytes. The sha256 of this record is that of its content and its list of files "
    "as JSON with sorted names, without spaces, in UTF-8. Career Copilot keeps both and never changes them."
)


class Fact(BaseModel, frozen=True):
    name: str
    value: Line


class FileLine(BaseModel, frozen=True):
    kind: str
    name: Line
    size: str
    sha256: str
    kept: bool


class TextPart(BaseModel, frozen=True):
    kind: str
    name: Line
    lines: list[Line]


class SubmissionSheet(BaseModel, frozen=True):
    """What the template `submission` reads."""

    number: str
    heading: str
    facts: list[Fact]
    undone: str
    advert_from: str
    advert: list[Line]
    files: list[FileLine]
    texts: list[TextPart]
    resume: list[Line]
    sha256: str
    explanation: list[Line]
    printed: str


def sheet(record: RecordView, zone: str, now: datetime) -> SubmissionSheet:
    """The page; dates in the person's zone, which is named beside each."""
    sent = record.content
    advert = sent.advert
    facts = {
        "Employer": sent.company,
        "Place": sent.place,
        "Sent": f"{sent_on(sent, zone)} {corrected(sent, zone)}".strip(),
        "Recorded": exact(record.created_at, zone),
        "Found at": sent.source,
        "Posted": exact(advert.date_posted, zone),
        "Pay": pay_line(advert.salary),
        "Résumé": sent.resume_name,
    }
    lines = [Fact(name=name, value=line(value)) for name, value in facts.items() if value]
    lines += [Fact(name="Link" if number == 0 else "", value=line(link)) for number, link in enumerate(sent.links)]
    boards = " and ".join(advert.boards) or "its job board"
    return SubmissionSheet(
        number=str(record.id),
        heading=line(sent.title).text,
        facts=lines,
        undone=_undone(record, zone),
        advert_from=ADVERT_FROM[sent.advert_from].format(boards=boards, taken=exact(advert.taken_at, zone)),
        advert=body(advert.text),
        files=[
            FileLine(
                kind=KINDS.get(file.kind, file.kind.capitalize()), name=line(file.name), size=size(file.size),
                sha256=file.sha256, kept=file.kept,
            )
            for file in record.files
        ],
        texts=[
            TextPart(kind=KINDS.get(part.kind, part.kind.capitalize()), name=line(part.name), lines=body(part.text))
            for part in sent.texts
        ],
        resume=body(sent.resume.text) if sent.resume else [],
        sha256=record.sha256,
        explanation=body(EXPLANATION),
        printed=exact(now, zone),
    )  # fmt: skip


def sent_on(sent: Submission, zone: str) -> str:
    """`Sat 7 Nov 2026` where the day alone is known, else with the time."""
    return _day_or_moment(sent.applied_at, sent, zone)


def _day_or_moment(at: datetime, sent: Submission, zone: str) -> str:
    if at.astimezone(zone_named(sent.time_zone)).time() == time(12):  # as `ages.on_day` has it
        return exact(at, sent.time_zone).partition(",")[0]
    return exact(at, zone)


def corrected(sent: Submission, zone: str) -> str:
    """What was recorded first, where the day was corrected; else empty."""
    first = sent.first_applied_at
    return f"Corrected; recorded first as {_day_or_moment(first, sent, zone)}." if first else ""


def _undone(record: RecordView, zone: str) -> str:
    if record.undone_at:
        return f"This step was undone on {exact(record.undone_at, zone)}."
    return "A later record, which corrects it, takes the place of this one." if record.replaced else ""


def size(count: int) -> str:
    """`27 kB`."""
    return f"{count} bytes" if count < 1000 else f"{count / 1000:,.0f} kB" if count < 1e6 else f"{count / 1e6:,.1f} MB"
