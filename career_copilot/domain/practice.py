"""The rubric of a practised answer: fixed criteria for each kind of question, each met or not.

What can be counted (length, figures, whether it speaks of what was asked) is decided by rules; the rest by the person's own
ticks, or by a model that must quote the answer (`ai/practice.py`)."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, Field

from career_copilot.domain import skills
from career_copilot.domain.claims import ClaimKind, Fact, FactKind, ledger, verify
from career_copilot.domain.interview_questions import Question, QuestionKind, speaks_of
from career_copilot.domain.model_words import leads_elsewhere
from career_copilot.errors import ModelError

SHORTEST, LONGEST = 90, 330  # words: about 40 seconds to 2½ minutes aloud
LONGEST_ANSWER = 12_000  # characters
MOST_QUESTIONS = 5  # of one session
NO_QUOTE = "it named no words of yours for it"
WORDED_FREELY = frozenset({ClaimKind.DEED, ClaimKind.SCOPE, ClaimKind.SUPERLATIVE})
WEAK = 70  # below it the question comes back soon


class Criterion(StrEnum):
    SITUATION = "situation"
    ACTION = "action"
    RESULT = "result"
    FIGURE = "figure"
    EXPLANATION = "explanation"
    LIMITS = "limits"
    ASSUMPTIONS = "assumptions"
    STEPS = "steps"
    DECISION = "decision"
    REASON = "reason"
    EXAMPLE = "example"
    RELEVANCE = "relevance"
    LENGTH = "length"


CRITERION_NAMES = {
    Criterion.SITUATION: "Says where and when it was, and what was at stake",
    Criterion.ACTION: "Says what you did yourself, not “we”",
    Criterion.RESULT: "Says what came of it",
    Criterion.FIGURE: "The result has a figure",
    Criterion.EXPLANATION: "Explains it so that a newcomer would follow",
    Criterion.LIMITS: "Names a limit, a risk or another way",
    Criterion.ASSUMPTIONS: "Says what you would ask or assume first",
    Criterion.STEPS: "Goes in steps, in an order with a reason",
    Criterion.DECISION: "Ends with a decision",
    Criterion.REASON: "Gives a reason of your own",
    Criterion.EXAMPLE: "Has an example from your work",
    Criterion.RELEVANCE: "Answers what was asked",
    Criterion.LENGTH: f"Between {SHORTEST} and {LONGEST} words",
}
_STAR = (Criterion.SITUATION, Criterion.ACTION, Criterion.RESULT, Criterion.FIGURE)
_OWN = {
    QuestionKind.BEHAVIOURAL: _STAR,
    QuestionKind.OWN: _STAR,
    QuestionKind.TECHNICAL: (Criterion.EXPLANATION, Criterion.ACTION, Criterion.LIMITS),
    QuestionKind.CASE: (Criterion.ASSUMPTIONS, Criterion.STEPS, Criterion.DECISION),
    QuestionKind.CULTURE: (Criterion.REASON, Criterion.EXAMPLE),
}
COUNTED = (Criterion.FIGURE, Criterion.LENGTH)


class JudgedBy(StrEnum):
    RULE = "rule"
    YOU = "you"
    MODEL = "model"


class Judgement(BaseModel, frozen=True):
    """One criterion of one answer. `quote` stands in the answer, word for word."""

    criterion: Criterion
    met: bool
    by: JudgedBy
    note: str = ""
    quote: str = ""


class Practised(BaseModel, frozen=True):
    """An answer as it is given in: what was typed, what the person ticked, how long it took."""

    text: str = Field(min_length=1, max_length=LONGEST_ANSWER)
    ticks: tuple[Criterion, ...] = ()
    seconds: int = Field(0, ge=0, le=24 * 3600)


class Scored(BaseModel, frozen=True):
    """What a model says of one criterion."""

    criterion: Criterion
    met: bool
    quote: str = Field("", max_length=600)
    advice: str = Field("", max_length=600)


def rubric(question: Question) -> tuple[Criterion, ...]:
    """The criteria that an answer to it is judged by, always the same."""
    return (*_OWN[question.kind], Criterion.RELEVANCE, Criterion.LENGTH)


def to_tick(question: Question) -> tuple[Criterion, ...]:
    """Those that no rule decides for this question."""
    return tuple(each for each in rubric(question) if each not in COUNTED and not (each is Criterion.RELEVANCE and _asks_by_name(question)))  # fmt: skip


def judged(question: Question, text: str, ticks: Collection[Criterion]) -> tuple[Judgement, ...]:
    """Without a model."""
    own = to_tick(question)
    return tuple(
        Judgement(criterion=each, met=each in ticks, by=JudgedBy.YOU) if each in own else _ruled(each, question, text)
        for each in rubric(question)
    )  # fmt: skip


def for_a_model(question: Question) -> tuple[Criterion, ...]:
    """What a model judges: all but what is counted."""
    return tuple(each for each in rubric(question) if each not in COUNTED)


def checked(question: Question, scored: Sequence[Scored]) -> list[Scored]:
    """Raises ModelError when a criterion is missing, named twice, or none of this question's."""
    if sorted(one.criterion for one in scored) != sorted(for_a_model(question)):
        raise ModelError("invalid", "The model did not judge every criterion once. Ask again.")
    return list(scored)


def judged_by_model(question: Question, text: str, scored: Sequence[Scored]) -> tuple[Judgement, ...]:
    """What a model says is met counts only with a quote that stands in the answer; what is counted stays counted."""
    said = {one.criterion: one for one in scored}
    return tuple(
        _quoted(said[each], text) if each in said else _ruled(each, question, text) for each in rubric(question)
    )


def _quoted(one: Scored, text: str) -> Judgement:
    quote = _standing(one.quote, text) if one.met else ""
    note = NO_QUOTE if one.met and not quote else "" if one.met else _advice(one.advice, text)
    return Judgement(criterion=one.criterion, met=bool(quote), by=JudgedBy.MODEL, quote=quote, note=note)


def _advice(advice: str, text: str) -> str:
    """What a model advises, unless it leads elsewhere or puts figures and names into the person's mouth."""
    words = " ".join(advice.split())
    if leads_elsewhere(words):
        return ""
    said = Fact(id=1, kind=FactKind.STATEMENT, text=text)
    claims = verify(words, [], ledger([said], date.min), "en").unsupported
    return "" if any(claim.kind not in WORDED_FREELY for claim in claims) else words


def _standing(quote: str, text: str) -> str:
    """The quote as it stands in the text, whatever its case, spaces and quotation marks; empty if it does not."""
    words = quote.strip(" \t\n\"'“”‘’….").split()
    found = re.search(r"\s+".join(_letters(word) for word in words), text, re.IGNORECASE) if words else None
    return found[0] if found else ""


def _letters(word: str) -> str:
    return "".join("['’‘]" if sign in "'’‘" else '["“”]' if sign in '"“”' else re.escape(sign) for sign in word)


def score(judgements: Sequence[Judgement]) -> int:
    """0–100: the share of the criteria that are met."""
    return round(100 * sum(one.met for one in judgements) / len(judgements)) if judgements else 0


def word_count(text: str) -> int:
    return len(re.findall(r"\w+(?:['’.,-]\w+)*", text))


def _asks_by_name(question: Question) -> bool:
    """Questions about a demand or the employer name what an answer must speak of."""
    return bool(question.words or question.skill_ids)


def _ruled(criterion: Criterion, question: Question, text: str) -> Judgement:
    if criterion is Criterion.LENGTH:
        count = word_count(text)
        return Judgement(criterion=criterion, met=SHORTEST <= count <= LONGEST, by=JudgedBy.RULE, note=f"{count} words")
    if criterion is Criterion.FIGURE:
        quote = _figure(text, question.language)
        return Judgement(
            criterion=criterion, met=bool(quote), by=JudgedBy.RULE, quote=quote, note="" if quote else "no figure in it"
        )
    found_words = _named(question, text)
    missing = f"does not speak of {question.words[0] if question.words else 'it'}"
    return Judgement(criterion=criterion, met=bool(found_words), by=JudgedBy.RULE, quote=found_words, note="" if found_words else missing)  # fmt: skip


_NUMBER_WORDS = (
    r"half|halves|halved|twice|doubled|tripled|(?:a|one|two) thirds?|(?:a|one|three) quarters?|dozens?|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|"
    r"hälfte|halbiert\w*|halbe[nrs]?|verdoppelt\w*|verdreifacht\w*|drittel\w*|viertel\w*|dutzend\w*|"
    r"zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|"
    r"zwanzig|dreißig|(?:vier|fünf|sech|sieb|acht|neun)zig|hundert|tausend|millionen|"
    r"moitié|doublé\w*|triplé\w*|tiers|un quart|trois quarts|demie?|\w+aines?(?= de\b)|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|"
    r"douze|treize|quatorze|quinze|vingt\w*|trente|quarante|cinquante|soixante|cent|mille|"
    r"mitad|duplic\w+|triplic\w+|un tercio|un cuarto|docenas?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|trece|catorce|"
    r"dieci\w+|veint\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien\w*|mil|millones"
)
_ALSO = {"fr": "seize", "es": "once|quince|media?"}  # other words in English
_NUMBER = re.compile(r"(?<![\w.])[€$£]?\d[\d.,]*\s?[%€$£]?|[½⅓⅔¼¾]")
_YEAR = re.compile(r"(?:19|20)\d\d[.,]?\s?")
_DATED = re.compile(
    r"\b(?:in|since|from|until|till|to|by|of|and|year|early|late|end|[a-z]{3,9}ber|january|february|march|april|may|june|july|august|im|seit|"
    r"von|bis|ab|jahre?|und|januar|februar|märz|mai|juni|juli|en|depuis|de|à|année|et|janvier|février|mars|avril|juin|juillet|"
    r"août|desde|hasta|año|y|enero|febrero|marzo|abril|mayo|junio|julio)\s+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s?(?!(?:was|is|this|has|does|his|plus|dans|mais|sans)\b)(?:\w{3,}[sx]|people|children|staff|women|men|[A-ZÄÖÜ]\w{3,})\b"
)


def _figure(text: str, language: str) -> str:
    """A number that is no year, or the word for one; empty if there is none. What is counted (`2000 patients`) is no year."""
    for found in _NUMBER.finditer(text):
        year = _YEAR.fullmatch(found[0])
        counts = _COUNTED.match(text, found.end()) and found[0].strip()[-1] not in ".,"
        if not year or (counts and not _DATED.search(text[: found.start()])):
            return found[0].strip()
    words = "|".join(filter(None, [_NUMBER_WORDS, _ALSO.get(language, "")]))
    spelled = re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
    return spelled[0] if spelled else ""


def _named(question: Question, text: str) -> str:
    """The words of the answer that name what was asked for."""
    for mention in skills.mentions(text, question.language) if question.skill_ids else ():
        if mention.skill_id in question.skill_ids:
            return mention.surface
    for words in question.words:
        if found := speaks_of(text, words):
            return found
    return ""


def next_up(questions: Sequence[Question], due: Collection[str], done: Counter[str], kind: QuestionKind | None) -> tuple[Question, ...]:  # fmt: skip
    """A session's questions: what is due again, then what was never practised (gaps first), then what was practised least."""
    fitting = [question for question in questions if kind is None or question.kind is kind]
    ranked = sorted(fitting, key=lambda each: (each.key not in due, done[each.key], not each.gap))
    return tuple(ranked[:MOST_QUESTIONS])
