"""Degrees by name, in the languages of résumés: one table, by which they are found in a line and compared by level."""

import re

EDUCATION = ("", "school", "vocational", "bachelor", "master", "doctorate")
_LEVELS = {
    "doctorate": r"""
        ph\.?\s?d\.?|d\.?\s?phil\.?|ed\.?d\.?|psy\.?d\.?|pharm\.?d\.?|dba|dr\.?ph|j\.?d\.?|m\.d\.|doctorate|doctoral(?:\ degree)?|doctor(?:\s+of\s+philosophy)?|doktor\w*|
        dr\.(?:\s?[a-z]+\.)*|promotion|doctorat|doctorado|doutorado|doutoramento|dottorato(?:\ di\ ricerca)?|doktora|διδακτορικό|доктор\ філософії|кандидат\ наук
    """,
    "master": r"""
        m\.?\s?sc\.?(?:\s*\(hons\.?\))?|m\.?\s?a\.?|m\.?\s?s\.?|m\.?\s?eng\.?|m\.?\s?ed\.?|m\.?\s?tech\.?|m\.?\s?com\.?|m\.?\s?arch\.?|m\.?\s?res\.?|m\.?\s?phil\.?|m\.\s?e\.|(?-i:MSN|MFA|MPH|MPA|MPP|MSW|MCA|MIM|PGDM)|
        e?mba|m\.b\.a\.|ll\.?\s?m\.?|(?<!scrum\s)master(?:['’]?s)?(?:\s+degree)?(?:\s+of\s+(?:science|arts|engineering|education|technology|business\ administration|laws|fine\ arts|public\ health))?|
        dipl(?:\.\s?-?|-)\s?(?:ing|inf|kfm|kff?r|math|phys|chem|biol|geol|geogr|psych|päd|volksw|vw|betriebsw|bw|oec|soz|pol|des|wirt|jur|hdl|übers|dolm)\w*\.?(?:-\w+\.?)?(?!\.?\s*\(fh\))|
        diplom(?!(?:-\w+)?\.?\s*\(fh\))(?:-\w+)?|magister(?:\ inżynier)?|(?:(?:erstes|zweites|1\.|2\.)\s+)?staatsexamen|
        bac\s*\+\s*5|maîtrise|dea|dess|dscg|mastère(?:\s+spécialisé)?|diplôme\s+d['’]\s?ingénieure?|máster(?:\s+universitario)?|mestrado|
        laurea\s+(?:magistrale|specialistica|a\ ciclo\ unico)|yüksek\ lisans|civilingenjör|μεταπτυχιακό(?:\ δίπλωμα)?|магістр|спеціаліст|магистр|специалист
    """,
    "bachelor": r"""
        (?:b\.?\s?sc\.?|b\.?\s?a\.?|b\.?\s?eng\.?)\s*\(hons\.?\)|b\.?\s?sc\.?|b\.?\s?a\.?|b\.?\s?s\.?|b\.?\s?eng\.?|b\.?\s?tech\.?|b\.?\s?ed\.?|b\.?\s?com\.?|b\.?\s?arch\.?|b\.\s?e\.|(?-i:BFA|BSN|BCA|BSW|MBBS)|
        bba|b\.b\.a\.|ll\.?\s?b\.?|bachelor(?:['’]?s)?(?:\s+degree)?(?:\s+of\s+(?:science|arts|engineering|education|technology|fine\ arts|business\ administration|nursing|laws|commerce|music)(?:\s+in\s+nursing)?)?|
        postgraduate\ (?:certificate|diploma)|pgce|dipl(?:\.\s?-?|-)\s?\w+\.?(?:-\w+\.?)?\s*\(fh\)|diplom(?:-\w+)?\s*\(fh\)|
        (?<!driving\s)licence(?:\s+professionnelle)?|(?-i:BUT)|bac\s*\+\s*[34]|capes|dcg|dnmade|diplôme\s+d['’]\s?état(?:\s+(?:d['’]infirmi(?:er|ère)))?|
        grado(?!\s+(?:medio|superior))|licenciatura|bacharelado|diplomatura|ingeniería|laurea(?:\s+triennale)?|licencjat|inżynier|lisans|bakalář|kandidatexamen|πτυχίο|δίπλωμα|бакалавр
    """,
    "vocational": r"""
        associate(?:['’]s)?\ degree|associate\ of\ (?:arts|science|applied\ science)|a\.a\.(?:s\.)?|a\.s\.|(?-i:AAS)|diploma|higher\ national\ diploma|hnd|foundation\ degree|nvq(?:\s+level\s+\d)?|apprenticeship|
        city\ (?:and|&)\ guilds|(?:berufs)?ausbildung(?:\s+zu[mr])?|lehre(?:\s+als)?|meisterbrief|meisterprüfung|umschulung(?:\s+zu[mr])?|gesellenbrief|
        bts|dut|deug|(?-i:CAP)|bep|bac\s*\+\s*2|brevet\s+de\s+technicien(?:\s+supérieur)?|titre\s+professionnel|ciclo\ formativo(?:\s+de\s+grado\s+(?:medio|superior))?|grado\s+(?:medio|superior)|formación\ profesional|
        técnico(?:\s+superior|\s+especialista)?|fp(?:\s+(?:grado\s+)?(?:medio|superior))?|ön\ lisans|молодший\ спеціаліст
    """,
    "school": r"""
        high\ school\ diploma|ged|a-levels?|gcses?|abitur|allgemeine\ hochschulreife|fachhochschulreife|fachabitur|mittlere\ reife|realschulabschluss|hauptschulabschluss|
        (?:international\ )?baccalaureate|bac(?:calauréat)?(?:\s+(?:pro(?:fessionnel)?|général|technologique))?|bachillerato|eso|graduado\ escolar|matura|maturité|(?:diploma\ di\ )?maturità|απολυτήριο
    """,
    "other": r"certificate|diplôme|brevet|certificado(?:\s+de\s+profesionalidad)?|titulado|диплом",  # of no certain level
}  # fmt: skip
_ALONE = {
    "doctorate": r"M\.?D\.?",
    "master": r"M\.?E\.?|magister\w*",
    "bachelor": r"B\.?E\.?",
    "vocational": r"associate|apprentice|vocational(?:\ (?:training|school|education))?",
    "school": r"high\ school|secondary\ school",
}  # also a town's state or a plain word: a degree only where nothing else stands


def _groups(table: dict[str, str]) -> str:
    return "|".join(f"(?P<{level}>{words})" for level, words in table.items())


DEGREE = re.compile(rf"(?ix)(?<!\w)(?:{_groups(_LEVELS)})(?!\w)")
_WHOLE = re.compile(rf"(?ix)(?:{_groups(_ALONE)})")


def level_of(words: str) -> str:
    """The highest level among the degrees that these words name; "" when they name none, or none of a certain level."""
    alone = _WHOLE.fullmatch(words.strip())
    found = [match.lastgroup or "" for match in ([alone] if alone else DEGREE.finditer(words))]
    return max((level for level in found if level in EDUCATION), key=EDUCATION.index, default="")
