"""Numbers and what they count, in words of English, German, French, Spanish and Dutch. All words are plain: no accents."""

import re


def _from_two(words: str) -> dict[str, float]:
    return {word: float(value) for value, word in enumerate(words.split(), 2)}


def _compounds(units: str, tens: str, form: str) -> dict[str, float]:
    """Those from 21 to 99: `form` joins a unit and a ten."""
    return {
        form.format(one=one, ten=ten): 10.0 * height + value
        for height, ten in enumerate(tens.split(), 2)
        for value, one in enumerate(units.split(), 1)
    }


def _hundreds(words: str, first: int = 2) -> dict[str, float]:
    return {word: 100.0 * value for value, word in enumerate(words.split(), first)}


def _french() -> dict[str, float]:
    """21 to 99 and what a hundred is put before: `soixante-douze`, `quatre-vingt-dix`, `cent vingt`."""
    small = [
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "dix-sept",
        "dix-huit",
        "dix-neuf",
    ]
    found = _compounds(" ".join(small[:9]), "vingt trente quarante cinquante", "{ten}-{one}")
    found |= {
        f"{ten}-{one}": base + value
        for ten, base in (("soixante", 60.0), ("quatre-vingt", 80.0))
        for value, one in enumerate(small, 1)
    }
    found |= {
        f"{ten} et un": value
        for value, ten in zip(
            (21.0, 31.0, 41.0, 51.0, 61.0), ["vingt", "trente", "quarante", "cinquante", "soixante"], strict=True
        )
    }
    found |= {"quatre-vingts": 80.0, "soixante et onze": 71.0}
    tens = {
        "dix": 10.0,
        "vingt": 20.0,
        "trente": 30.0,
        "quarante": 40.0,
        "cinquante": 50.0,
        "soixante": 60.0,
        "quatre-vingts": 80.0,
    }
    return (
        found
        | {f"cent {ten}": 100 + value for ten, value in tens.items()}
        | {f"{one} cents": 100.0 * value for value, one in enumerate(small[1:9], 2)}
    )


_COMPOUNDS: dict[str, dict[str, float]] = {
    "en": _compounds("one two three four five six seven eight nine", "twenty thirty forty fifty sixty seventy eighty ninety", "{ten}-{one}"),
    "de": _compounds("ein zwei drei vier funf sechs sieben acht neun", "zwanzig dreißig vierzig funfzig sechzig siebzig achtzig neunzig", "{one}und{ten}")
    | _hundreds("einhundert zweihundert dreihundert vierhundert funfhundert sechshundert siebenhundert achthundert neunhundert", 1),
    "fr": _french(),
    "es": _compounds("uno dos tres cuatro cinco seis siete ocho nueve", "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa", "{ten} y {one}")
    | {word: 21.0 + value for value, word in enumerate(["veintiuno", "veintidos", "veintitres", "veinticuatro", "veinticinco", "veintiseis", "veintisiete", "veintiocho", "veintinueve"])}
    | _hundreds("doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos")
    | _hundreds("doscientas trescientas cuatrocientas quinientas seiscientas setecientas ochocientas novecientas")
    | {f"ciento {word}": 100.0 + value for value, word in zip(range(10, 100, 10), ["diez", "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"], strict=True)},
    "nl": _compounds("een twee drie vier vijf zes zeven acht negen", "twintig dertig veertig vijftig zestig zeventig tachtig negentig", "{one}en{ten}")
    | _hundreds("tweehonderd driehonderd vierhonderd vijfhonderd zeshonderd zevenhonderd achthonderd negenhonderd"),
}  # fmt: skip
NUMBERS: dict[str, dict[str, float]] = {
    "en": _from_two("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12},
    "de": _from_two("zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig") | {"dreißig": 30, "dreissig": 30, "vierzig": 40, "funfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90, "dutzend": 12, "zwo": 2, "zweieinhalb": 2.5, "dreieinhalb": 3.5, "viereinhalb": 4.5, "funfeinhalb": 5.5},
    "fr": _from_two("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt") | {"trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50, "centaine": 100},
    "es": _from_two("dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte") | {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "decena": 10, "docena": 12, "veintena": 20, "centenar": 100},
    "nl": _from_two("twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig") | {"dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90, "dozijn": 12},
}  # fmt: skip
for _language, _words in _COMPOUNDS.items():
    NUMBERS[_language] |= _words
SCALES = {
    **dict.fromkeys(["k", "thousand", "tausend", "mille", "mil", "duizend"], 1e3),
    **dict.fromkeys(
        ["m", "mn", "mio", "million", "millions", "millionen", "millones", "millon", "miljoen", "miljoenen"], 1e6
    ),
    **dict.fromkeys(
        ["bn", "billion", "billions", "mrd", "milliarde", "milliarden", "milliard", "milliards", "miljard"], 1e9
    ),
    **dict.fromkeys(["hundred", "hundert", "cent", "cien", "honderd"], 1e2),
}
PERCENT = r"%|percent\b|per cent\b|prozent\b|pour ?cents?\b|por ciento\b|procent\b"
POINTS = r"percentage points?\b|prozentpunkte?n?\b|points?(?: de pourcentage)?\b|puntos(?: porcentuales)?\b|procentpunt(?:en)?\b"
CURRENCIES = {
    "EUR": "€ eur euro euros",
    "GBP": "£ gbp pound pounds pfund livres libras pond",
    "USD": "$ usd dollar dollars dolares",
    "CHF": "chf franken francs",
}
CURRENCY_OF = {name: code for code, names in CURRENCIES.items() for name in names.split()}
MONEY = "|".join(re.escape(name) if not name.isalpha() else rf"{name}\b" for name in CURRENCY_OF)

# What is counted: a number of patients is none of beds. Concepts on one line of COMPATIBLE may stand for each other.
COUNTED = {
    "people": r"people|persons?|persone?n?|nurses?|colleagues?|employees?|staff|members?|mitarbeiter\w*|kolleg\w+|personen|pflegekraft\w*|pflegefach\w*|mitglied\w*|kopf\w*|collegues?|personnes?|infirmier\w*|employes?|collaborat\w+|salaries?|personas|companer\w+|emplead\w+|enfermer\w+|personal|medewerkers?|collega\w*|mensen|personen|verpleegkundigen|engineers?|developers?|entwickler\w*|developpeurs?|ingenier\w+|ingenieur\w*|ontwikkelaars?|planners?|docentes?|teachers?|lehrkrafte\w*|assistants?|cooks?|koche|managers?|responsables?|fuhrungskraft\w*|leidinggevenden",
    "learners": r"students?|pupils?|apprentices?|trainees?|interns?|werkstudent\w*|lehrling\w*|auszubildende\w*|azubis?|schuler\w*|praktikant\w*|apprenti\w*|eleves?|etudiant\w*|stagiaires?|alumn\w+|estudiantes?|aprendic\w+|becari\w+|leerling\w*|studenten|stagiairs?|uitzendkracht\w*|temps|temporary workers",
    "patients": r"patient\w*|pacientes?",
    "customers": r"clients?|customers?|kunden\w*|mandanten|clientes?|klanten|guests?|gaste\w*|covers?|couverts?|convives|comensales|gasten",
    "services": r"(?:micro)?services?|\w*dienste?n?|servicios?|microservicios?",
    "suppliers": r"suppliers?|vendors?|lieferant\w*|fournisseurs?|proveedor\w*|leveranciers?|carriers?|transporteurs?|vervoerders?",
    "beds": r"beds?|betten|lits|camas|bedden",
    "sites": r"plants?|sites?|stores?|shops?|factor\w+|werke?n?|standort\w*|filialen?|usines?|magasins?|fabricas|tiendas|plantas|fabrieken|vestigingen|winkels|branches",
    "trips": r"trips?|rides?|routes?|tours?|touren|fahrten|trajets?|tournees?|viajes|rutas|ritten",
    "orders": r"orders?|auftrage?n?|bestellungen|commandes|pedidos|bestellingen",
    "requests": r"requests?|tickets?|inquir\w+|enquir\w+|anfragen|\w+anfragen|demandes|solicitudes|consultas|aanvragen|complaints?|beschwerden|plaintes|quejas|klachten",
    "groups": r"groups?|classes|gruppen|klassen|groupes?|grupos?|clases|groepen",
    "payments": r"payments?|zahlungen|paiements?|pagos|betalingen|transactions?|transaktionen",
    "ms": r"ms|milliseconds?|millisekunden|millisecondes|milisegundos|milliseconden",
    "hours": r"hours?|stunden|heures|horas|uur|uren",
    "days": r"(?:working |business )?days?|(?:arbeits)?tagen?|jours|dias|(?:werk)?dagen",
    "weeks": r"weeks?|wochen|semaines|semanas|weken",
    "months": r"months?|monaten?|mois|meses|maanden",
    "years": r"years?|yrs?|jahren?|ans|annees?|anos|jaar|jaren",
    "vehicles": r"vehicles?|trucks?|lorr\w+|fahrzeuge\w*|lkws?|vehicules|camions|camiones|vehiculos|vrachtwagens|voertuigen",
    "projects": r"projects?|projekten?|projets|proyectos|projecten",
    "articles": r"articles?|papers?|publications?|artikeln?|articulos|artikelen|reports?|berichte|rapports?|informes|rapporten",
}  # fmt: skip
_CONCEPTS = [(concept, re.compile(rf"(?:{words})\Z")) for concept, words in COUNTED.items()]
COMPATIBLE = {frozenset(pair) for pair in (("people", "learners"),)}
TIME = frozenset({"years", "months"})

OVER = {
    "en": r"over|more than|above|at least|in excess of|exceeding|well over",
    "de": r"uber|mehr als|mindestens|gut|weit uber",
    "fr": r"plus de|plus d'|au moins|depassant",
    "es": r"mas de|al menos|superior(?:es)? a",
    "nl": r"ruim|meer dan|minstens|boven de",
}
NEARLY = {
    "en": r"almost|nearly|close to|up to",
    "de": r"fast|knapp|nahezu|beinahe|bis zu",
    "fr": r"presque|pres de|jusqu'a",
    "es": r"casi|hasta|cerca de",
    "nl": r"bijna|zowat|tot wel",
}
ABOUT = {
    "en": r"about|around|approximately|roughly|some|circa|an average of|on average",
    "de": r"rund|etwa|ungefahr|circa|ca\.?|durchschnittlich|im schnitt",
    "fr": r"environ|quelque|autour de|en moyenne|une",
    "es": r"alrededor de|unos|unas|aproximadamente|cerca de|de media|una",
    "nl": r"ongeveer|circa|zo'n|gemiddeld|rond de",
}

VAGUE: tuple[tuple[float, str], ...] = (
    (24, r"dozens|dutzende?n?(?= (?:von )?\w+e?n?)|des dizaines|decenas|docenas|tientallen"),
    (200, r"hundreds|hunderte?n?|(?:des|plusieurs) centaines|cientos|centenares|honderden"),
    (2e6, r"millions (?:of|de)|millionen von|millones de|miljoenen(?= \w+en)"),
    (2000, r"thousands|tausende?n?|(?:des|plusieurs) milliers|miles|duizenden"),
)
"""At least so many: `dozens of colleagues`."""

# Changes without a number, as the percentage of the change: `halved`, `by a third`, `doubled`.
CHANGES: tuple[tuple[float, str], ...] = (
    (50, r"halved|in half|by half|cut half|halbiert\w*|um die halfte|de moitie|divise\w* par deux|a la mitad|la mitad|gehalveerd|halveer\w+|met de helft"),
    (100, r"(?<!more than )doubl(?:ed|ing)|twice as|twofold|verdoppel\w+|doppelt so|double\b(?= le| la| les| mon| l')|(?:j'ai|a) double\b|duplique|duplico|duplicado|doble de|verdubbel\w+"),
    (200, r"tripl(?:ed|ing)|threefold|verdreifach\w+|triple\b(?= le| la| les)|(?:j'ai|a) triple\b|triplique|triplicado|verdrievoudig\w+"),
    (300, r"quadrupl(?:ed|ing)|fourfold|vervierfach\w+|quadruple|cuadruplique|verviervoudig\w+"),
    (33.3, r"(?:by )?(?:a|one) third|um ein drittel|d'un tiers|un tercio|met een derde|een derde"),
    (25, r"(?:a|one) quarter\b|um ein viertel|d'un quart|(?:una cuarta parte|un cuarto)|met een kwart|een kwart"),
    (75, r"three quarters|drei viertel|trois quarts|tres cuartas partes|driekwart"),
    (66.7, r"two thirds|zwei drittel|deux tiers|dos tercios|twee derde"),
)  # fmt: skip


def concept_of(word: str) -> str:
    """What kind of thing a plain word counts; empty if unknown."""
    return next((concept for concept, pattern in _CONCEPTS if pattern.match(word)), "")
