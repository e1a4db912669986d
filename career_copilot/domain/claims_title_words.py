"""Words of job titles in five languages: how high a post is, and what profession. All words are plain: no accents."""

import re

# How high a post is. A deputy is below the post it stands in for.
RANKS: tuple[tuple[float, str], ...] = (
    (5, r"directors?|directeur|directrice|directora?|direktor\w*|c[etf]o|coo|chief|vice president|vp|president\w*|geschaftsfuhr\w+|gerente general|founder|co-?founder|grunder\w*|fondat\w+|fundador\w*|oprichter|owner|inhaber\w*|board member|partner"),
    (4, r"sous[ -]?chef(?:fe|in)?|subjef[ea] de cocina|head ?teacher|headmaster|headmistress|rektor(?:in)?|proviseure?|managers?|head|leiter(?:in)?|leitung|\w+leiter(?:in)?|\w+leitung|responsables?|gerant\w*|gerente|jef[ea]|encargad[oa]|hoofd|bedrijfsleider|afdelingshoofd|kuchenchef(?:in)?|cheffe|chef de (?:cuisine|service)|controller|\w+chef(?:in)?|supervisor|superintendent|ober(?:arzt|schwester|pfleger|arztin)\w*|leitende[nrs]?|cadre|hoofd\w+|supervisora?|executive|afdelingsleider|\w+leider|chef-kok|fachleiter\w*|principal|chefkok|filialleiter\w*"),
    (3.5, r"chef(?:fe)? patissi(?:er|ere)|head pastry chef"),
    (3, r"staff engineer|lead|leader|teamleiter\w*|teamlead\w*|teamleider|ploegleider|chef de partie|chef d'equipe|lider|seconde? de cuisine|catedratic[oa]|vorarbeiter\w*|charge nurse|foreman|capataz|architect\w*|architekt\w*|architecte|arquitect[oa]|coordinator|koordinator\w*|coordinateur|coordinatrice|coordinadora?"),
    (2, r"senior|sr|expert\w*|experto|specialist\w*|spezialist\w*"),
)  # fmt: skip
_RANKS = tuple((rank, re.compile(rf"\b(?:{words})\b")) for rank, words in RANKS)
_DEPUTY = re.compile(
    r"\b(?:deputy|assistant|vice|sous|sub|stellvertretende\w*|stv|adjointe?|adjunct|subjef[ea]|subdirector\w*|plaatsvervangend\w*|acting|second)\b[ -]?|\bsous(?=chef)"
)
_BELOW = re.compile(r"\b(?:assistant|assistente?|assistenz|auxiliar|aide|helper|commis|trainee|junior)\b")

# Professions, so that `Intensivpflegerin` meets `intensive care nurse`. First those whose words contain another's.
PROFESSIONS = {
    "nurse": r"\w*schwester|nurse\w*|nursing|cadre de sante|\w*verpleegkundige|\w*pfleger(?:in)?|\w*pflegefach\w*|\w*pflegekraft|krankenschwester|infirmier\w*|enfermer[oa]|verpleegkundige?\w*",
    "doctor": r"doctor|physician|surgeon|\w*arzt|\w*arztin|medecin|medic[oa]|arts|chirurg\w*",
    "developer": r"\w*developer|programmer|\w*entwickler(?:in)?|developpeur|developpeuse|desarrollador\w*|programador\w*|\w*ontwikkelaar|programmierer\w*|softwareingenieur\w*|programmeur|coder|(?:software|back-?end|front-?end|full-?stack|web|mobile|platform|devops) engineer",
    "engineer": r"engineer|\w*ingenieur\w*|ingenier[oa]",
    "administrator": r"administrator\w*|\w*beheerder|administrateur|administratrice|administrador\w*",
    "architect": r"\w*architect\w*|\w*architekt\w*|arquitect[oa]",
    "cook": r"cook|chef|chef de partie|\w*koch|\w*kochin|cuisinier\w*|cociner[oa]|kok|commis|sous[ -]?chef(?:fe|in)?|cheffe|chef de cuisine|seconde? de cuisine|chef-kok|kuchenchef\w*|souschef|subjef[ea] de cocina|chefkok",
    "pastry cook": r"patissier\w*|pastry chef|pasteler[oa]|konditor\w*|banketbakker",
    "sommelier": r"sommeli\w+|sumiller",
    "waiter": r"waiter|waitress|server|kellner\w*|serveu\w+|camarer[oa]|ober",
    "head teacher": r"head ?teacher|headmaster|headmistress|schulleiter\w*|rektor(?:in)?|konrektor\w*|proviseure?|principal",
    "teacher": r"teacher|\w*lehrer(?:in)?|\w*lehrkraft|enseignante?|professeure?|profesora?|maestr[oa]|docente|docent|leraar|lerares|lecturer|instructor|tutor[a]?",
    "professor": r"\w*professor(?:in)?|catedratic[oa]",
    "planner": r"planner|\w*planer(?:in)?|disponent\w*|planificador\w*|planificateur|transportplanner|dispatcher",
    "warehouse worker": r"magazijnmedewerker|warehouse \w+|lagerist\w*|magasinier\w*|mozo de almacen|orderverzamelaar|order picker|kommissionierer\w*|almacener[oa]",
    "forwarder": r"forwarder|expediteur|spediteur\w*|transitaire",
    "driver": r"driver|\w*fahrer(?:in)?|chauffeur|conductor\w*|camioner[oa]|vrachtwagenchauffeur",
    "accountant": r"accountant|\w*buchhalter(?:in)?|comptable|contable|boekhouder|accounting clerk|expert-comptable",
    "auditor": r"auditor\w*|audit|auditeur|auditrice|wirtschaftsprufer\w*|controleur",
    "controller": r"controller|contrôleur de gestion",
    "analyst": r"\w*analyst\w*|analyste|analista|\w*analist\w*",
    "consultant": r"consultant\w*|\w*berater(?:in)?|conseiller\w*|consultor\w*|asesor\w*|adviseur",
    "manager": r"cadre|executive director|manager|gerente|gestionnaire|director\w*|directeur|directrice|direktor\w*|geschaftsfuhr\w+",
    "ceo": r"ceo|chief executive\w*|geschaftsfuhr\w+|director general|directeur general",
    "cto": r"cto|chief techn\w+ \w+",
    "cfo": r"cfo|chief financ\w+ \w+",
    "coo": r"coo|chief operat\w+ \w+",
    "lead": r"teamleiter\w*|teamleider|team ?lead\w*",
    "scientist": r"scientist|wissenschaftliche[rn]? (?:mitarbeiter|hilfskraft|assistent)\w*|wissenschaftler\w*|scientifique|cientific[oa]|wetenschapper|researcher|forscher\w*|chercheu\w+|investigador\w*|onderzoeker",
    "designer": r"\w*designer\w*|gestalter\w*|disenador\w*|ontwerper",
    "salesperson": r"salesperson|\w*verkaufer(?:in)?|vendeu\w+|vendedor\w*|verkoper|sales \w+",
    "electrician": r"electrician|elektriker\w*|elektroniker\w*|electricien\w*|electricista|elektricien",
    "mechanic": r"\w*mechanic|\w*mechaniker(?:in)?|\w*mechatroniker(?:in)?|mecanicien\w*|mecanic[oa]|monteur",
    "carpenter": r"carpenter|tischler\w*|schreiner\w*|menuisier\w*|carpinter[oa]|timmerman",
    "lawyer": r"lawyer|attorney|solicitor|\w*anwalt|\w*anwaltin|avocate?|abogad[oa]|advocaat|jurist\w*",
    "installer": r"installer|\w*installateur\w*|instalador\w*|installatrice",
    "clerk": r"clerk|administrative assistant|sachbearbeiter\w*|assistante? administrati\w+|auxiliar administrativ[oa]|administrativ[oa]|administratief medewerker",
    "intern": r"intern|internship|trainee|praktikant\w*|werkstudent\w*|stagiaire?|becari[oa]|apprentice|auszubildende\w*|lehrling|apprentie?|aprendiz",
    "secretary": r"secretary|sekretar\w*|secretaire|secretari[oa]|secretaresse",
    "founder": r"founder|grunder\w*|fondat\w+|fundador\w*|oprichter|entrepreneur\w*|unternehmer\w*",
    "coach": r"\w*coach|\w*trainer(?:in)?|formateur|formatrice|formador\w*|scrum master",
    "recruiter": r"recruiter\w*|recruteu\w+|reclutador\w*",
    "examiner": r"examiner|prufer(?:in)?|examinat\w+|examinador\w*",
}  # fmt: skip
_PROFESSIONS = tuple((name, re.compile(rf"\b(?:{words})s?\b")) for name, words in PROFESSIONS.items())


def rank_of(title: str) -> float:
    """0 for a post without rank, up to 5; a deputy is half a step below."""
    found = max((rank for rank, pattern in _RANKS if pattern.search(title)), default=0)
    if found and _BELOW.search(title) and found < 5:
        return 0.5
    return found - 0.5 if found and _DEPUTY.search(title) else float(found)


def professions_of(title: str) -> frozenset[str]:
    """Those that a plain title names."""
    return frozenset(name for name, pattern in _PROFESSIONS if pattern.search(title))


ANY = re.compile(rf"\b(?:{'|'.join(PROFESSIONS.values())}|{'|'.join(words for _, words in RANKS)})s?\b")
