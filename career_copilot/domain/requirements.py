"""What a posting asks for, each with the place in its text that says so: skills here, the rest in `demands.py`."""

import re
from collections import Counter

from career_copilot.domain import cues, demands, skills
from career_copilot.domain.company_sentences import company_sentences, named
from career_copilot.domain.posting import PostingData, Requirement, RequirementKind, RequirementTopic
from career_copilot.domain.skills import SkillMention
from career_copilot.domain.zones import Zone, Zones, zones

_NICE_CUES = (
    "nice to have", "nice-to-have", "a plus", "is a bonus", "preferred", "preferably", "ideally", "desirable", "bonus points", "good to have", "an advantage",
    "advantageous", "von vorteil", "wünschenswert", "idealerweise", "gerne auch", "ein plus", "un plus", "idéalement", "souhaité", "apprécié", "atout", "deseable", "valorable",
    "valorará", "idealmente", "preferible", "un extra", "pre bij",
)  # fmt: skip
_CAN_BE_NICE = (RequirementTopic.LANGUAGE, RequirementTopic.LICENCE)  # blockers, unless the ad says otherwise
_SUBJECTS = 120  # characters after a degree
_OF_A_LANGUAGE = re.compile(r"(?:understand (?:spoken|written)|write|interact verbally in) (\w+)")  # skills' labels
_OF_A_PERSON = (RequirementTopic.EXPERIENCE, RequirementTopic.EDUCATION)  # else the company can be meant
_MADE_WITH = re.compile(r"\b(?:with|using|in|on|mit|auf|avec|sur|con|met)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[\n•;]|[.!?](?=\s+[A-ZÄÖÜÉ]|[A-Z][a-z])")


def requirements(text: str, language: str, mentions: list[SkillMention], posting: PostingData) -> list[Requirement]:
    """The requirements in a posting's plain `text`, in its order; each skill once, as must if it is anywhere one."""
    parts, nice = zones(text), _nice_passages(text)
    asked = list(demands.demands(text))
    spans = [mention.span for mention in mentions] + [each.span for each in asked if each.topic in _OF_A_PERSON]
    company = posting.hiring_organization
    told = company_sentences(
        text, language, company, [at for at in (span.start for span in spans) if parts.at(at) is not Zone.OTHER]
    )
    asked = [each for each in asked if each.topic not in _OF_A_PERSON or not _within(told, each.span.start)]
    mentions = _without_what_is_made(text, mentions, told, named(text, company))
    mentions = _without_languages(mentions, asked, parts)
    titled = {mention.skill_id for mention in skills.mentions(posting.title, language)}
    found = _skills(mentions, titled, parts, nice, _studies(text, asked))
    for demand in asked:
        zone = parts.at(demand.span.start)
        optional = demand.kind is not RequirementKind.BLOCKER or demand.topic in _CAN_BE_NICE
        if optional and (zone is Zone.NICE or _within(nice, demand.span.start)):
            demand = demand.model_copy(update={"kind": RequirementKind.NICE})
        if zone is not Zone.OTHER or demand.topic is not RequirementTopic.EXPERIENCE:
            found.append(demand)
    return sorted(found, key=lambda entry: (entry.span.start, entry.span.end, entry.topic))


def _without_languages(mentions: list[SkillMention], asked: list[Requirement], parts: Zones) -> list[SkillMention]:
    """To speak or write a language is a demand of the language, added to those `asked` if it is not there yet, and no skill."""
    known = {demand.value.partition(":")[0] for demand in asked if demand.topic is RequirementTopic.LANGUAGE}
    kept = []
    for mention in mentions:
        found = _OF_A_LANGUAGE.fullmatch(skills.label(mention.skill_id))
        code = demands.language_code(found[1]) if found else ""
        if not code:
            kept.append(mention)
        elif code not in known and parts.at(mention.span.start) is not Zone.OTHER:
            known.add(code)
            asked.append(demands.language_demand(code, "", mention.span.start, mention.span.end))
    return kept


def _without_what_is_made(
    text: str, mentions: list[SkillMention], told: list[tuple[int, int]], names: list[tuple[int, int]]
) -> list[SkillMention]:
    """Nobody must know welding because the employer makes welding robots; but what it makes them with is used at work."""
    kept = []
    for mention in mentions:
        at = mention.span.start
        within = next((start for start, end in told if start <= at < end), None)
        made_with = (
            within is not None
            and _MADE_WITH.search(text, within, at)
            and skills.skill(mention.skill_id).kind == skills.TECHNOLOGY
        )
        if not _within(names, at) and (within is None or made_with):
            kept.append(mention)
    return kept


def _nice_passages(text: str) -> list[tuple[int, int]]:
    """The sentences and bullets that say by themselves that what they name is optional."""
    found = []
    for at, cue in cues.places(text, _NICE_CUES):
        start = max((match.end() for match in _SENTENCE.finditer(text, max(0, at - 300), at)), default=max(0, at - 300))
        end = _SENTENCE.search(text, at + len(cue))
        found.append((start, end.start() if end else len(text)))
    return found


def _within(passages: list[tuple[int, int]], position: int) -> bool:
    return any(start <= position < end for start, end in passages)


def _studies(text: str, asked: list[Requirement]) -> list[tuple[int, int]]:
    """Where a degree's subjects stand: `BSc in mathematics, physics or similar` asks for a degree, not for skills."""
    found = []
    for demand in asked:
        if demand.topic is RequirementTopic.EDUCATION:
            end = _SENTENCE.search(text, demand.span.end)
            found.append((demand.span.start, min(end.start() if end else len(text), demand.span.end + _SUBJECTS)))
    return found


def _skills(
    mentions: list[SkillMention],
    titled: set[int],
    parts: Zones,
    nice: list[tuple[int, int]],
    studies: list[tuple[int, int]],
) -> list[Requirement]:
    """Each skill once, where the ad asks for it: in the part that lists demands before any other that names it."""
    asked: dict[int, SkillMention] = {}
    optional: dict[int, SkillMention] = {}
    used: dict[int, SkillMention] = {}
    named = Counter(titled)
    for mention in mentions:
        zone = parts.at(mention.span.start)
        if zone is Zone.OTHER or _within(studies, mention.span.start):
            continue
        named[mention.skill_id] += 1
        is_nice = zone is Zone.NICE or _within(nice, mention.span.start)
        chosen = optional if is_nice else asked if zone is Zone.MUST else used
        chosen.setdefault(mention.skill_id, mention)
    must = used | asked
    return [
        *(_skill(mention, RequirementKind.MUST, named[number] > 1) for number, mention in must.items()),
        *(
            _skill(mention, RequirementKind.NICE, named[number] > 1)
            for number, mention in optional.items()
            if number not in must
        ),
    ]


def _skill(mention: SkillMention, kind: RequirementKind, stressed: bool) -> Requirement:
    return Requirement(
        kind=kind,
        topic=RequirementTopic.SKILL,
        label=skills.label(mention.skill_id),
        span=mention.span,
        skill_id=mention.skill_id,
        stressed=stressed,
    )
