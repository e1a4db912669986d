"""Advice to a person to say what is not so: to claim what is missing, to hide a gap. English, German, French, Spanish, Dutch.

It is told by words alone and rather too often: who asks then shows what the rules say."""

import re

_LYING = re.compile(
    r"""(?ix)\b(?:
    claim(?:s|ing)?|pretend\w*|exaggerat\w+|embellish\w*|inflat(?:e|ing)|overstat\w+|fak(?:e|ing)|fabricat\w+|invent|inventing|lie|lying|bluff\w*|hid(?:e|ing)|conceal\w*|
    gloss(?:ing)?\ over|make\ (?:it|something|one|some)\ up|
    behaupte\w*|vort(?:ä|ae)usch\w*|(?:ü|ue)bertreib\w*|verschweig\w*|verheimlich\w*|verbirg|verberg\w*|erfinde\w*|l(?:ü|ue)g(?:e|en)|beschönig\w*|schwind(?:le|eln)|
    (?:tun\ sie|tu|tue)\ (?:nicht\ )?so|geben\ sie\ (?:nicht\ )?vor|
    prétend\w*|affirmez|affirme|exagér\w+|inventez|invente|mentez|mentir|mens|cache[zr]|dissimul\w+|embelliss\w+|faites\ (?:pas\ )?(?:comme\ si|semblant)|
    afirm(?:a|e|ar|en)|fing(?:e|ir)|finja\w*|exager\w+|inventa\w*|invente\w*|mient[ea]\w*|mentir|ocult\w+|escond\w+|simul[ae]r?|disimul\w+|
    beweer\w*|doe\ (?:niet\ )?alsof|overdrijf|overdrijven|verzwijg\w*|verberg\w*|verzin\w*|lieg\w*|veins\w*
    )\b"""
)
_NOT_BEFORE = re.compile(
    r"(?i)(?:\b(?:not|never|without|nicht|nie|niemals|kein|keine|ohne|ne|jamais|sans|pas|no|nunca|sin|niet|nooit|geen|zonder)|n['’]t|\bn['’])\s*(?:\w+\s+)?$"
)
_NOT_AFTER = re.compile(
    r"(?i)^\s+(?:\w+\s+)?(?:nicht|nie|niemals|nichts|pas|jamais|rien|niet|nooit|niets|kein\w*|geen|nothing)\b"
)
_INSIDE = re.compile(r"(?i)\b(?:nicht|niet|pas)\b")
_SAYING = re.compile(
    r"""(?ix)\b(?:
    (?:say|state|tell\ \w+|write|answer|insist|suggest|imply)\ (?:that\ )?you(?:['’]ve|\ (?:have|know|can|did|had|are|were|used|worked|hold))|
    (?:sag|schreib)(?:e|en)?(?:\ \w+)?,?\ (?:dass\ )?(?:du|sie)\ |
    (?:dites|écrivez)\ (?:\w+\ )?que\ vous\ |dis\ que\ tu\ |
    (?:di|diga|escriba|escribe)\ que\ (?:tiene\w*|sabe\w*|conoce\w*|ha\w*|es|domina\w*)|
    (?:zeg|schrijf)\ (?:maar\ )?dat\ (?:je|u)\ )"""
)
_LISTING = re.compile(r"(?i)(?:^|[.;:,!?]\s*|\b(?:and|just|simply|still|or|then)\s+)(?:list|add|put|include)\b")
_UNSEEN = re.compile(
    r"""(?ix)\b(?:(?:nobody|no\ one|no-one)\ (?:\w+\ )?(?:check|notice|ask|know|verif|care|find)\w*|(?:niemand|keiner)\ (?:\w+\ )?(?:prüf|merk|frag|kontroll|controleer|merkt|vraagt)\w*|
    personne\ ne\ (?:\w+\ )?(?:vérifi|remarqu|saur)\w*|nadie\ (?:lo\ )?(?:comprueb|verific|not|sabr|mir)\w*)"""
)
_HAVING = re.compile(
    r"""(?ix)\b(?:if\ you\ (?:really\ |do\ |did\ |already\ )?(?:have|had|know|can|do|did|used|worked|hold)|
    (?:wenn|falls)\ (?:du|sie)\b|si\ vous\ (?:l['’]\ ?)?(?:avez|savez|connaissez)|si\ (?:lo\ |la\ )?(?:tiene|sabe|conoce|ha)\w*|(?:als|indien)\ (?:je|u)\b)"""
)


def advises_lying(text: str, missing: bool) -> bool:
    """`missing`: the sentence speaks of what the person lacks altogether, so that it may not be put on a list, either."""
    if _UNSEEN.search(text) or any(not _denied(text, found) for found in _LYING.finditer(text)):
        return True
    if _HAVING.search(text):
        return False
    said = [found for found in _SAYING.finditer(text) if not _denied(text, found)]
    return bool(said) or (missing and _LISTING.search(text) is not None)


def _denied(text: str, found: re.Match[str]) -> bool:
    return bool(
        _NOT_BEFORE.search(text[: found.start()])
        or _NOT_AFTER.match(text[found.end() :])
        or _INSIDE.search(found.group())
    )
