"""Whether words are a person's name, rather than a heading, a place, an employer or a list of skills."""

import re

from career_copilot.domain import skills
from career_copilot.domain.gazetteer import city_of
from career_copilot.domain.resume_sections import kind_of
from career_copilot.domain.resume_words import ORGANISATION, TITLE, country_code

NOT_A_NAME = re.compile(
    r"(?i)\b(?:curriculum|vitae|resume|résumé|lebenslauf|bewerbung|cv|hoja de vida|currículum|page|seite|last updated|address|phone|email|e-mail|tel|mob|mobile|telegram|skype|whatsapp|linkedin|github|gitlab|profile|confidential|street|str|way|avenue|road)\b"
)
NAME_WORD = re.compile(r"^(?:[^\W\d_](?:[^\W\d_]|['’.-])*[.,]?|\([^\W\d_]+\))$")
PARTICLES = frozenset([
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "la", "le", "el",
    "al", "bin", "ibn", "dos", "du", "y", "zu", "zur", "ten", "ter", "st",
])  # fmt: skip
HEAD_LINES = 14


def name_worth(text: str, number: int, local: str) -> float:
    """How much the words in line `number` look like a name; 0 or less if they do not. `local` is the e-mail address up to the @,
    its letters alone."""
    text = re.sub(r"(?i)^name\s*:\s*", "", text)
    text = re.sub(r",?\s*(?:ph\.?d\.?|m\.?d\.?|mba|rn|cpa|b\.?sc\.?|m\.?sc\.?)\.?$", "", text, flags=re.I)
    text = re.sub(r"(?i)^(?:dr|prof|mr|mrs|ms|herr|frau|mme|m|sr|sra|dipl\.-ing)\.\s*", "", text)
    words = text.split()
    if (
        not 1 <= sum(word.casefold() not in PARTICLES for word in words) <= 5
        or len(text) > 45
        or not all(NAME_WORD.match(w) for w in words)
        or NOT_A_NAME.search(text)
    ):
        return 0
    if kind_of(text) is not None or any(not (w[0].isupper() or w.casefold() in PARTICLES) for w in words):
        return 0
    worth = 3.0 if 2 <= sum(word.casefold() not in PARTICLES for word in words) <= 4 else 0.5
    worth -= 4.0 if TITLE.search(text) or ORGANISATION.search(text) else 0
    worth -= 3.0 if any(country_code(part) for part in text.split(",")) or city_of(text) else 0
    worth -= 4.0 if _is_list(text, words) else 0
    folded = [re.sub(r"[^a-z]", "", _plain(word)) for word in words]
    own = [len(word) > 2 and word in local for word in folded]
    worth += 4.0 * sum(own)
    headings = any(not mine and kind_of(word) for mine, word in zip(own, words, strict=True))  # `Work Contacts`
    if headings or (number >= HEAD_LINES and not any(own)):
        return 0
    return worth - 0.2 * min(number, 20) if worth > 0 else 0


def _is_list(text: str, words: list[str]) -> bool:
    """`Less, Git, Webpack.` or `Python SQL` rather than `Weber, Ada` or `Ada Weber Jr.`"""
    known = [skills.find(word.strip(",.")) for word in words]
    return (
        all(number and skills.skill(number).kind == "technology" for number in known)
        or text.count(",") > 1
        or (text.endswith(".") and len(words[-1]) > 4)
    )


def _plain(word: str) -> str:
    table = str.maketrans("äöüßáàâéèêëíìîïóòôúùûñçøåğışćčšžł", "aousaaaeeeeiiiiooouuuncoagisccszl")
    return word.casefold().translate(table)
