"""Subjects of degrees in five languages, so that `Informatik` meets `Computer Science` and not `nursing`. All words are plain."""

import re
from functools import lru_cache

FIELDS = {
    "computing": r"\w*informati\w+|computer science|computing|comput(?:er|ing) engineering|software engineering|informatica|data science|cybersecurity|\w*informatiker\w*",
    "mathematics": r"\w*math?emati\w+|maths|mathematiques|matematicas|wiskunde|statisti\w+|estadistica",
    "physics": r"\w*physik\w*|physics?|physique|fisic[ao]|natuurkunde|astrono\w+",
    "chemistry": r"\w*chemie|chemiker\w*|chemistry|chimie|quimic[ao]|scheikunde|biochem\w+",
    "biology": r"\w*biologi\w*|biology|life sciences",
    "nursing": r"nursing|\w*pflege|pflegewissenschaft\w*|krankenpfleg\w*|(?:soins )?infirmiers?|enfermeria|verpleegkunde",
    "medicine": r"(?:human)?medizin|medicine|medecine|medicina|geneeskunde|dentistry|zahnmedizin|pharmac\w+|pharmazie|farmacia",
    "business": r"betriebswirt\w*|bwl|business\w*|wirtschaftswissenschaft\w*|management|gestion|administracion de empresas|bedrijfskunde|bedrijfseconomie|marketing|accounting|accountancy|finance|rechnungswesen|comptabilite|contabilidad|finanzen",
    "economics": r"economics|volkswirt\w*|vwl|sciences economiques|economicas|economie",
    "law": r"law|jura|rechtswissenschaft\w*|droit|derecho|rechten|rechtsgeleerdheid",
    "engineering": r"(?:mechanical|electrical|civil|industrial|chemical|aerospace) engineering|maschinenbau|elektrotechnik|bauingenieur\w*|wirtschaftsingenieur\w*|genie (?:civil|mecanique|electrique)|ingenieria (?:industrial|mecanica|civil|electrica)|ingenier[oa] (?:industrial|mecanic[oa]|civil|electric[oa])|werktuigbouw\w*|elektrotechniek|civiele techniek",
    "logistics": r"logisti\w+|supply chain",
    "education": r"pedagog\w+|padagogik|lehramt|teaching|educational sciences|sciences de l'education|profesorado|onderwijskunde",
    "psychology": r"psycholog\w+|psicologia",
    "languages": r"philology|germanistik|anglistik|romanistik|linguisti\w+|filologia|letterkunde|taalkunde|translation studies",
    "history": r"history|geschichte|histoire|historia|geschiedenis",
    "design": r"graphic design|kommunikationsdesign|fine arts|beaux-arts|bellas artes",
    "cooking": r"cuisine|cookery|culinary arts|kochkunst|cocina",
}  # fmt: skip
_FIELDS = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in FIELDS.items())


@lru_cache(10_000)
def fields_of(text: str) -> frozenset[str]:
    """Those that a plain text names."""
    return frozenset(name for name, pattern in _FIELDS if pattern.search(text))
