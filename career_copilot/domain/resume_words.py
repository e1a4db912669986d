"""Words by which a line of a résumé is told apart: job titles, employers, schools, places; four languages."""

import re

from career_copilot.domain.gazetteer import country_of, regions_of
from career_copilot.domain.place_names import fold_place

TITLE = re.compile(
    r"""(?ix)\b(?:
    \w*engineer\w*|developer|programmer|architect|analyst|scientist|researcher|designer|manager|director|head\ of|lead|leader|
    consultant|specialist|coordinator|administrator|assistant|associate|officer|intern|trainee|apprentice|technician|
    supervisor|executive|president|founder|co-founder|owner|partner|c[etofp]o|advisor|adviser|representative|agent|clerk|
    accountant|auditor|bookkeeper|controller|cashier|nurse|physician|doctor|surgeon|therapist|pharmacist|paramedic|carer|caregiver|midwife|
    dentist|veterinarian|teacher|professor|lecturer|tutor|instructor|trainer|coach|educator|postdoc\w*|fellow|principal|
    electrician|plumber|carpenter|welder|mechanic|machinist|operator|driver|worker|builder|painter|foreman|installer|fitter|
    chef|cook|baker|waiter|waitress|bartender|barista|sommelier|host|hostess|housekeeper|receptionist|secretary|
    writer|editor|journalist|translator|interpreter|copywriter|photographer|artist|musician|librarian|recruiter|
    lawyer|attorney|paralegal|solicitor|counsel|planner|buyer|salesperson|seller|merchandiser|strategist|tester|maintainer|creator|
    scrum\ master|product\ owner|volunteer|member|contractor|freelancer?|student|guard|firefighter|soldier|pilot|crew|
    teamlead|teamleader|web-?developer|
    \w*entwickler(?:in)?|\w*ingenieur(?:in)?|\w*leiter(?:in)?|\w*leitung|\w*berater(?:in)?|\w*kaufmann|\w*kauffrau|\w*assistent(?:in)?|
    \w*mitarbeiter(?:in)?|\w*fachkraft|\w*fachmann|\w*fachfrau|\w*pfleger(?:in)?|\w*schwester|\w*lehrer(?:in)?|\w*erzieher(?:in)?|
    \w*elektriker(?:in)?|\w*mechaniker(?:in)?|\w*mechatroniker(?:in)?|\w*elektroniker(?:in)?|\w*techniker(?:in)?|\w*monteur(?:in)?|\w*installateur(?:in)?|
    \w*meister(?:in)?|\w*helfer(?:in)?|\w*fahrer(?:in)?|\w*koch|\w*köchin|\w*bäcker(?:in)?|\w*kellner(?:in)?|\w*verkäufer(?:in)?|\w*buchhalter(?:in)?|
    \w*sachbearbeiter(?:in)?|\w*referent(?:in)?|\w*praktikant(?:in)?|praktikum|werkstudent(?:in)?|auszubildende[rn]?|azubi|ausbildung\ zu[mr]|\w*ärztin|\w*arzt|
    \w*therapeut(?:in)?|\w*arbeiter(?:in)?|geschäftsführer(?:in)?|vorstand|\w*schlosser(?:in)?|\w*tischler(?:in)?|\w*schreiner(?:in)?|\w*gesell[en]?|\w*chef(?:in)?|
    développeu(?:r|se)|ingénieure?|cheffe?|directeur|directrice|responsable|gestionnaire|chargée?|conseill(?:er|ère)|assistante?|
    infirmi(?:er|ère)|aide-soignante?|médecin|enseignante?|professeure?|institut(?:eur|rice)|électricien(?:ne)?|plombi(?:er|ère)|mécanicien(?:ne)?|
    technicien(?:ne)?|cuisini(?:er|ère)|commis|pâtissi(?:er|ère)|boulang(?:er|ère)|serveu(?:r|se)|vendeu(?:r|se)|comptable|secrétaire|employée?|
    stagiaire|apprentie?|alternante?|consultante?|analyste|administrateur|caissi(?:er|ère)|chauffeur|ouvri(?:er|ère)|agente?|formateur|formatrice|juriste|avocate?|concepteur|second\ de\ cuisine|
    desarrollador(?:a)?|programador(?:a)?|ingenier[oa]|jef[ea]|director(?:a)?|gerente|encargad[oa]|coordinador(?:a)?|asesor(?:a)?|auxiliar|
    enfermer[oa]|médic[oa]|profesor(?:a)?|maestr[oa]|docente|electricista|fontaner[oa]|mecánic[oa]|técnic[oa]|cociner[oa]|ayudante|pasteler[oa]|panader[oa]|
    camarer[oa]|vendedor(?:a)?|dependient[ea]|contable|contador(?:a)?|secretari[oa]|administrativ[oa]|becari[oa]|prácticas|aprendiz|analista|
    consultor(?:a)?|operari[oa]|conductor(?:a)?|repartidor(?:a)?|abogad[oa]|arquitect[oa]|diseñador(?:a)?|recepcionista|limpiador(?:a)?|cajer[oa]|monitor(?:a)?|oficial
    )s?\b"""
)
CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽΆ-ΏΑ-ΫЀ-ЯҐ]"  # Latin, Greek, Cyrillic; of Latin's extension also small letters
ORGANISATION = re.compile(
    r"""(?ix)(?:\b(?:
    inc|ltd|llc|llp|plc|corp|corporation|company|co|group|holdings?|gmbh|ag|kg|ohg|mbh|ug|e\.?v|se|s\.?a\.?s?|s\.?l\.?u?|sarl|sasu|s\.?r\.?l|b\.?v|n\.?v|oy|ab|aps|
    bank|banco|banque|sparkasse|hospital|clinic|clínica|clinique|klinik\w*|\w*klinik|\w*klinikum|krankenhaus|pflegeheim|seniorenheim|chu|hôpital|ehpad|health|nhs|
    restaurant|restaurante|brasserie|bistro|bistrot|hotel|hôtel|gasthof|gasthaus|café|bakery|bäckerei|boulangerie|
    school|schule|\w*schule|gymnasium|école|collège|lycée|colegio|escuela|instituto|ies|ceip|university|universität|université|universidad|college|academy|institute|
    solutions|systems|technologies|technology|software|labs?|laboratories|studios?|services?|consulting|partners|agency|agentur|agence|agencia|ventures|
    werke?|\w*werke|stadtwerke|elektro\w*|bau|handwerk|installations?|cabinet|société|mairie|ayuntamiento|junta|stadt|ministry|ministerium|department|foundation|stiftung|fundación|fondation|
    insurance|versicherung\w*|versicherungen|logistics|logistik|retail|stores?|supermarkt|supermarché|airlines?|steuerberat\w*|asesoría|gestoría|kanzlei|research|mindstate|ymca|enterprise
    )\b\.?)|&\s+(?:co|sons?|söhne|fils|hijos|partner)"""
)
SCHOOL = re.compile(
    r"""(?ix)\b(?:university|universit\w+|universidad\w*|universidade|universiteit|universitat|college|institute|institut|instituto|institution|school|\w*schule|hochschule|\w*hochschule|akademie|
    academy|academia|gymnasium|\w*gymnasium|berufskolleg|kolleg|lycée|lycee|collège|école|ecole|iut|ifsi|ufr|faculté|faculdade|facultad|escuela|colegio|ies|ceip|politecnic[oa]|politécnic[oa]|polytechni\w+|
    uc|(?-i:MIT)|eth|epfl|tu|fh|rwth|lmu|ucl|lse|conservatoire|conservatorio|seminary|bootcamp|uniwersytet|politechnika|akademia|szkoła|liceum|technikum|\w*üniversitesi|\w*enstitüsü|\w*fakültesi|\w*lisesi|meslek\ yüksekokulu|πανεπιστήμιο|πολυτεχνείο|σχολή|λύκειο|κολλέγιο|
    університет|інститут|академія|коледж|ліцей|технікум|училище|университет|институт|академия|колледж|лицей|гимназия|codeacademy|coursera|udemy|centre\ de\ formation|cfa|greta|handwerkskammer|ihk|ausbildungsbetrieb|klinikum|technion|open\ university|nyu|ucla|caltech|yeshiva)\b"""
)
SCORE = re.compile(
    r"(?i)(?:(?:overall |cumulative )?c?gpa|(?:abschluss)?note|abschlussnote|grade|mention|nota media|nota|moyenne)\s*:?\s*(?P<score>\d:\d|[\w.,/]+(?: ?/ ?[\d.,]+)?(?: (?:bien|honou?rs|class))?)"
)
COUNTRY_OF = {
    "us": "US", "uk": "GB", "uae": "AE", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
}  # fmt: skip
"""Beside the table of countries: codes that stand for a country in any case, and the parts of the United Kingdom."""
US_STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "DC",
    ]
)
SHORTEST_COUNTRY = 4  # shorter words in capitals are rather abbreviations: IT, QA
REMOTE = re.compile(r"(?i)^\(?(?:fully )?(?:remote|hybrid|on-?site|télétravail|remoto|homeoffice|home office)\)?$")


def country_code(text: str) -> str:
    """`Spain`, `España`, `CA` after a city (a US state) → ES, ES, US; empty when unknown, or when a state has that name."""
    bare = text.strip(" .,()")
    if bare in US_STATES:
        return "US"
    if (code := COUNTRY_OF.get(fold_place(bare), "")) or len(bare) < SHORTEST_COUNTRY:
        return code
    country = country_of(bare)
    return country.code if country and not any(region.country == "US" for region in regions_of(bare)) else ""
