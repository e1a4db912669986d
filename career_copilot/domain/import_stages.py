"""The words for a stage that people and other trackers use, in English, German, French and Spanish."""

import re
import unicodedata

from pydantic import BaseModel

from career_copilot.domain.pipeline import Stage, Step, step_of


class StageWord(BaseModel, frozen=True):
    """What a word of the file means here. `stage` is None while nobody has said."""

    word: str
    stage: Stage | None
    step: Step = Step.NONE


_WORDS: dict[tuple[Stage, Step], str] = {
    (Stage.INTERESTED, Step.NONE): """interested|wishlist|wish list|saved|bookmarked|to apply|not started|backlog|todo|to do|applying|ready to apply
        interessant|gemerkt|merkliste|vorgemerkt|offen|geplant|à postuler|intéressé|intéressant|enregistré|favori|por aplicar|guardado|interesado|pendiente|idea|lead|prospect""",
    (Stage.APPLIED, Step.NONE): """applied|application sent|application submitted|submitted|sent|no response|no answer|waiting|pending|in progress|ghosted|follow up|followed up
        beworben|bewerbung verschickt|bewerbung gesendet|gesendet|abgeschickt|eingereicht|warte auf antwort|keine antwort
        postulé|candidature envoyée|envoyé|envoyée|en attente|sans réponse|aplicado|postulado|enviado|enviada|candidatura enviada|en espera|sin respuesta""",
    (Stage.SCREENING, Step.NONE): """screening|screen|phone screen|phone screening|recruiter screen|recruiter call|hr screen|hr interview|phone call|phone interview|assessment
        vorauswahl|telefoninterview|telefonat|erstgespräch|présélection|entretien téléphonique|appel rh|preselección|entrevista telefónica|llamada""",
    (Stage.INTERVIEW, Step.NONE): """interview|interviewing|interviews|interviewed|first interview|second interview|in interview
        gespräch|vorstellungsgespräch|im gespräch|bewerbungsgespräch|entretien|entretiens|en entretien|entrevista|entrevistas|en entrevista""",
    (Stage.INTERVIEW, Step.TECHNICAL): "technical|technical interview|tech interview|technical screen|coding interview|take home|take-home|fachgespräch|technisches interview|entretien technique|test technique|entrevista técnica|prueba técnica",
    (Stage.INTERVIEW, Step.ON_SITE): "onsite|on-site|on site|onsite interview|on-site interview|vor ort|vor-ort-gespräch|probearbeiten|sur site|presencial",
    (Stage.INTERVIEW, Step.PANEL): "panel|panel interview|panelinterview|jury",
    (Stage.INTERVIEW, Step.FINAL): "final|final round|final interview|last round|letzte runde|endrunde|entretien final|entrevista final",
    (Stage.OFFER, Step.NONE): "offer|offered|offers|offer received|negotiating|negotiation|angebot|angebot erhalten|verhandlung|offre|offre reçue|négociation|oferta|oferta recibida|negociación",
    (Stage.ACCEPTED, Step.NONE): "accepted|offer accepted|hired|signed|angenommen|zugesagt|eingestellt|acceptée|accepté|embauché|aceptada|aceptado|contratado",
    (Stage.DECLINED, Step.NONE): "declined|offer declined|turned down|i declined|abgelehntes angebot|angebot abgelehnt|déclinée|décliné|offre refusée|rechacé la oferta|declinada|declinado",
    (Stage.REJECTED, Step.NONE): """rejected|rejection|not selected|denied|closed|failed|unsuccessful|no longer considered|position filled|archived
        abgelehnt|absage|abgesagt|refusé|refusée|rejeté|rejetée|refus|rechazado|rechazada|descartado|no seleccionado""",
    (Stage.WITHDRAWN, Step.NONE): "withdrawn|i withdrew|withdrew|cancelled|canceled|not interested|zurückgezogen|retirée|retiré|abandonné|retirado|retirada|desistido",
}  # fmt: skip


def plain(word: str) -> str:
    """Without case, emoji, punctuation and accents: what is compared."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(one for one in letters if not unicodedata.combining(one))))


_BY_WORD = {
    plain(word): key for key, words in _WORDS.items() for line in words.splitlines() for word in line.split("|")
}


def meaning(word: str) -> StageWord:
    """What the word most likely means; our own names and `Interview · Technical` are exact."""
    compared = plain(word)
    stage, step = _BY_WORD.get(compared, (None, Step.NONE))
    if stage is None and compared.startswith("interview "):
        stage, step = _BY_WORD.get(compared.removeprefix("interview "), (None, Step.NONE))
        if stage is not Stage.INTERVIEW:
            stage, step = None, Step.NONE
    if compared == "interview other":
        stage, step = Stage.INTERVIEW, Step.CUSTOM
    return StageWord(word=word, stage=stage, step=step)


def chosen(word: str, choice: str) -> StageWord:
    """What the person said: `interview/technical`. ValueError for what is no stage."""
    stage, _, step = choice.partition("/")
    return StageWord(word=word, stage=Stage(stage), step=step_of(Stage(stage), step))
