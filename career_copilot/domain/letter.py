"""A letter as a value, and as the words that stand on its page by the customs of its language.

English: a block letter, the subject under the salutation. German: DIN 5008, form B, so that the address shows in the window of
an envelope. French: the recipient and the date at the right. Spanish: everything at the left, `Asunto` before the subject."""

from datetime import date

from pydantic import BaseModel

from career_copilot.domain.document_words import (
    CLOSING,
    ENCLOSURES,
    PAGE,
    SALUTATION,
    SUBJECT,
    DocumentLanguage,
    place_and_day,
)
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Link, contacts, on_one_line, paragraphs_of


class Letter(BaseModel):
    """`recipient`: name, employer, street, town, a line each. Empty salutation and closing are those of the language."""

    language: DocumentLanguage = DocumentLanguage.EN
    sender: str = ""
    contacts: list[Link] = []
    address: list[str] = []  # street and town of the sender, for the line above the recipient
    recipient: list[str] = []
    place: str = ""
    date: date
    subject: str = ""
    salutation: str = ""
    paragraphs: list[str] = []
    closing: str = ""
    postscript: list[str] = []  # under the name
    enclosures: list[str] = []


class LetterSheet(BaseModel, frozen=True):
    """`subject_first`: above the salutation, rather than under it."""

    language: DocumentLanguage
    name: str
    contacts: list[Link]
    return_line: str
    recipient: list[str]
    date: str
    subject: str
    subject_first: bool
    salutation: str
    paragraphs: list[str]
    closing: str
    postscript: list[str]
    enclosures: str
    page: str


def letter_from(resume: Resume, language: DocumentLanguage, today: date) -> Letter:
    """An empty letter of this person: name, contacts and town are those of the résumé."""
    place = resume.basics.location
    town = on_one_line(place.city or place.text) if place else ""
    return Letter(
        language=language,
        sender=on_one_line(resume.basics.name),
        contacts=contacts(resume),
        address=[on_one_line(place.text)] if place and place.text else [],
        place=town,
        date=today,
    )


def letter_sheet(letter: Letter) -> LetterSheet:
    language = letter.language
    sender = [letter.sender, *letter.address]
    subject, enclosures = on_one_line(letter.subject), ", ".join(filter(None, map(on_one_line, letter.enclosures)))
    return LetterSheet(
        language=language,
        name=on_one_line(letter.sender),
        contacts=letter.contacts,
        return_line=" · ".join(filter(None, map(on_one_line, sender))) if language == DocumentLanguage.DE else "",
        recipient=[line for line in map(on_one_line, letter.recipient) if line],
        date=place_and_day(on_one_line(letter.place), letter.date.isoformat(), language),
        subject=f"{SUBJECT[language]}{subject}" if subject else "",
        subject_first=language != DocumentLanguage.EN,
        salutation=on_one_line(letter.salutation) or SALUTATION[language],
        paragraphs=[line for each in letter.paragraphs for line in paragraphs_of(each)],
        closing=on_one_line(letter.closing) or CLOSING[language],
        postscript=[line for each in letter.postscript for line in paragraphs_of(each)],
        enclosures=f"{ENCLOSURES[language]}{enclosures}" if enclosures else "",
        page=PAGE[language],
    )


def plain_text(sheet: LetterSheet) -> str:
    """The letter for a clipboard or the body of a mail: from the salutation on, with the subject first."""
    body = [*([sheet.subject] if sheet.subject else []), sheet.salutation, *sheet.paragraphs, sheet.closing]
    ends = [*body[:-1], f"{body[-1]}\n{sheet.name}" if sheet.name else body[-1], *sheet.postscript, sheet.enclosures]
    return "\n\n".join(filter(None, ends)) + "\n"
