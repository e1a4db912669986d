"""Checks skills by the taxonomy, whatever the language names them in, and languages with their levels."""

import re
from collections.abc import Iterator

from career_copilot.domain import skills
from career_copilot.domain.claims_finding import found, named_entries, of_company
from career_copilot.domain.claims_index import Ledger
from career_copilot.domain.claims_text import Sentence, key, plain
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind
from career_copilot.domain.language_names import language_name
from career_copilot.domain.posting import Span
from career_copilot.domain.resume_languages import CODE_OF, level_of

_KINDS = frozenset({"technology", "knowledge"})
_NO_SKILL = {"es": ("creo", "domino"), "fr": ("cent",)}  # `I believe` is no CAD program, a hundred no shop
_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
_CODE_OF = {plain(name): code for name, code in CODE_OF.items()} | {
    "valenciano": "ca", "valencian": "ca", "frans": "fr", "italiaans": "it", "noors": "no", "deens": "da", "zweeds": "sv",
    "pools": "pl", "russisch": "ru", "arabisch": "ar", "portugees": "pt", "turks": "tr", "grieks": "el", "deutsche": "de",
    "englische": "en", "flamenco": "nl", "norwegisches": "no", "duitse": "de", "engelse": "en",
}  # fmt: skip
_LANGUAGE = re.compile(rf"\b(?:{'|'.join(sorted(_CODE_OF, key=len, reverse=True))})\b")
_SPOKEN = re.compile(
    r"\b(?:speak\w*|spoken|intermediate|basic|notions|grundkenntnisse\w*|nociones|basiskennis|fluen\w+|native|mother tongue|bilingual|level|proficien\w+|language|languages|command|conversational|"
    r"sprech\w*|spreche|fließend|fliessend|muttersprach\w*|niveau|verhandlungssicher\w*|sprachkenntnisse|beherrsch\w*|kenntnisse|"
    r"parle|parler|courant|couramment|langue|bilingue|maitrise|niveau|hablo|hablar|fluidez|nativ[oa]|nivel|lengua|idioma|bilingüe|"
    r"spreek|vloeiend|moedertaal|tweetalig|taal|talen)\b|\b[abc][12]\b"
)
_WORDED = (
    ("native", re.compile(r"\bnative\b|mother tongue|mother-tongue|bilingu\w*|muttersprach\w*|zweisprachig|maternelle|nativ[oa]|lengua materna|moedertaal|tweetalig")),
    ("C1", re.compile(r"\bfluen\w+|verhandlungssicher\w*|fließend|fliessend|couramment|\bcourant\b|fluidez|vloeiend|uitstekend\w*|excellent\w*|perfe[ck]t\w*|advanced|avanzad\w*|proficien\w+|sehr gut\w*")),
    ("B1", re.compile(r"\bintermedi\w+|\bmittlere\w*|\bmoyen\w*|conversational|\bgemiddeld\w*|\bgute?[nr]?\b|\bgood\b|\bbon(?:ne)?s?\b|\bbuen\w*|\bgoede?\b")),
    ("A2", re.compile(r"\bbasics?\b|\bgrundkenntnis\w*|\bgrundzug\w*|\bnotions\b|\bnociones\b|\bbasic[oa]s?\b|\bbasiskennis\b|\bbeginner\w*|\belementar\w*|\belementaire\w*|\bdebutant\w*|\bbases\b")),
)  # fmt: skip
_CEFR = re.compile(r"\b([abc][12])\b")
_PARTS = re.compile(r"[,;]|\b(?:and|und|et|y|en)\b")
_LEARNING = re.compile(r"\b(?:learn\w*|study\w*|lerne\w*|appren\w+|aprend\w+|leer|leren)\b")
_CULTURE = re.compile(
    r" (?:market|customers?|cuisine|food|food|teacher|law|team|office|clients?|kunden\w*|markt|kuche|literature|classes)\b"
)


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    yield from _skills(sentence, ledger)
    if _SPOKEN.search(sentence.plain):
        yield from _languages(sentence, ledger)


def _skills(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    company = of_company(sentence, ledger)
    named = frozenset(known.id for known, _, _ in named_entries(sentence, ledger) if known.fact.kind is FactKind.WORK)
    for mention in skills.mentions(sentence.text, sentence.language):
        start, end = mention.span.start, mention.span.end
        if plain(mention.surface) in _NO_SKILL.get(sentence.language, ()):
            continue
        if skills.skill(mention.skill_id).kind not in _KINDS or sentence.denied(start):
            continue
        showing = ledger.skills.get(mention.skill_id) or _by_words(sentence, ledger, mention.span)
        if showing:
            yield _placed(sentence, ledger, mention.span, showing, named)
            continue
        named_in_ad = mention.skill_id in ledger.about_skills
        theirs = company and (named_in_ad or sentence.wishing) and not sentence.as_own(start)
        if not theirs and _is_worth_a_word(sentence, ledger, mention.skill_id):
            yield found(sentence, ClaimKind.SKILL, start, end, (), f"no fact shows the skill “{mention.surface}”")


def _placed(sentence: Sentence, ledger: Ledger, span: Span, showing: frozenset[int], named: frozenset[int]) -> Claim:
    """A skill that other jobs show is not one of the job that the sentence names."""
    start, end = span.start, span.end
    jobs = {about for number in showing if (about := ledger.by_id[number].fact.about) is not None}
    if named and jobs and not jobs & named and all(ledger.by_id[job].fact.kind is FactKind.WORK for job in jobs):
        other = ledger.by_id[min(jobs)].fact
        reason = f"“{sentence.text[start:end]}” belongs to another job: {other.text}"
        return found(sentence, ClaimKind.EMPLOYER, start, end, (), reason)
    return found(sentence, ClaimKind.SKILL, start, end, showing)


def _by_words(sentence: Sentence, ledger: Ledger, span: Span) -> frozenset[int]:
    """Facts with all words of the mention."""
    words = [word for word, start, end in sentence.words if start >= span.start and end <= span.end]
    sets = [ledger.words.get(word) or ledger.keys.get(key(word), frozenset()) for word in words if len(word) > 1]
    return frozenset.intersection(*sets) if sets else frozenset()


def _is_worth_a_word(sentence: Sentence, ledger: Ledger, skill_id: int) -> bool:
    """A technology always; knowledge only if nothing near it is known, in a language that the facts are written in."""
    skill = skills.skill(skill_id)
    if skill.kind == "technology":
        return True
    return sentence.language in ledger.languages and not skill.neighbours & ledger.skills.keys()


def _languages(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    matches = [m for m in _LANGUAGE.finditer(sentence.plain) if not _CULTURE.match(sentence.plain, m.end())]
    for index, match in enumerate(matches):
        if sentence.denied(match.start()):
            continue
        following = matches[index + 1].start() if index + 1 < len(matches) else len(sentence.plain)
        before = sentence.plain[matches[index - 1].end() if index else 0 : match.start()]
        before = _PARTS.split(before)[-1]  # what stands before a comma is said of the language before
        level = _level(sentence.plain[match.end() : following]) or _level(before)
        if not level and not _LEARNING.search(before):
            level = _level(sentence.plain[: matches[0].start()]) or _level(sentence.plain[matches[-1].end() :])
        yield _spoken(sentence, ledger, match, level)


def _level(words: str) -> str:
    if stated := _CEFR.search(words):
        return stated[1].upper()
    return next((level for level, pattern in _WORDED if pattern.search(words)), "")


def _spoken(sentence: Sentence, ledger: Ledger, match: re.Match[str], level: str) -> Claim:
    code = _CODE_OF[match.group()]
    name = language_name(code)
    own = [known for known in ledger.of(FactKind.LANGUAGE) if _code(known.fact.text, known.fact.title) == code]
    if not own:
        said = ledger.words.get(match.group(), frozenset())
        stated = frozenset(number for number in said if _SPOKEN.search(ledger.by_id[number].sentence.plain))
        reason = "" if stated else f"{name} is not among your languages"
        return found(sentence, ClaimKind.LANGUAGE, *match.span(), stated, reason)
    have = own[0].fact.level or _level(own[0].sentence.plain) or level_of(own[0].fact.text)
    if level and have in _LEVELS and _LEVELS.index(level) > _LEVELS.index(have):
        reason = f"your profile says {own[0].fact.text}, the sentence says {level}"
        return found(sentence, ClaimKind.LANGUAGE, *match.span(), (), reason)
    return found(sentence, ClaimKind.LANGUAGE, *match.span(), (own[0].id,))


def _code(text: str, code: str) -> str:
    """ISO 639-1 of a language fact."""
    if code:
        return code
    match = _LANGUAGE.search(plain(text))
    return _CODE_OF[match.group()] if match else ""
