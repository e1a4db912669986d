"""What a column of an imported table can mean, and how the headers of people and other trackers name it.

A preset is the headers by which another tracker's file is recognised and the few of its columns whose names mislead."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel

from career_copilot.domain.import_dates import DateOrder
from career_copilot.domain.import_stages import plain


class Column(StrEnum):
    """A field of ours. Several columns of a file may be notes; every other field is taken from one."""

    TITLE = "title"
    COMPANY = "company"
    PLACE = "place"
    URL = "url"
    STAGE = "stage"
    STEP = "step"
    APPLIED = "applied"
    ADDED = "added"
    SCREENING = "screening"
    INTERVIEW = "interview"
    OFFER = "offer"
    CLOSED = "closed"
    SOURCE = "source"
    TAGS = "tags"
    SALARY = "salary"
    NOTES = "notes"
    DESCRIPTION = "description"
    ARCHIVED = "archived"
    HISTORY = "history"
    IDENTIFIER = "identifier"


NAMES = {
    Column.TITLE: "Job title",
    Column.COMPANY: "Company",
    Column.PLACE: "Place",
    Column.URL: "Link to the ad",
    Column.STAGE: "Stage",
    Column.STEP: "Interview step",
    Column.APPLIED: "Date applied",
    Column.ADDED: "Date added",
    Column.SCREENING: "Date of screening",
    Column.INTERVIEW: "Date of interview",
    Column.OFFER: "Date of offer",
    Column.CLOSED: "Date it ended",
    Column.SOURCE: "Source",
    Column.TAGS: "Tags",
    Column.SALARY: "Salary",
    Column.NOTES: "Notes",
    Column.DESCRIPTION: "Text of the ad",
    Column.ARCHIVED: "Date archived",
    Column.HISTORY: "History (of our export)",
    Column.IDENTIFIER: "Identifier of the row",
}
DATES = frozenset(
    {Column.APPLIED, Column.ADDED, Column.SCREENING, Column.INTERVIEW, Column.OFFER, Column.CLOSED, Column.ARCHIVED}
)

_SYNONYMS = {
    Column.TITLE: """title|job title|position|job position|role|job|job name|role title|position title|name|stelle|titel|jobtitel|stellentitel
        stellenbezeichnung|berufsbezeichnung|poste|intitulé|intitulé du poste|titre|titre du poste|puesto|cargo|título|vacante""",
    Column.COMPANY: """company|company name|employer|organization|organisation|organization name|firma|unternehmen|arbeitgeber|firmenname
        entreprise|société|employeur|nom de l'entreprise|empresa|compañía|empleador|nombre de la empresa""",
    Column.PLACE: "place|location|city|job location|ort|standort|arbeitsort|stadt|lieu|ville|localisation|ubicación|lugar|ciudad",
    Column.URL: """url|link|job url|job link|posting url|job posting url|link to the ad|listing url|posting|job post url|application url|stellenlink|link zur stelle
        anzeige|lien|lien de l'offre|url de l'offre|enlace|enlace de la oferta|url de la oferta""",
    Column.STAGE: "stage|status|list|state|application status|phase|pipeline|list name|board list|stand|stufe|statut|étape|état|estado|etapa|fase",
    Column.STEP: "step|interview step",
    Column.APPLIED: """applied|date applied|applied date|applied at|applied on|application date|date of application|submitted|date submitted|due applied date|applied time
        beworben am|bewerbungsdatum|datum der bewerbung|datum|date|date de candidature|postulé le|date d'envoi|fecha de solicitud|fecha de aplicación|fecha de postulación|fecha""",
    Column.ADDED: """added|date added|created|created at|date created|date saved|saved at|saved date|created time|added at|hinzugefügt am|erstellt am|erstellt|gemerkt am
        ajouté le|créé le|date d'ajout|fecha de creación|añadido el|guardado el""",
    Column.SCREENING: "screening date|date of screening|phone screen date|date screened|screened at",
    Column.INTERVIEW: """interview date|date of interview|date interviewed|interviewed at|interviewing date|first interview|datum des gesprächs|gesprächstermin
        vorstellungsgespräch am|date d'entretien|date de l'entretien|fecha de entrevista""",
    Column.OFFER: "offer date|date of offer|offered at|date offered|offer received|angebot am|date de l'offre|fecha de oferta",
    Column.CLOSED: """closed|date closed|closed at|rejected at|date rejected|rejection date|date it ended|ended at|absage am|datum der absage|refusé le|date de refus
        fecha de rechazo""",
    Column.SOURCE: """source|found on|found at|where found|where it was found|where i found it|job source|job board|board|platform|site|via|quelle|gefunden bei
        gefunden auf|gefunden über|fundort|jobbörse|stellenbörse|jobportal|plattform|portal|trouvé sur|trouvée sur|trouvé via|où trouvé|plateforme|site d'emploi
        fuente|encontrado en|encontrada en|dónde la encontré|portal de empleo|bolsa de trabajo|plataforma|bron|gevonden op|gevonden via|gevonden bij|vacaturesite""",
    Column.TAGS: "tags|labels|tag|label|keywords|schlagwörter|étiquettes|mots clés|etiquetas",
    Column.SALARY: """salary|salary range|pay|compensation|expected salary|max salary|gehalt|gehaltsspanne|vergütung|lohn|salaire|rémunération|salario|sueldo
        remuneración""",
    Column.NOTES: "notes|note|comments|comment|remarks|notizen|notiz|bemerkung|bemerkungen|anmerkungen|kommentar|remarques|commentaires|commentaire|notas|comentarios|observaciones",
    Column.DESCRIPTION: "description|job description|beschreibung|stellenbeschreibung|text of the ad|descriptif|description du poste|descripción|descripción del puesto",
    Column.ARCHIVED: "archived|date archived|archived at",
    Column.HISTORY: "history",
    Column.IDENTIFIER: "id|identifier|job id|uuid|row id",
}
_BY_HEADER: dict[str, tuple[Column, int]] = {}
for _column, _words in _SYNONYMS.items():
    for _rank, _word in enumerate(word.strip() for line in _words.splitlines() for word in line.split("|")):
        _BY_HEADER.setdefault(plain(_word), (_column, _rank))


class Preset(BaseModel, frozen=True):
    """Another program's file. `headers` are all there in its files; `columns` are those whose names mislead."""

    name: str
    label: str
    headers: tuple[tuple[str, ...], ...]
    columns: dict[str, Column | None] = {}
    dates: DateOrder = DateOrder.UNKNOWN
    source: str = ""


PRESETS = (
    Preset(
        name="career-copilot",
        label="Career Copilot",
        headers=(("id", "title", "company", "stage", "history", "archived"),),
        columns={"applied": Column.APPLIED, "added": Column.ADDED, "resume": None, "score": None},
    ),
    Preset(
        name="linkedin",
        label="LinkedIn",
        headers=(
            ("application date", "company name", "job title", "job url"),
            ("saved date", "job url", "job title", "company name"),
        ),
        columns={
            "contact email": None, "contact phone number": None, "resume name": None, "question and answers": Column.NOTES,
            "saved date": Column.ADDED,
        },
        dates=DateOrder.MONTH_FIRST,
        source="LinkedIn",
    ),
    Preset(
        name="teal",
        label="Teal",
        headers=(("job position", "company", "status", "date saved"), ("job position", "company", "excitement")),
        columns={"min salary": None, "max salary": Column.SALARY, "excitement": None, "follow up": None, "deadline": None},
        dates=DateOrder.MONTH_FIRST,
    ),
    Preset(
        name="simplify",
        label="Simplify",
        headers=(
            ("job title", "company name", "job url", "applied date", "status date"),
            ("job title", "company name", "job url", "application status", "applied date"),
            ("job title", "company", "status", "applied date", "job url"),
        ),
        columns={"status date": Column.CLOSED, "archived": None},
        dates=DateOrder.MONTH_FIRST,
    ),
    Preset(
        name="huntr",
        label="Huntr",
        headers=(
            ("title", "company", "list", "url"),
            ("job title", "company", "list", "date added"),
            ("title", "company", "list name"),
            ("job title", "company name", "list"),
        ),
        columns={"list": Column.STAGE, "deadline": None, "color": None},
    ),
    Preset(
        name="notion",
        label="Notion",
        headers=(
            ("company", "position", "stage", "posting url"),
            ("name", "company", "status", "due applied date"),
            ("company", "role", "stage", "applied date"),
            ("company", "position", "status", "applied on"),
        ),
        columns={"due applied date": Column.APPLIED, "deadline": None},
    ),
)  # fmt: skip


def recognised(headers: Sequence[str]) -> Preset | None:
    """The program that writes files with these headers."""
    have = {plain(header) for header in headers}
    return next((one for one in PRESETS if any(set(words) <= have for words in one.headers)), None)


def guess(headers: Sequence[str], preset: Preset | None = None) -> list[Column | None]:
    """What each column most likely means; the better name wins where two columns claim a field."""
    claims: dict[int, tuple[Column | None, int]] = {}
    for index, header in enumerate(headers):
        name = plain(header)
        if preset and name in preset.columns:
            claims[index] = (preset.columns[name], -1)
        elif name in _BY_HEADER:
            claims[index] = _BY_HEADER[name]
    taken: dict[Column, int] = {}
    for index, (column, rank) in sorted(claims.items(), key=lambda claim: (claim[1][1], claim[0])):
        if column is not None and (column is Column.NOTES or column not in taken):
            taken.setdefault(column, index)
        else:
            claims[index] = (None, rank)
    return [claims.get(index, (None, 0))[0] for index in range(len(headers))]
