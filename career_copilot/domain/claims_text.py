"""A sentence made ready for the claim checkers: folded to plain letters of the same length, so that spans stay true."""

import re
import unicodedata
from functools import cached_property
from itertools import pairwise

from career_copilot.domain.function_words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+")
KEY = 5  # letters by which two words count as akin: `trained`, `training`
_FIRST_PERSON = re.compile(
    r"\b(?:i|my|me|mine|myself|we|our|us|ich|mein\w*|mir|mich|wir|unser\w*|je|mon|ma|mes|moi|nous|notre|nos|yo|mis?|"
    r"nosotr\w+|nuestr\w+|ik|mijn|mij|wij|ons|onze)\b|\b[jm]'"
)
SECOND_PERSON = re.compile(
    r"\b(?:[Yy]ou|[Yy]ours?|Ihre?[mnrs]?|Ihnen|Sie|[Vv]ous|[Vv]otre|[Vv]os|[Uu]sted\w*|vuestr\w+|vosotr\w+|[Uu]w?|[Jj]ullie)\b|\b[Ss]us? "
)
_WISHES = {
    "en": r"would(?: not|n't)? (?:be|like|love|welcome|appreciate)|look(?:ing)? forward|eager|hope to|want to|keen|(?:am|was|be|very|most|particularly|especially|that|great|much) interest(?:s|ed|ing)?|interests? me|my interest|interest in (?:the|your|this|working|joining)|apply(?:ing)? (?:for|to)|(?:my|this|of|attached) application|application (?:for|to|as)|appeals?|draws? me|attract\w*|excite\w*|fascinat\w*|sounds?|attached|thank|thanks|dear|sincerely|regards|learn new|could grow|(?:to|would) relocate|relocation|am willing|willing to|(?:am|be|me) available|pleased to|happy to|glad to",
    "de": r"mochte|ware|wurde gern\w*|freue|freuen|interess\w+|reizt|(?<!\bhabe )(?<!\bhabe ich )(?<!\bwar )(?<!\bwar ich )gerne?(?! (?:habe|war)\b)|begeister\w*|bewerbe|bewerbung(?! )|(?:meine|diese|um|fur|zur) bewerbung\w*|bewerbung (?:um|als|bei|auf)|bewerben|anzeige|gelesen|(?:personliche[ns]?|einem|ein|das|im|zum|vorstellungs) ?gesprach\w?|vorstellungsgesprach\w*|grußen|geehrte\w*|uberzeuge|spricht mich|einladung|wunsche|umzug|bereit|verfugbar|danke|vielen dank",
    "fr": r"souhait\w+|serais?|voudrais|aimerais|heureu(?:x|se)|annonce|candidature|salutations|madame|monsieur|cordialement|(?:votre|beaucoup d')attention|disposition|me parle|m'interesse|m'attire|merci|rencontrer|demenag\w*|disponible",
    "es": r"quisiera|gustaria|encantaria|deseo|(?:me|muy|mucho|gran) interes\w*|interesad[oa]|mi interes|candidatura|estimad\w+|disposicion|atentamente|saludo\w*|gracias|me dirijo|(?:por|en|de) conocer(?:l[eoa]s?|nos|te)?|conocer(?:l[eoa]s?|nos) |traslad\w*|disponible|lugar especial|atrae",
    "nl": r"zou|graag|wil|interess\w+|vacature|spreken mij aan|spreekt mij aan|geachte|groet|groeten|kennismaking|verhuizen|beschikbaar|gesprek|plezier|dank|bedankt|enthousiast\w*|sollicit\w+",
}
_WISHING = {code: re.compile(rf"\b(?:{words})\b") for code, words in _WISHES.items()}
_WISHING_ANY = re.compile(rf"\b(?:{'|'.join(_WISHES.values())})\b")
_BOUNDARY = re.compile(
    r"[,;:](?= )|\s[-–—]\s|\b(?:and|und|et|y|en) (?=(?:i|ich|je|j'\w+|yo|ik|thanks?|gracias|merci|vielen)\b)|"
    r"\b(?:say|add|tell you|report|mention|confirm|note|stress|dire|ajouter|preciser|souligner|decir|anadir|senalar|destacar|zeggen) (?:that|que|qu'|dat) ?"
)
_POLITE_TAIL = re.compile(
    r" *(?:and|with|und|mit|et|avec|y|con|en|met|many|thanks?|vielen|danke|merci|muchas|gracias)\b(?: [\w']+){0,4}\W*"
)
_RELATIVE = re.compile(
    r" *(?:(?:in|of|with|to|for|at|on) )?(?:which|whom|whose)\b| *(?:(?:in|mit|von|zu|an|auf) )?(?:dem|der|denen|die|das|den|deren|dessen)\b|"
    r" *(?:dont|que|qui|ou|auquel|a laquelle|lequel|laquelle|la que|lo que|el que|waarin|waarvan|die|dat)\b"
)
_STANCE = re.compile(
    r"\b(?:(?:i|we) (?:can|could|will|may|think|believe|hope|feel|find|see|share|admire|trust|am (?:sure|convinced))|"
    r"ich (?:kann|konnte|denke|glaube|hoffe|finde|sehe|teile|stehe|werde)|(?:kann|denke|glaube|hoffe|finde|sehe|werde) ich|"
    r"j'(?:y|espere)|je (?:pense|crois|peux|pourrais|trouve|partage|reste)|"
    r"creo|pienso|puedo|podria|espero|quedo|comparto|ik (?:denk|geloof|hoop|kan|vind|deel))\b"
)
_SHORT = "Dr Mr Ms Mrs St Prof Sr Sra ca bzw inkl approx env vs Nr No Co Inc Ltd Corp"
_UNENDED = "".join(rf"(?<!\b{word}\.)" for word in (*_SHORT.split(), "[A-Z]", r"\d", r"\d\d"))
ENDS = re.compile(rf"(?<=[.!?…]){_UNENDED}(?<!\.[a-zA-Z]\.)\s+(?![a-zà-ÿ])|\n+")
"""Where one sentence of a text ends and the next begins; `23. November` and `etc. and` are no ends."""
_OWN = re.compile(r"\b(?:my|meine?[nmrs]?|mon|ma|mes|mis?|mijn)\b")
_OWN_WITHIN = 60  # characters
_NOT = re.compile(
    r"\b(?:no|not|never|without|n't|don't|kein\w*|nicht|nie|ohne|pas|sans|jamais|aucune?|nunca|sin|niet|geen|zonder|nooit)\b"
)


def _plain_letters() -> dict[int, str]:
    """Every letter whose plain form is one letter: `É` → `e`, `ø` → `o`; curly quotes become straight."""
    found = {ord(curly): "'" for curly in "’‘ʼ´`"} | {0xA0: " ", 0x202F: " ", 0x2009: " "}
    for point in range(0x41, 0x250):
        base = unicodedata.normalize("NFD", chr(point))[0].lower()
        if chr(point).isalpha() and len(base) == 1:
            found[point] = base
    return found | {ord("ø"): "o", ord("Ø"): "o", ord("ł"): "l", ord("Ł"): "l", ord("đ"): "d", ord("ı"): "i"}


_PLAIN = _plain_letters()


def plain(text: str) -> str:
    """In lower case and without accents, letter for letter: the same length as `text`."""
    found = text.translate(_PLAIN)
    lowered = found.lower()
    return lowered if len(lowered) == len(found) else found


def key(word: str) -> str:
    """What akin words share."""
    return word[:KEY]


_OF_ANY_JOB = """
im ive am was were been being gave get got make made very well also both always often every each day daily year years
month months week weeks work worked working works job team role position company experience experienced experiences
time many several good great strong skills since until during within while after before then now today ich habe hatte
bin war wurde werde mein meine meinem meinen arbeit arbeite arbeitete tatig tatigkeit jahr jahre jahren monat monate
tag tage taglich woche erfahrung erfahrungen seit wahrend zurzeit heute dabei viel viele bereits derzeit ans annee
annees mois jour jours travail travaille travailler suis etais ete fait faire depuis aussi egalement chaque plus tres
bien ai avais mon ma mes poste ano anos meses dia dias trabajo trabaje trabajar experiencia soy era fui he tengo desde
cada tambien muy ik heb had ben mijn werk werkte werken jaar jaren maand maanden dag dagen dagelijks ervaring sinds
tijdens elke veel ook een het de van bij met voor aan op in en of door naar om te dat die dit deze als al ruim nu zo
previously currently formerly zuvor derzeit vorher actuellement auparavant actualmente anteriormente eerder momenteel
"""
_NO_CONTENT = frozenset(map(plain, FUNCTION_WORDS)) | frozenset(_OF_ANY_JOB.split())


class Sentence:
    """A sentence and what every checker asks of it."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.plain = plain(text)

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """Plain words with their places."""
        return [(found.group(), found.start(), found.end()) for found in _WORD.finditer(self.plain)]

    @cached_property
    def bare(self) -> frozenset[str]:
        """Plain words."""
        return frozenset(word for word, _, _ in self.words)

    @cached_property
    def content(self) -> list[str]:
        """Words that carry a subject, in order."""
        return content_words(self.plain)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(map(key, self.content))

    @cached_property
    def first_person(self) -> bool:
        return bool(_FIRST_PERSON.search(self.plain))

    @cached_property
    def second_person(self) -> bool:
        return bool(SECOND_PERSON.search(self.text))

    @cached_property
    def wishing(self) -> bool:
        """It says what somebody would like, thanks or greets: what is named there, nobody claims to have."""
        return bool(_WISHING.get(self.language, _WISHING_ANY).search(self.plain))

    @cached_property
    def sentences(self) -> tuple["Sentence", ...]:
        """Those of a text of several, each with the rest left blank, so that spans stay true."""
        cuts = [0, *(match.end() for match in ENDS.finditer(self.text)), len(self.text)]
        return tuple(self._only([span]) for span in pairwise(cuts)) if len(cuts) > 2 else (self,)

    @cached_property
    def parts(self) -> tuple["Sentence", ...]:
        """Where some clauses wish and others tell of the person: those that tell, and those that wish. Else the sentence."""
        return self.split(_WISHING.get(self.language, _WISHING_ANY))

    def split(self, words: re.Pattern[str], within: str = "") -> tuple["Sentence", ...]:
        """The clauses that tell of the person without such words, and those with them, each with the rest left blank, so that
        spans stay true; the sentence as it is where not both are there. `within` is the text in which they are sought."""
        cuts = [0, *(match.end() for match in _BOUNDARY.finditer(self.plain)), len(self.plain)]
        clauses = list(pairwise(cuts))
        those = [span for span in clauses if words.search(within or self.plain, *span)]
        if not those or len(clauses) == 1:
            return (self,)
        if those != clauses[-1:] or not _POLITE_TAIL.fullmatch(self.plain, *those[0]):
            those = self._with_what_hangs_on(those, clauses)
            if not any(_FIRST_PERSON.search(self.plain, *span) for span in clauses if span not in those):
                return (self,)
        return self._only([span for span in clauses if span not in those]), self._only(those)

    def _with_what_hangs_on(
        self, those: list[tuple[int, int]], clauses: list[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """Also the clauses that only think or hope, and relative clauses behind one of those."""
        found: list[tuple[int, int]] = []
        for span in clauses:
            hangs = _RELATIVE.match(self.plain, *span) and found and found[-1][1] == span[0]
            if span in those or hangs or _STANCE.search(self.plain, *span):
                found.append(span)
        return found

    def _only(self, spans: list[tuple[int, int]]) -> "Sentence":
        letters = [" "] * len(self.text)
        for start, end in spans:
            letters[start:end] = self.text[start:end]
        return Sentence("".join(letters), self.language)

    def as_own(self, at: int) -> bool:
        """Whether what stands there is called the person's own: `my Kafka expertise`, also within a wish."""
        before = self.plain[max(0, at - _OWN_WITHIN) : at]
        owners = list(_OWN.finditer(before))
        return bool(owners) and not SECOND_PERSON.search(before, owners[-1].end())

    def denied(self, at: int) -> bool:
        """Whether a negation stands before, in the same clause: `I have no experience with SAP`."""
        clause = max(self.plain.rfind(mark, 0, at) for mark in (",", ";", ".", ":"))
        return bool(_NOT.search(self.plain, max(clause, 0), at))


def content_words(text: str) -> list[str]:
    """Of a plain text: without function words, numbers and words that any job has."""
    return [word for word in _WORD.findall(text) if len(word) > 2 and word not in _NO_CONTENT and not word.isdigit()]
