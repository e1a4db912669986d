"""Tie each requirement to the words of the résumé that show it, or say that nothing does."""

from career_copilot.domain import skills
from career_copilot.domain.candidates import Candidate, Shown, level_of_school, spoken_code
from career_copilot.domain.degrees import EDUCATION
from career_copilot.domain.features import LEVELS, NICE, skill_kind
from career_copilot.domain.language_names import language_name, spoken
from career_copilot.domain.matches import Evidence, EvidenceState
from career_copilot.domain.posting import OpeningData, Requirement, RequirementTopic, Span
from career_copilot.domain.ranking import FEWEST_NICE, FEWEST_SKILLS, SKILL_WEIGHT, WEIGHTS, skill_weight
from career_copilot.domain.resume import Fact, Resume
from career_copilot.domain.wish_rules import OK, VIOLATED
from career_copilot.domain.wishes import Wish

_NOT_SAID = "your résumé does not say"


def evidence(opening: OpeningData, resume: Resume, person: Candidate, verdicts: dict[Wish, int]) -> list[Evidence]:
    """One entry for each requirement, in the posting's order."""
    asked = {nice: _asked(opening, nice) for nice in (False, True)}
    found = []
    for requirement in opening.requirements:
        match requirement.topic:
            case RequirementTopic.SKILL if requirement.skill_id is not None:
                found.append(_skill(opening, requirement, requirement.skill_id, person, asked))
            case RequirementTopic.EXPERIENCE:
                found.append(_experience(requirement, resume, person))
            case RequirementTopic.EDUCATION:
                found.append(_education(requirement, resume, person))
            case RequirementTopic.LANGUAGE:
                found.append(_language(requirement, resume, person))
            case RequirementTopic.PERMIT:
                found.append(_permit(requirement, verdicts[Wish.PERMIT]))
            case RequirementTopic.PLACE:
                found.append(_place(requirement, verdicts))
            case _:
                found.append(_licence(requirement, resume))
    return found


def _asked(opening: OpeningData, nice: bool) -> int:
    kinds = [skill_kind(entry) for entry in opening.requirements if entry.skill_id is not None]
    weight = sum(skill_weight(kind) for kind in kinds if bool(kind & NICE) == nice)
    return max(weight, SKILL_WEIGHT * (FEWEST_NICE if nice else FEWEST_SKILLS))


def _skill(
    opening: OpeningData, requirement: Requirement, skill_id: int, person: Candidate, asked: dict[bool, int]
) -> Evidence:
    kind = skill_kind(requirement)
    nice = bool(kind & NICE)
    possible = WEIGHTS["nice skills" if nice else "required skills"] * skill_weight(kind) / asked[nice]
    surface = opening.text[requirement.span.start : requirement.span.end]
    points = possible * int(person.credit[min(skill_id, len(person.credit) - 1)]) / 100
    if shown := person.skills.get(skill_id):
        same = [one for one in shown if one.text.casefold() == surface.casefold()]
        best = _best(same or shown)
        state = EvidenceState.EXACT if same else EvidenceState.ALIAS
        note = "" if same else f"another name of {requirement.label}"
        return _evidence(requirement, state, best, note, points, possible)
    near = [number for number in sorted(skills.skill(skill_id).neighbours) if number in person.skills]
    if near:
        best = _best(person.skills[near[0]])
        note = f"neighbour of {skills.skill(near[0]).label}"
        return _evidence(requirement, EvidenceState.ADJACENT, best, note, points, possible)
    return Evidence(requirement=requirement, state=EvidenceState.MISSING, points=0, possible=round(possible, 2))


def _best(shown: list[Shown]) -> Shown:
    """The first that can be pointed at."""
    return next((one for one in shown if one.span is not None), shown[0])


def _evidence(
    requirement: Requirement, state: EvidenceState, shown: Shown, note: str, points: float, possible: float
) -> Evidence:
    return Evidence(
        requirement=requirement,
        state=state,
        span=shown.span,
        text=shown.text,
        note=note,
        points=round(points, 2),
        possible=round(possible, 2),
    )


def _fact(requirement: Requirement, state: EvidenceState, fact: Fact | None, text: str, note: str) -> Evidence:
    span: Span | None = fact.span if fact else None
    return Evidence(requirement=requirement, state=state, span=span, text=text, note=note)


def _experience(requirement: Requirement, resume: Resume, person: Candidate) -> Evidence:
    if not person.months:
        return _fact(requirement, EvidenceState.MISSING, None, "", "no dated work in your résumé")
    asked, years = int(requirement.value), person.months / 12
    note = f"{years:.1f} years in your résumé, {asked} asked"
    first = next((job for job in resume.work if job.span), None)
    text = f"{first.position}, {first.name}".strip(", ") if first else ""
    if years >= asked:
        return _fact(requirement, EvidenceState.EXACT, first, text, note)
    state = EvidenceState.ADJACENT if years * 2 >= asked else EvidenceState.MISSING
    return _fact(requirement, state, first if state is EvidenceState.ADJACENT else None, text, note)


def _education(requirement: Requirement, resume: Resume, person: Candidate) -> Evidence:
    if not person.education:
        return _fact(requirement, EvidenceState.MISSING, None, "", _NOT_SAID)
    school = max(resume.education, key=level_of_school, default=None)
    text = f"{school.study_type} {school.area}".strip() if school else ""
    if person.education >= EDUCATION.index(requirement.value):
        return _fact(requirement, EvidenceState.EXACT, school, text, "")
    return _fact(requirement, EvidenceState.ADJACENT, school, text, f"you have: {EDUCATION[person.education]}")


def _language(requirement: Requirement, resume: Resume, person: Candidate) -> Evidence:
    code, _, level = requirement.value.partition(":")
    fact = next((entry for entry in resume.languages if spoken_code(entry) == code), None)
    if code not in person.languages:
        note = (
            f"not among your languages: {', '.join(sorted(map(language_name, person.languages)))}"
            if person.languages
            else _NOT_SAID
        )
        return _fact(requirement, EvidenceState.MISSING, None, "", note)
    have = person.languages[code]
    text = f"{fact.language} {fact.fluency}".strip() if fact else spoken(code, LEVELS[have])
    if not level or have >= LEVELS.index(level):
        return _fact(requirement, EvidenceState.EXACT, fact, text, "")
    note = f"you wrote {LEVELS[have]}, {level} is asked"
    state = EvidenceState.ADJACENT if LEVELS.index(level) - have == 1 else EvidenceState.MISSING
    return _fact(requirement, state, fact, text, note)


def _permit(requirement: Requirement, verdict: int) -> Evidence:
    if requirement.value.endswith(":sponsorship"):
        return _fact(requirement, EvidenceState.EXACT, None, "", "the employer offers it")
    if verdict == OK:
        return _fact(requirement, EvidenceState.EXACT, None, "", "by your work permits")
    note = (
        "you would need a permit" if verdict == VIOLATED else "neither the ad nor your wishes say enough about permits"
    )
    return _fact(requirement, EvidenceState.MISSING, None, "", note)


def _place(requirement: Requirement, verdicts: dict[Wish, int]) -> Evidence:
    if verdicts[Wish.PLACES] == OK:
        return _fact(requirement, EvidenceState.EXACT, None, "", "within the places you wish")
    note = "outside the places you wish" if verdicts[Wish.PLACES] == VIOLATED else "your wishes name no place"
    return _fact(requirement, EvidenceState.MISSING, None, "", note)


_LICENCE_WORDS = {
    "driving:B": ("driver", "driving licen", "führerschein", "permis b", "carnet de conducir"),
    "driving:C": ("cdl", "hgv", "lkw", "permis c"),
    "nursing": ("registered nurse", "rn", "nmc", "pflegefach", "krankenpfleg", "infirmi"),
    "forklift": ("forklift", "stapler", "caces", "carretill"),
    "medical": ("board certified", "board-certified", "approbation", "gmc", "medical licen"),
    "teaching": ("teaching", "qts", "lehramt"),
    "accounting": ("cpa", "acca", "chartered accountant", "steuerberater", "expert-comptable"),
}


def _licence(requirement: Requirement, resume: Resume) -> Evidence:
    for certificate in resume.certificates:
        if names_licence(certificate.name, requirement.value):
            return _fact(requirement, EvidenceState.EXACT, certificate, certificate.name, "")
    return _fact(requirement, EvidenceState.MISSING, None, "", _NOT_SAID)


def names_licence(text: str, licence: str) -> bool:
    """Whether a text names a licence as a posting's requirement has it (`driving:B`)."""
    words = f" {text.lower()} "
    return any(f" {word}" in words for word in _LICENCE_WORDS.get(licence, ()))
