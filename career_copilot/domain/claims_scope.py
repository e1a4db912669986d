"""Checks how large a part the person is said to have had: led, did, helped; and superlatives."""

import re
from collections.abc import Iterator

from career_copilot.domain.claims_finding import found, of_company
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_number_words import COUNTED
from career_copilot.domain.claims_numbers import carries, quantities
from career_copilot.domain.claims_text import Sentence, key, plain
from career_copilot.domain.claims_title_words import rank_of
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind

HELPED, DID, LED, ALONE = 1, 2, 3, 4
_HELPED = re.compile(
    r"\b(?:help(?:ed|ing|s)?|assist(?:ed|ing|s)?|support(?:ed|ing|s)?|contribut\w+|participat\w+|took part|take part|taking part|part of|member of|involved in|collaborat\w+|under supervision|"
    r"stood in|standing in|deputi[sz]\w+|"
    r"unterstutz\w+|mitarbeit\w*|mitgearbeitet|mitgewirkt|mitwirk\w+|beteilig\w+|geholfen|half|teilgenommen|mitglied|vertret\w+|"
    r"particip\w+|aid(?:e|er|ais)\b|aide a|collabor\w+|contribu\w+|appuy\w+|soutenu|epaul\w+|"
    r"colabor\w+|ayud\w+|apoy\w+|particip\w+|contribu\w+|"
    r"meegewerkt|meegeholpen|geholpen|ondersteun\w+|hielp|help|deelgenomen|bijgedragen|vervang\w*|vervanging)\b"
)
_LED = re.compile(
    r"\b(?:led|leads?(?= (?:a|an|the|our|teams?|audits?|six|\d|brigade))|leading(?= (?:a|the) team)|manag(?:ed|ing|e)(?! accountant)|head(?:ed|ing)(?= (?:the|up|a))|(?<=\bi )head(?= (?:the|up|a))|direct(?:ed|ing)|oversaw|overseeing|oversee|supervis(?:ed?|ing)|spearhead\w+|"
    r"chair(?:ed|ing)|in charge of|responsible for|accountable for|my leadership|founded|run(?= (?:the|a))|ran(?= (?:the|an?) )|i own|owned(?= the)|orchestrat\w+|hired|"
    r"leit(?:e|ete|eten)|geleitet|leitung(?= (?:von|des|der|eines))|fuhr(?:e|te)(?= (?:ich|ein|das|sechs|funf|zehn|\d|mitarbeit|team))|gefuhrt|verantwort(?:e|et|ete|lich)|grundete|gegrundet|federfuhrend\w*|"
    r"dirig(?:e|eais|eant|er|ee?)|pilot(?:e|ais|er|ee)|gere|gerais|manage|manageais|responsable d(?:e|u|es|')|a la tete|supervis\w+|fonde|"
    r"(?<!me )dirijo|dirig(?:i|io|o|ia|ido)|lider(?:e|o|aba|ado|ar)|encabec\w+|supervis\w+|gestion(?:e|o|aba)|al frente de|coordin(?:e|o|aba)|funde|"
    r"leidde|leid(?= (?:een|het|de|al|sinds)\b)|geleid|leiding|aangestuurd|stuur\b|stuurde|verantwoordelijk|beheer|opgericht|manag(?:e|ede|en))\b"
)
_DID = re.compile(
    r"\b(?:built|build|develop(?:ed|ing)?|(?:re)?design(?:ed|ing)?|creat(?:ed|ing)|implement(?:ed|ing)?|introduc(?:ed|ing)|launch(?:ed|ing)|establish(?:ed|ing)|wrote|signed|set up|initiat\w+|"
    r"konzipiert\w*|entwickel\w+|eingefuhrt|umgesetzt|aufgebaut|gestaltet\w*|entwarf|erstellt\w*|"
    r"concu|cree|developpe|mis en place|mets en place|elabore|instaure|lance|"
    r"cree|disene|desarrolle|implante|implemente|introduje|lance|puse en marcha|"
    r"ontwikkeld|ontworpen|opgezet|ingevoerd|gebouwd|zette)\b"
)
_TOGETHER = re.compile(
    r"collaborat\w+ [^,;.]*\bto (?:build|develop|design|create|implement|deliver|launch|introduce|write)\b"
)  # all who work together on it have made it
_POST_OF = re.compile(
    r"\b(?:position|post|role|job|stelle|posten|poste|puesto|plaza|vacante|functie) (?:of |as |als |de |del |d'|como |van )+(?:\w+ ){0,2}\Z"
)
_ALONE = re.compile(
    r"\b(?:single-?handed\w*|on my own|by myself|sole(?:ly)?|alone|eigenverantwortlich|eigenstandig|allein\w*|im alleingang|seule?(?! (?:la|le|pas))|toute seule|yo sola?|por mi cuenta|en solitario|zelfstandig|in mijn eentje|eigenhandig)\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?:best(?! regards| wishes| practices?)|first[- ]class|world[- ]class|award\w*|prize|winner|won\b|record[- ]breaking|number one|top[- ]\w+|leading expert|only(?= (?:\w+ )?(?:nurse|person|one|employee|engineer|member|teacher|\w+er))|"
    r"youngest|fastest|most (?:\w+) (?:ever|of)|most \w+(?= (?:\w+ ){0,3}(?:in|on) (?:the|our|all|europe|germany|france|spain)\b)|unrivalled|unparalleled|unmatched|outstanding|exceptional\w*|without a single|never missed|flawless\w*|perfect\w*|always|of the year|star\b|"
    r"beste[nrs]?(?! (?:gruße|grusse))|einzige[rns]?|schnellste[rns]?|jungste[rns]?|fuhrende[rns]?|ausgezeichnet(?: wurde)?|\w*preis(?:es)?(?= )ausgezeichnet|\w+preis\b|auszeichnung|hervorragend\w*|einzigartig\w*|fehlerfrei\w*|makellos\w*|immer|nie\b|"
    r"meilleure?s?|premiere? (?:de|du)|prix|concours|recompens\w+|etoile michelin|unique(?!ment)|sans aucune erreur|toujours|jamais|"
    r"mejor(?! (?:a|de) )|mejores|premio\w*|premiad\w+|galardon\w+|unic[oa]|numero uno|siempre|nunca|sobresaliente|"
    r"snelste|allerbeste|enige|prijs\b|uitgeroepen|van het jaar|bekroond\w*|uitmuntend|altijd|nooit|foutloos)\b"
)
_HONOUR = re.compile(
    r"award|prize|winner|won|\w*preis|ausgezeichnet|auszeichnung|prix|concours|recompens|premi|galard|prijs|bekroond"
)
_NO_SUPERLATIVE = re.compile(
    r"\b(?:best (?:regards|wishes)|do my best|mes meilleures? salutations|beste gruße|always (?:been )?(?:happy|wanted|interested)|first aid|mejor organizacion|meilleure organisation)\b"
)
_TELLING = (FactKind.HIGHLIGHT, FactKind.ACHIEVEMENT, FactKind.STATEMENT)
_PEOPLE = re.compile(
    rf"\b(?:{COUNTED['people']}|{COUNTED['learners']}|\w*teams?|departments?|groups?|squads?|crews?|brigades?|\w*abteilung\w*|gruppen?|equip[eo]s?|"
    r"departements?|grupos?|departamentos?|\w*afdeling\w*|groep\w*)\b"
)
_CLAUSE = re.compile(r"[,.;:]|\b(?:and|und|et|y|en)\b")
_OF = re.compile(r"\b(?:of|for|with|in|at|des?|d'|du|pour|avec|para|con|that|which|who|whose|qui|que)\b")
_AS = re.compile(r"\bals .*")
_LEADS = 3  # the lowest rank of a post that leads people
_FEWEST_WORDS = 3
_ENOUGH_SHARED = 2  # words by which a fact is about what was done
_CUT_SHARE = 0.75  # of its words that stand in a fact from which a sentence was cut


_BREADTH = re.compile(
    r"\b(?:all(?= (?:of |the |automated |\d|(?:our|its|company)\b|(?:\w+ ){0,2}(?:staff|teachers|employees|nurses|engineers|developers|departments|teams|sites|operations)\b))|entire|whole(?! time)|(?:company|organi[sz]ation|group|hospital|school)-?wide|across the (?:\w+ )?(?:group|company|hospital|organi[sz]ation|business)|every (?:ward|department|team|site|branch|school)|across the (?:whole )?(?:industry|sector)|industry-?wide|branchenweit|nationwide|international(?:ly)?|worldwide|global(?:ly)?|"
    r"gesamte[nmrs]?|ganze[nmrs]?(?! zeit)|(?:unternehmens|konzern|welt|bundes|haus)weit\w*|international\w*|samtliche[nr]?|"
    r"toute? (?:la|le|l')|l'ensemble|entiere?|mondial\w*|"
    r"todo el|toda la|enter[oa]|internacional\w*|mundial\w*|"
    r"hele|gehele|heel (?:de|het|\w+)|bedrijfsbreed|alle collega's|wereldwijd)\b"
)


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    yield from _words_of(_SUPERLATIVE, ClaimKind.SUPERLATIVE, sentence, ledger)
    if _is_question_of_role(sentence, ledger):
        yield from _words_of(_BREADTH, ClaimKind.SCOPE, sentence, ledger)
        yield from _roles(sentence, ledger)


def _is_question_of_role(sentence: Sentence, ledger: Ledger) -> bool:
    """Not where it speaks of the company alone."""
    return sentence.first_person or not (sentence.second_person or of_company(sentence, ledger))


def _words_of(words: re.Pattern[str], kind: ClaimKind, sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    """Big words need a fact that has them too."""
    if _NO_SUPERLATIVE.search(sentence.plain):
        return
    for match in words.finditer(sentence.plain):
        if sentence.wishing and not (sentence.as_own(match.start()) or _HONOUR.match(match.group())):
            continue
        if sentence.denied(match.start()) or (match.group() in ledger.about.plain and sentence.second_person):
            continue
        ids = [
            known.id for known in ledger.known if re.search(rf"\b{re.escape(match.group())}\b", known.sentence.plain)
        ]
        said = sentence.text[match.start() : match.end()]
        yield found(sentence, kind, *match.span(), ids, "" if ids else f"no fact carries “{said}”")


def level_of(text: str) -> int:
    """How large a part the words claim: helped, did (also when nothing is said), led, alone."""
    if _ALONE.search(text):
        return ALONE
    led, helped = _LED.search(text), _HELPED.search(text)
    if helped and _TOGETHER.match(text, helped.start()):
        return DID
    if helped and (not led or helped.start() < led.start()):
        return HELPED
    return LED if led else DID


def _roles(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    match = _ALONE.search(sentence.plain) or _LED.search(sentence.plain)
    claimed = level_of(sentence.plain)
    if claimed == HELPED or sentence.denied(match.start() if match else 0):
        return
    if claimed == DID and not (match := _DID.search(sentence.plain)):
        yield from _cut_short(sentence, ledger)
        return
    assert match is not None
    if _is_of_the_post(sentence, ledger, match):
        return
    if claimed == DID and _is_of_something_unknown(sentence, ledger, match.end()):
        reason = f"no fact says that you made this: “{sentence.text[match.start() :].strip(' .')}”"
        yield found(sentence, ClaimKind.SCOPE, *match.span(), (), reason)
        return
    if claimed >= LED and _leads_people(sentence) and not any(map(_is_of_people, ledger.known)):
        words = sentence.text[match.start() : match.end()]
        yield found(sentence, ClaimKind.SCOPE, *match.span(), (), f"no fact says that you led people: “{words}”")
        return
    about = _about_what_was_done(sentence, ledger, match.end(), claimed)
    best = max((_level_at_the_job(known, ledger) for known in about), default=0)
    if about and best >= claimed:
        return
    words = sentence.text[match.start() : match.end()]
    if about and (best < DID or claimed > DID):
        yield found(
            sentence, ClaimKind.SCOPE, *match.span(), (), f"“{words}” says more than your profile: {about[0].fact.text}"
        )
    elif claimed > DID and not any(level_of(known.sentence.plain) >= claimed for known in ledger.known):
        yield found(sentence, ClaimKind.SCOPE, *match.span(), (), f"no fact says that you had such a part: “{words}”")


def _is_of_the_post(sentence: Sentence, ledger: Ledger, match: re.Match[str]) -> bool:
    """The role that the company offers or has: `the post of … responsible for …`, or what stands in the posting."""
    if not of_company(sentence, ledger) or sentence.as_own(match.start()):
        return False
    behind = next((word for word, start, _ in sentence.words if start >= match.end() and len(word) > 3), "")
    in_posting = match.group() in ledger.about.plain and (not behind or behind in ledger.about_words)
    return in_posting or _POST_OF.search(sentence.plain[: match.start()]) is not None


def _about_what_was_done(sentence: Sentence, ledger: Ledger, at: int, claimed: int) -> list[Known]:
    """The facts about the verb's object where it says enough, else about the whole sentence."""
    behind = _CLAUSE.search(sentence.plain, at)
    clause = Sentence(sentence.text[: behind.start()] if behind else sentence.text, sentence.language)
    object_ = _with_object(clause if claimed == LED else sentence, at)
    about = _about_the_same(object_, ledger)
    if claimed == DID or (
        claimed == LED and any(len(known.sentence.keys & object_.keys) >= _ENOUGH_SHARED for known in about)
    ):
        return about
    return _about_the_same(sentence, ledger)


def _level_at_the_job(known: Known, ledger: Ledger) -> int:
    """What is done in a post that leads people is done at their head."""
    level = level_of(known.sentence.plain)
    post = ledger.by_id.get(known.fact.about or 0)
    return LED if level == DID and post is not None and post is not known and _is_of_people(post) else level


def _leads_people(sentence: Sentence) -> bool:
    """Whether people, and no thing, are what is led: `I manage a team`, not `I run the rota of the team`."""
    for match in _LED.finditer(sentence.plain):
        before = sentence.plain[: match.start()]
        object_ = _CLAUSE.split(sentence.plain[match.end() :])[0]
        if sentence.language in ("de", "nl"):
            object_ = f"{_AS.sub('', _CLAUSE.split(before)[-1])} {object_}"
        else:
            object_ = _OF.split(object_)[0]
        if _PEOPLE.search(object_) and not Sentence(before, sentence.language).wishing:
            return True
    return False


def _is_of_people(known: Known) -> bool:
    """A post that leads, or words that say so."""
    if known.fact.title and rank_of(plain(known.fact.title)) >= _LEADS:
        return True
    return known.fact.kind in _TELLING and level_of(known.sentence.plain) >= LED and _leads_people(known.sentence)


def leading_jobs(ledger: Ledger) -> list[Known]:
    """The jobs whose post leads people, or whose lines say so."""
    told = ledger.group(known.id for known in ledger.known if _is_of_people(known))
    return [known for known in ledger.jobs if known.id in told]


def _cut_short(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    """`Planning shifts for 32 nurses`, where the fact is that the person supported somebody in it."""
    about = _about_the_same(sentence, ledger)
    words = sentence.content
    if len(words) < _FEWEST_WORDS or not about or any(level_of(known.sentence.plain) > HELPED for known in about):
        return
    if sum(key(word) in about[0].sentence.keys for word in words) >= _CUT_SHARE * len(words):
        start, end = sentence.words[0][1], sentence.words[-1][2]
        reason = f"your part was smaller: {about[0].fact.text}"
        yield found(sentence, ClaimKind.SCOPE, start, end, (), reason)


def _is_of_something_unknown(sentence: Sentence, ledger: Ledger, at: int) -> bool:
    """Whether most of what was made stands in no fact, where facts are in the sentence's language."""
    words = _with_object(sentence, at).content
    return sentence.language in ledger.languages and sum(key(word) in ledger.keys for word in words) * 2 < len(words)


def _with_object(sentence: Sentence, at: int) -> Sentence:
    """Only what was done, where it stands behind the verb; else the whole sentence."""
    if sentence.language not in ("en", "fr", "es"):
        return sentence
    words = [(word, end) for word, start, end in sentence.words if start >= at and len(word) > 3]
    return Sentence(sentence.text[at : words[min(2, len(words) - 1)][1]], sentence.language) if words else sentence


def _about_the_same(sentence: Sentence, ledger: Ledger) -> list[Known]:
    """The facts that share most with the sentence: numbers, skills, words; none if nothing is shared."""
    claimed = quantities(sentence)
    scored = []
    for known in ledger.known:
        if known.fact.kind not in _TELLING:
            continue
        shared = (
            len(known.sentence.keys & sentence.keys)
            if known.sentence.language == sentence.language
            else _names(known, sentence)
        )
        shared += 2 * sum(any(carries(one, each) for one in known.quantities) for each in claimed)
        if shared:
            scored.append((shared, known))
    most = max((shared for shared, _ in scored), default=0)
    return [known for shared, known in scored if shared >= max(1, most)]


def _names(known: Known, sentence: Sentence) -> int:
    """Words that are the same in both languages."""
    return len({word for word, _, _ in sentence.words if len(word) > 4} & {word for word, _, _ in known.sentence.words})
