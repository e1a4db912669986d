"""How a written text ends: where its closing stands, and that the person's name stands under it once.

Models are told to leave the name out, and people type it: either way it is taken off, since whoever prints the text adds it."""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from career_copilot.domain.drafting import Line, paragraphs

_LAST = 8  # lines in which a closing is looked for
_MOST_WORDS = 6
_CLOSING = re.compile(
    r"""(?ix)^(?:(?:with\ )?(?:my\ )?(?:kind|kindest|best|warm|warmest|many)\ (?:regards|wishes|thanks(?!\ for\b))|regards\b|sincerely\b|respectfully\b|cheers,|
    yours\ (?:sincerely|faithfully|truly)|all\ the\ best,?$|mit\ (?:\w+\ ){0,3}gr[üu](?:ß|ss)en|(?:viele|beste|herzliche|freundliche|liebe)\ grü(?:ß|ss)e|
    hochachtungsvoll|(?:bien\ |très\ )?cordialement|(?:sincères|cordiales|meilleures)\ salutations|bien\ à\ vous|(?:je\ vous\ prie\ d.|veuillez\ )agréer|
    (?:un\ |reciba\w*\ un\ )?(?:cordial\ )?saludo|saludos\b|atentamente|met\ (?:vriendelijke|hartelijke)\ groet|(?:vriendelijke|hartelijke)\ groet)"""
)


class LetterParts(BaseModel, frozen=True):
    """Salutation and closing are empty where there is none on a line of its own. `postscript` stands under the name."""

    salutation: str = ""
    body: list[str] = []
    closing: str = ""
    postscript: list[str] = []


def letter_parts(lines: Sequence[Line], name: str = "") -> LetterParts:
    """The text in its parts, without the person's name under the closing."""
    at = _closing_at(lines)
    if at is None:
        return _by_paragraphs(_without_name(lines, name))
    closing = _unsigned(lines[at].text, name)
    after = list(lines[at + 1 :])
    while after and _is_name(after[0].text, name):
        after.pop(0)
    salutation, body = _greeted(lines[:at])
    return LetterParts(salutation=salutation, body=body, closing=closing, postscript=paragraphs(after))


def signed(lines: Sequence[Line], name: str) -> str:
    """As it is pasted into a mail: the name stands under the closing."""
    parts = letter_parts(lines, name)
    text = "\n\n".join(filter(None, [parts.salutation, *parts.body, parts.closing]))
    return "\n\n".join([f"{text}\n{name}" if name else text, *parts.postscript]) + "\n"


def is_signature(text: str, name: str) -> bool:
    """Whether a line is the person's name or first name and nothing else: it claims nothing."""
    said, own = _folded(text), _folded(name)
    return bool(own) and said in (own, own[:1])


def body_end(lines: Sequence[Line], name: str) -> int:
    """The place of the last line before closing and signature; -1 for none. Over a name, a few words that stand alone and are
    no sentence close, whatever they say."""
    at = _closing_at(lines)
    if at is None:
        said = _without_name(lines, name)
        alone = len(lines) > len(said) > 1 and said[-1].paragraph != said[-2].paragraph
        at = len(said) - (alone and len(said[-1].text.split()) <= _MOST_WORDS and said[-1].text[-1] not in ".!?")
    return at - 1


def _closing_at(lines: Sequence[Line]) -> int | None:
    first = max(1, len(lines) - _LAST)
    found = [at for at in range(first, len(lines)) if _CLOSING.match(lines[at].text)]
    return next(
        (at for at in reversed(found) if "agréer" in lines[at].text or len(lines[at].text.split()) <= _MOST_WORDS), None
    )


def _by_paragraphs(lines: Sequence[Line]) -> LetterParts:
    """Without known words: the first and the last paragraph of three or more, where each is one line."""
    if len(paragraphs(lines)) < 3:
        return LetterParts(body=paragraphs(lines))
    alone = len(lines) > 1 and lines[-1].paragraph != lines[-2].paragraph
    salutation, body = _greeted(lines[:-1] if alone else lines)
    return LetterParts(salutation=salutation, body=body, closing=lines[-1].text if alone else "")


def _greeted(lines: Sequence[Line]) -> tuple[str, list[str]]:
    whole = paragraphs(lines)
    alone = len(whole) > 1 and lines[0].paragraph != lines[1].paragraph
    return (whole[0], whole[1:]) if alone else ("", whole)


def _without_name(lines: Sequence[Line], name: str) -> Sequence[Line]:
    return lines[:-1] if lines and _is_name(lines[-1].text, name) else lines


def _unsigned(closing: str, name: str) -> str:
    """`Kind regards, Ada Byron` → `Kind regards,`."""
    if not name:
        return closing
    return re.sub(rf"(?i)(?<=\W)[\s–—-]*{re.escape(name)}\W*$", "", closing).rstrip() or closing


def _is_name(text: str, name: str) -> bool:
    """The whole name, also with a title before it, or the first name alone."""
    said, own = _folded(text), _folded(name)
    return is_signature(text, name) or (bool(own) and said[-len(own) :] == own and len(said) <= len(own) + 2)


def _folded(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold())
