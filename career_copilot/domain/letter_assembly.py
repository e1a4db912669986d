"""Letters and messages without a model: an honest draft out of the person's own evidence, by rules alone.

It quotes the résumé and invents nothing: every sentence about the person names the facts it rests on, and one that the claim
ledger would flag, say because the ad names a skill otherwise than the résumé, is said with less or left out."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from career_copilot.domain import letter_phrases as phrases
from career_copilot.domain import skills
from career_copilot.domain.briefs import Brief
from career_copilot.domain.claims_values import Fact, FactKind
from career_copilot.domain.document_words import EN, DocumentLanguage
from career_copilot.domain.drafting import DraftKind, Length, Line, Wish
from career_copilot.domain.language import language_of
from career_copilot.domain.letter_phrases import Phrases
from career_copilot.domain.matches import Evidence
from career_copilot.domain.posting import Requirement, RequirementTopic

MOST_SHOWN = {Length.SHORT: 2, Length.MEDIUM: 4, Length.LONG: 7}
IN_MESSAGES = {Length.SHORT: 1, Length.MEDIUM: 2, Length.LONG: 3}
LONGEST_QUOTE = 240
MOST_LISTED = 3
Holds = Callable[[Line], bool]
"""Whether the claim ledger carries a line."""


class _Text:
    """Lines as they come."""

    def __init__(self, brief: Brief, wish: Wish, holds: Holds) -> None:
        self.brief, self.language, self._holds = brief, wish.language, holds
        self.lines: list[Line] = []
        self._paragraph = 0

    def paragraph(self, *sentences: tuple[str, Sequence[int]]) -> None:
        """Sentences with the facts they rest on, those that hold; none is no paragraph."""
        lines = [Line(text=text, facts=tuple(facts), paragraph=self._paragraph) for text, facts in sentences]
        kept = [line for line in lines if not line.facts or self._holds(line)]
        self.lines += kept
        self._paragraph += bool(kept)

    def holds(self, text: str, fact: int) -> bool:
        return self._holds(Line(text=text, facts=(fact,)))

    def said(self, phrase: Phrases, **values: str) -> str:
        """A set sentence about this opening."""
        filled = phrase[self.language].format(title=self.brief.title, at=self.at(self.brief.company), **values)
        return phrases.capital(filled, self.language)

    def at(self, company: str) -> str:
        return phrases.at(company, self.language)


def assembled(brief: Brief, wish: Wish, holds: Holds) -> tuple[Line, ...]:
    """The whole text."""
    text = _Text(brief, wish, holds)
    text.paragraph((phrases.GREETINGS[wish.tone][wish.language], ()))
    _BODIES[brief.kind](text, wish)
    text.paragraph((phrases.CLOSINGS[wish.tone][wish.language], ()))
    return tuple(text.lines)


def _letter(text: _Text, wish: Wish) -> None:
    text.paragraph((text.said(phrases.APPLYING), ()), *_present(text))
    text.paragraph(*_shown(text, wish, MOST_SHOWN[wish.length]))
    text.paragraph((phrases.TALK[wish.language], ()))


def _outreach(text: _Text, wish: Wish) -> None:
    text.paragraph((text.said(phrases.SEEN), ()), *_present(text))
    text.paragraph(*_shown(text, wish, IN_MESSAGES[wish.length]))
    text.paragraph((phrases.MAY_SEND[wish.language], ()))


def _recruiter_reply(text: _Text, wish: Wish) -> None:
    text.paragraph((text.said(phrases.THANKS_MESSAGE), ()), *_present(text))
    text.paragraph(*_shown(text, wish, IN_MESSAGES[wish.length]))
    text.paragraph((phrases.TELL_MORE[wish.language], ()))


def _follow_up(text: _Text, wish: Wish) -> None:
    applied = _context(text.brief, "applied")
    known = text.said(phrases.APPLIED_ON, day=applied.start) if applied else text.said(phrases.APPLIED)
    text.paragraph((known, (applied.id,) if applied else ()))
    text.paragraph(*_shown(text, wish, IN_MESSAGES[wish.length] - 1))
    text.paragraph((phrases.HOW_FAR[wish.language], ()))


def _thank_you(text: _Text, wish: Wish) -> None:
    met = _context(text.brief, "interview")
    known = text.said(phrases.THANKS_TALK_ON, day=met.start) if met else text.said(phrases.THANKS_TALK)
    text.paragraph((known, (met.id,) if met else ()))
    text.paragraph((phrases.STILL_WANTED[wish.language], ()))


def _negotiation(text: _Text, wish: Wish) -> None:
    offer = _context(text.brief, "offer")
    pay = [(text.said(phrases.OFFER_SAYS, pay=offer.level), (offer.id,))] if offer and offer.level else []
    text.paragraph((text.said(phrases.THANKS_OFFER), ()), *pay)
    text.paragraph((phrases.TALK_TERMS[wish.language], ()))


def _withdrawal(text: _Text, wish: Wish) -> None:
    text.paragraph((text.said(phrases.WITHDRAWING), ()), (phrases.THANKS_TIME[wish.language], ()))


_BODIES = {
    DraftKind.LETTER: _letter,
    DraftKind.OUTREACH: _outreach,
    DraftKind.RECRUITER_REPLY: _recruiter_reply,
    DraftKind.FOLLOW_UP: _follow_up,
    DraftKind.THANK_YOU: _thank_you,
    DraftKind.NEGOTIATION: _negotiation,
    DraftKind.WITHDRAWAL: _withdrawal,
}


def _context(brief: Brief, what: str) -> Fact | None:
    """What the tracker knows, by its title: the last one."""
    return next((fact for fact in reversed(brief.context) if fact.title == what), None)


def _present(text: _Text) -> Iterator[tuple[str, Sequence[int]]]:
    """The job the person has, or the last one they had."""
    jobs = [fact for fact in text.brief.facts if fact.kind is FactKind.WORK and fact.title]
    job = next((fact for fact in jobs if fact.current), jobs[0] if jobs else None)
    if job is not None:
        phrase = (phrases.WORKING if job.current else phrases.WORKED)[text.language]
        yield phrase.format(position=job.title, at=text.at(job.organisation)), (job.id,)


def _shown(text: _Text, wish: Wish, most: int) -> Iterator[tuple[str, Sequence[int]]]:
    """What is asked beside what the résumé says to it; demands that the same words answer share a sentence."""
    about = {fact.id: fact for fact in text.brief.facts}
    asked: dict[int, list[str]] = {}
    named: dict[int, list[str]] = {}
    for one in text.brief.met:
        if (fact := _answering(text.brief.facts, one)) is not None:
            label = _label(text, one.requirement)
            asked.setdefault(fact.id, []).extend(filter(None, (one.requirement.label, label)))
            named.setdefault(fact.id, []).extend(filter(None, [label]))
    focus = _words(wish.focus)
    telling = [number for number, labels in asked.items() if _says_more(about[number].text, labels)]
    order = sorted(telling, key=lambda number: -len(focus & _words(" ".join([*asked[number], about[number].text]))))
    said = ((_said(text, about[number], about, named[number]), (number,)) for number in order)
    listed = _only_listed([about[number] for number in asked if number not in telling], text.language)
    yield from islice(((sentence, facts) for sentence, facts in chain(said, listed) if sentence), max(0, most))


def _label(text: _Text, asked: Requirement) -> str:
    """A demand in the letter's language: in the ad's own words, if that is theirs; a technology has one name in all. Empty when
    there are no such words."""
    language, advert = text.language, text.brief.advert
    if asked.topic is RequirementTopic.EXPERIENCE:
        phrase = phrases.ONE_YEAR if asked.value == "1" else phrases.YEARS
        return phrase[language].format(years=asked.value)
    if language is EN or (asked.skill_id is not None and skills.skill(asked.skill_id).kind == "technology"):
        return asked.label
    return advert[asked.span.start : asked.span.end] if language_of(advert) == language else ""


def _only_listed(facts: Sequence[Fact], language: DocumentLanguage) -> Iterator[tuple[str, Sequence[int]]]:
    """What repeats a demand, in one sentence."""
    some = facts[:MOST_LISTED]
    if some:
        words = _listed([fact.text.strip().rstrip(".") for fact in some], language)
        yield phrases.LISTS[language].format(words=words), tuple(fact.id for fact in some)


def _says_more(words: str, labels: Sequence[str]) -> bool:
    """Whether the words are more than the demand in other order: who asks for REST APIs learns nothing from “REST APIs”."""
    return bool(_words(words, 1) - _words(" ".join(labels), 1))


def _said(text: _Text, fact: Fact, about: dict[int, Fact], labels: Sequence[str]) -> str:
    """With all that it answers, else with one of it, else the words alone; empty if even those do not hold."""
    job = about.get(fact.about) if fact.about and fact.about != fact.id else None
    company, words = job.organisation if job else "", _quoted(fact.text)
    phrase = (phrases.ASKED_AT if company else phrases.ASKED)[text.language]
    tries = [
        *(phrase.format(labels=_listed(some, text.language), company=company, words=words) for some in [labels, *([one] for one in labels)] if some),
        phrases.SAID[text.language].format(words=words),
    ]  # fmt: skip
    return next((sentence for sentence in tries if text.holds(sentence, fact.id)), "")


def _answering(facts: Sequence[Fact], one: Evidence) -> Fact | None:
    """The fact that the evidence's words stand in; what was done goes before what is listed."""
    if not one.text:
        return None
    spoken = re.compile(rf"(?<!\w){re.escape(one.text)}(?!\w)", re.IGNORECASE)
    at = [fact for fact in facts if one.span and fact.span and fact.span.start <= one.span.start < fact.span.end]
    named = [fact for fact in at or facts if spoken.search(fact.text)]
    deeds = [fact for fact in facts if fact.kind is FactKind.HIGHLIGHT and spoken.search(fact.text)]
    return next(iter([*deeds, *named, *at]), None)


def _words(text: str, shortest: int = 3) -> set[str]:
    return set(re.findall(rf"\w{{{shortest},}}", text.casefold()))


def _quoted(words: str) -> str:
    words = words.strip().rstrip(".")
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _listed(labels: Sequence[str], language: DocumentLanguage) -> str:
    unique = list(dict.fromkeys(labels))[:MOST_LISTED]
    if len(unique) == 1:
        return unique[0]
    return f"{', '.join(unique[:-1])} {phrases.AND[language]} {unique[-1]}"
