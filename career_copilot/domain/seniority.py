"""How senior a job is, read from its title: first match wins, from the top down."""

import re

from career_copilot.domain.posting import Seniority

_LEVELS: tuple[tuple[Seniority, str], ...] = (
    (
        Seniority.INTERN,
        r"intern|interns|internship|internships|praktik\w+|werkstudent\w*|working student|stagiaire|stage|alternan\w+|apprenti\w*|becari[oa]|prácticas|co-?op"
        r"|azubi|auszubildende\w*|ausbildung|student worker|duales studium",
    ),
    (
        Seniority.EXECUTIVE,
        r"c[efmotprish]o|chief (?:\w+ ){1,4}officer|chief of staff(?!\w)|(?:executive |senior )?vice president|[se]?vp|president|geschäftsführ\w+|vorstand"
        r"|directeur général|directrice générale|managing director|general counsel|founder|co-?founder|partner(?= ?$)|consejer[oa] delegad[oa]",
    ),
    (
        Seniority.DIRECTOR,
        r"(?:senior |associate |executive |medical |art |creative |technical )?director\w*|head of|head(?=,)|bereichsleit\w+|abteilungsleit\w+"
        r"|directeur|directrice|direktor\w*|jefe de departamento|leiter(?:in)? der|chefarzt|chefärztin",
    ),
    (
        Seniority.LEAD,
        r"lead|team ?lead\w*|tech ?lead\w*|principal|staff(?= (?:engineer|software|data|product|machine|scientist|designer|developer|security|site|backend|frontend|ml|full|platform|ai)\w*)"
        r"|distinguished|architect(?=.*(?:enterprise|solution|software))|supervisor|foreman|charge nurse|teamleit\w+|gruppenleit\w+|leiter\w*|leitung|leitende\w*"
        r"|chef d['’]équipe|responsable|jefe|jefa|stationsleitung|oberarzt|oberärztin|küchenchef\w*|executive chef|head chef",
    ),
    (
        Seniority.SENIOR,
        r"senior|sr|snr|expert|experienced|specialist iii|iii|iv|v|confirmé|confirmée|expérimentée?|sénior|manager|erfahrene\w*",
    ),
    (
        Seniority.ENTRY,
        r"junior|jr|jnr|entry[\s-]?level|graduate|new ?grad|trainee|débutante?|berufseinsteiger\w*|absolvent\w*|early career|i|no experience"
        r"|crew member|helfer\w*|aushilfe\w*",
    ),
)
_NOT = re.compile(
    r"(?:account|case|community|product|project|program(?:me)?|office|stage|property|asset|portfolio|campaign|content|social media|customer success"
    r"|technical account|partner|relationship|brand|category|key account|success|event|events|projekt|produkt) manager(?:in)?"
    r"|(?:lead|demand|leads?) generation|assistant (?:manager|store manager|professor|director|general manager|vice president)|internal|international"
    r"|executive assistant|assistant to|ceo[' ]s office|to the (?:ceo|cfo|cto|coo)|graduate (?:school|programs? manager)|president'?s? office|art director(?=.*junior)"
    r"|vitamin [a-z]|type i|head of household|leads",
    re.IGNORECASE,
)
_PATTERNS = tuple((level, re.compile(rf"(?<![\w&])(?:{words})(?![\w&])", re.IGNORECASE)) for level, words in _LEVELS)


def seniority_of(title: str) -> Seniority:
    """UNKNOWN when the title does not say: most jobs for skilled people name no level."""
    cleaned = _NOT.sub(" ", title)
    return next((level for level, pattern in _PATTERNS if pattern.search(cleaned)), Seniority.UNKNOWN)
