"""All that may be known when something is written for a person about an opening: the one thing prompts and rules read.

Nothing else gets into a text: what is not here cannot be said of the person or of the company."""

from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import BaseModel, Field

from career_copilot.domain.claims_values import Fact, FactKind, FactSource
from career_copilot.domain.document_words import DE, EN, ES, FR, DocumentLanguage, day, grouped
from career_copilot.domain.drafting import DraftKind
from career_copilot.domain.matches import Evidence, EvidenceState
from career_copilot.domain.offers import OfferTerms

FIRST_CONTEXT_ID = 100_000  # of facts out of the tracker: they never move those of the profile


class Brief(BaseModel, frozen=True):
    """`facts` are the person's; `context` what the tracker knows of this application, as facts of its own: applied on a
    day, an interview, an offer. `advert` is the posting's plain text: words of others."""

    kind: DraftKind
    name: str = Field("", description="the person's")
    title: str = Field("", description="of the opening")
    company: str = ""
    advert: str = ""
    facts: tuple[Fact, ...] = ()
    context: tuple[Fact, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def all_facts(self) -> tuple[Fact, ...]:
        return (*self.facts, *self.context)

    @property
    def met(self) -> tuple[Evidence, ...]:
        """What is asked and shown, the weightiest first."""
        found = [one for one in self.evidence if one.state in (EvidenceState.EXACT, EvidenceState.ALIAS)]
        return tuple(sorted(found, key=lambda one: -one.points))

    @property
    def gaps(self) -> tuple[Evidence, ...]:
        """What is asked and not shown, or only something close to it; the weightiest first."""
        found = [one for one in self.evidence if one.state in (EvidenceState.ADJACENT, EvidenceState.MISSING)]
        return tuple(sorted(found, key=lambda one: one.points - one.possible))


_APPLIED = {
    EN: "I applied on {}",
    DE: "Ich habe mich am {} beworben",
    FR: "J’ai postulé le {}",
    ES: "Me presenté el {}",
}
_MET = {
    EN: "We had a conversation on {}",
    DE: "Wir hatten ein Gespräch am {}",
    FR: "Nous avons eu un entretien le {}",
    ES: "Tuvimos una conversación el {}",
}
_OFFERED = {EN: "You offer me {}", DE: "Sie bieten mir {}", FR: "Vous me proposez {}", ES: "Me ofrecen {}"}
_PERIODS = {
    "year": {EN: "a year", DE: "im Jahr", FR: "par an", ES: "al año"},
    "month": {EN: "a month", DE: "im Monat", FR: "par mois", ES: "al mes"},
    "hour": {EN: "an hour", DE: "die Stunde", FR: "de l’heure", ES: "la hora"},
}


def context_facts(
    applied: date | None,
    interviews: Sequence[date],
    offers: Sequence[OfferTerms],
    language: DocumentLanguage,
) -> tuple[Fact, ...]:
    """What the tracker knows, as facts in the language of the text. Title and company are in none of them: others worded
    these, and a fact carries claims. A fact's `title` says which kind it is: applied, interview, offer."""
    return tuple(
        Fact(id=FIRST_CONTEXT_ID + number, kind=FactKind.STATEMENT, text=text, source=FactSource.STATED, title=title,
             start=start, level=level, language=language)
        for number, (title, text, start, level) in enumerate(_context(applied, interviews, offers, language))
    )  # fmt: skip


def _context(
    applied: date | None,
    interviews: Sequence[date],
    offers: Sequence[OfferTerms],
    language: DocumentLanguage,
) -> Iterator[tuple[str, str, str, str]]:
    if applied is not None:
        said = day(applied.isoformat(), language)
        yield "applied", _APPLIED[language].format(said), said, ""
    for held in interviews:
        said = day(held.isoformat(), language)
        yield "interview", _MET[language].format(said), said, ""
    for terms in offers:
        if terms.base is not None:
            period = _PERIODS.get(terms.period, {}).get(language, terms.period)
            pay = f"{grouped(terms.base, language)} {terms.currency} {period}"
            yield "offer", _OFFERED[language].format(pay), "", pay
