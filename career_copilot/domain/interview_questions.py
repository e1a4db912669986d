"""What an interview for an opening will likely ask, what of a person's stories answers it, and what to ask back.

By rules, from what the ad demands, what the résumé says to it, and how far the application is. Questions are in English."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from pydantic import BaseModel

from career_copilot.domain import skills
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.posting import RequirementKind, RequirementTopic

MOST_DEMANDS, MOST_GAPS, MOST_STORIES = 8, 5, 3


class QuestionKind(StrEnum):
    BEHAVIOURAL = "behavioural"
    TECHNICAL = "technical"
    CASE = "case"
    CULTURE = "culture"
    OWN = "own"


KIND_NAMES = {
    QuestionKind.BEHAVIOURAL: "Behavioural",
    QuestionKind.TECHNICAL: "Technical",
    QuestionKind.CASE: "Case",
    QuestionKind.CULTURE: "Culture",
    QuestionKind.OWN: "Your own",
}


class Demand(BaseModel, frozen=True):
    """Something the ad asks for. `state` is met, near, missing, or empty when there is no résumé to look in; `words` are
    the résumé's."""

    label: str
    kind: RequirementKind
    topic: RequirementTopic
    state: str = ""
    words: str = ""
    skill_id: int | None = None
    stressed: bool = False


class About(BaseModel, frozen=True):
    """The position, and how far the application is."""

    title: str
    company: str = ""
    stage: Stage = Stage.INTERESTED
    step: Step = Step.NONE
    pays: bool = False  # the ad or the application says what it pays
    demands: tuple[Demand, ...] = ()


class Question(BaseModel, frozen=True):
    """`key` is the same each time the rules run. An answer should speak of `words` or of `skill_ids`; `cues` only find
    stories that might do."""

    key: str
    kind: QuestionKind
    text: str
    why: str = ""
    gap: bool = False
    words: tuple[str, ...] = ()
    skill_ids: tuple[int, ...] = ()
    cues: tuple[str, ...] = ()
    evidence: str = ""


class Story(BaseModel, frozen=True):
    """An achievement of the bank."""

    id: int
    title: str
    text: str
    skills: tuple[str, ...] = ()


_THEMES = (
    ("conflict", "Tell me about a disagreement with a colleague or a client. What did you do?", ("disagree", "conflict", "complain", "dispute", "tension", "mediat", "convinc")),
    ("failure", "Tell me about something that went wrong. What did you change afterwards?", ("fail", "mistake", "error", "incident", "wrong", "lesson", "outage")),
    ("pressure", "Describe a time when there was more to do than time to do it. How did you decide?", ("deadline", "pressure", "urgent", "priorit", "overload", "short staff", "triage")),
    ("learning", "What did you have to learn quickly, and how did you go about it?", ("learn", "train", "course", "new ", "certif", "taught myself")),
    ("initiative", "What did you start or improve without being asked to?", ("introduc", "improv", "initiat", "start", "propos", "set up", "built", "automat")),
)  # fmt: skip
_LEADING = (
    "leading", "How did you bring people to do something that they did not want at first?",
    ("led", "lead", "manag", "mentor", "team of", "coach", "coordinat", "supervis"),
)  # fmt: skip
_LEADS = re.compile(r"\b(lead|head|manager|principal|director|chief|supervisor|senior|charge)\b", re.IGNORECASE)
_ORDER = {
    Stage.SCREENING: (QuestionKind.CULTURE, QuestionKind.BEHAVIOURAL, QuestionKind.TECHNICAL, QuestionKind.CASE),
    Step.TECHNICAL: (QuestionKind.TECHNICAL, QuestionKind.CASE, QuestionKind.BEHAVIOURAL, QuestionKind.CULTURE),
    Step.FINAL: (QuestionKind.CULTURE, QuestionKind.CASE, QuestionKind.BEHAVIOURAL, QuestionKind.TECHNICAL),
}
_USUAL = (QuestionKind.BEHAVIOURAL, QuestionKind.TECHNICAL, QuestionKind.CASE, QuestionKind.CULTURE)


def likely(about: About) -> tuple[Question, ...]:
    """The questions, those first that this stage asks most."""
    order = _ORDER.get(about.step) or _ORDER.get(about.stage) or _USUAL
    found = [*_behavioural(about), *_technical(about), *_gaps(about), *_cases(about), *_culture(about)]
    return tuple(sorted(found, key=lambda question: order.index(question.kind)))


def _behavioural(about: About) -> Iterator[Question]:
    for demand in _ranked(about):
        if (
            demand.skill_id is not None
            and skills.skill(demand.skill_id).kind == "attitude"
            and demand.state != "missing"
        ):
            text = f"Tell me about a situation in which it came down to your {_named(demand)}."
            yield _about_demand("behavioural", QuestionKind.BEHAVIOURAL, text, demand)
    for key, text, cues in (*_THEMES, *([_LEADING] if _LEADS.search(about.title) else [])):
        yield Question(
            key=f"behavioural:{key}",
            kind=QuestionKind.BEHAVIOURAL,
            text=text,
            cues=cues,
            why="Asked in most interviews",
        )


def _technical(about: About) -> Iterator[Question]:
    asked = [demand for demand in _ranked(about) if _is_trade(demand) and demand.state in ("met", "")]
    for demand in asked[:MOST_DEMANDS]:
        text = f"Where did {_named(demand)} last matter in your work, and what did you do yourself?"
        yield _about_demand("technical", QuestionKind.TECHNICAL, text, demand)


def _gaps(about: About) -> Iterator[Question]:
    wanting = [demand for demand in _ranked(about) if demand.state in ("near", "missing")]
    for demand in wanting[:MOST_GAPS]:
        label = _named(demand)
        if demand.state == "near" and demand.words:
            text = f"We need {label}; you bring {demand.words}. What carries over, and what would you have to learn?"
        elif demand.topic is RequirementTopic.SKILL:
            text = f"We do not see {label} in your résumé. How would you get there, and how long would it take?"
        else:
            text = f"The position asks for {demand.label}. How do you stand with that?"
        yield _about_demand("gap", QuestionKind.TECHNICAL, text, demand).model_copy(update={"gap": True})


def _cases(about: About) -> Iterator[Question]:
    yield Question(
        key="case:start", kind=QuestionKind.CASE, why="Asked for most positions",
        text=f"You start here as {about.title}. What do you find out and do in the first four weeks?",
    )  # fmt: skip
    trade = [demand for demand in _ranked(about) if _is_trade(demand)]
    for demand in trade[:2]:
        text = f"On your second day something goes wrong where {_named(demand)} matters, and nobody is there to ask. How do you go about it?"
        yield _about_demand("case", QuestionKind.CASE, text, demand)


def _culture(about: About) -> Iterator[Question]:
    here = about.company or "us"
    named = (about.company,) if about.company else ()
    asked = (
        ("introduction", f"Tell us who you are and what brings you to {here}.", ()),
        ("why-here", f"Why {here}, and why now?", named),
        ("best-work", "In which surroundings do you work best, and in which badly?", ()),
    )
    for key, text, words in asked:
        yield Question(key=f"culture:{key}", kind=QuestionKind.CULTURE, text=text, words=words, why="Asked in most interviews")  # fmt: skip


def _about_demand(name: str, kind: QuestionKind, text: str, demand: Demand) -> Question:
    weight = "could rule you out" if demand.kind is RequirementKind.BLOCKER else "must have" if demand.kind is RequirementKind.MUST else "nice to have"  # fmt: skip
    state = {"missing": ", not in your résumé", "near": ", only something near it in your résumé"}.get(demand.state, "")
    return Question(
        key=f"{name}:{demand.skill_id or demand.label.casefold()}",
        kind=kind,
        text=text,
        why=f"The ad asks for {demand.label} ({weight}){state}",
        words=(demand.label,),
        skill_ids=(demand.skill_id,) if demand.skill_id is not None else (),
        evidence=demand.words if demand.state in ("met", "near") else "",
    )


def _ranked(about: About) -> list[Demand]:
    """Each once; what the ad stresses first, then what is a must."""
    weight = [RequirementKind.BLOCKER, RequirementKind.MUST, RequirementKind.NICE]
    once = {(demand.topic, demand.label): demand for demand in reversed(about.demands)}
    kept = [demand for demand in about.demands if once[demand.topic, demand.label] is demand]
    return sorted(kept, key=lambda demand: (not demand.stressed, weight.index(demand.kind)))


def _is_trade(demand: Demand) -> bool:
    return demand.skill_id is not None and skills.skill(demand.skill_id).kind not in ("attitude", "language")


def _named(demand: Demand) -> str:
    """Within a sentence: `Wound care` → `wound care`, but `German C1`, `SQL` and `C++` as they are."""
    label, first = demand.label, demand.label.split(" ")[0]
    plain = demand.skill_id is not None and skills.skill(demand.skill_id).kind not in ("technology", "language")
    return label[0].lower() + label[1:] if plain and first[1:].islower() else label


def stories_for(question: Question, stories: Sequence[Story], language: str = "en") -> tuple[Story, ...]:
    """Those of the bank that answer the question best: by the skills they show, then by the words they share."""
    ranked = [(_fit(question, story, language), story) for story in stories]
    best = sorted((pair for pair in ranked if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(story for _, story in best[:MOST_STORIES])


def _fit(question: Question, story: Story, language: str) -> int:
    whole = "\n".join([story.title, story.text, *story.skills])
    shown = {mention.skill_id for mention in skills.mentions(whole, language)}
    shown |= {number for name in story.skills if (number := skills.find(name)) is not None}
    return 3 * len(shown & set(question.skill_ids)) + sum(
        speaks_of(whole, words) for words in (*question.words, *question.cues)
    )


def speaks_of(text: str, words: str) -> bool:
    """Whether the words, or how they begin, stand in the text at the beginning of a word."""
    return re.search(rf"(?<!\w){re.escape(words.strip().casefold())}", text.casefold()) is not None


def to_ask(about: About) -> tuple[str, ...]:
    """Questions for the other side of the table."""
    asked = ["What would have to be different in six months for you to say that hiring me was right?"]
    if about.step is Step.FINAL:
        asked.append("Is there anything that makes you hesitate, so that I can answer it now?")
    else:
        asked.append("Which steps follow, who decides, and when do I hear from you?")
    if not about.pays:
        asked.append("Which range is planned for the position? The ad does not say.")
    trade = [demand for demand in _ranked(about) if _is_trade(demand)]
    if trade:
        asked.append(f"What does the work with {_named(trade[0])} look like here on an ordinary day?")
    gap = next((demand for demand in _ranked(about) if demand.state == "missing" and demand.skill_id is not None), None)
    if gap is not None:
        asked.append(f"How soon is {_named(gap)} needed, and how do people here learn it?")
    asked.append("Why is the position open, and what became of the person before?")
    if _LEADS.search(about.title):
        asked.append("What may this position decide alone, and where are decisions made today?")
    return tuple(asked)
