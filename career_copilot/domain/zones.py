"""The parts of an advert: what must be, what would be nice, the work itself, and what is not about the job at all.

A heading opens a part, which lasts to the next heading. Adverts whose line breaks were lost are read by headings that
start with a capital letter inside a line."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    MUST = "must"
    NICE = "nice"
    WORK = "work"  # tasks and anything before the first heading
    OTHER = "other"  # the company, what it offers, the law


_HEADINGS = {
    Zone.MUST: """requirements|minimum requirements|minimum qualifications|basic qualifications|required qualifications|required skills
key skills|must have|must-have|must haves|qualifications|your profile|your skills|your background|your qualifications|who you are|about you
what you bring|what you'll bring|what you’ll bring|what you will bring|what we're looking for|what we’re looking for|what we are looking for
who we're looking for|who we’re looking for|we're looking for|you have|you are|you might be|you may be a good fit|what you need|what you'll need
what you’ll need|what you will need|skills|skills and experience|skills & experience|experience|experience and skills|job requirements
candidate profile|ideal candidate|the ideal candidate|education and experience|knowledge, skills|technical skills|education|essential
dein profil|ihr profil|das bringst du mit|das bringen sie mit|was du mitbringst|was sie mitbringen|anforderungen|deine qualifikation
ihre qualifikation|qualifikationen|voraussetzungen|wen wir suchen|das solltest du mitbringen|profil|votre profil|ton profil|profil recherché
le profil|compétences|compétences requises|qualifications requises|ce que nous recherchons|formation|requisitos|tu perfil|su perfil
perfil|perfil buscado|qué buscamos|lo que buscamos|requisitos mínimos|conocimientos|jouw profiel|wat je meebrengt|requisiti|requerimientos""",
    Zone.NICE: """nice to have|nice-to-have|nice to haves|nice-to-haves|bonus points|bonus|bonus skills|preferred qualifications
preferred skills|preferred requirements|preferred experience|preferred|desired skills|desired qualifications|desirable|good to have|pluses
it's a plus if|it would be nice|even better|extra credit|what would make you stand out|ways to stand out|you'll stand out|bonus qualifications
von vorteil|wünschenswert|nice to know|das wäre super|pluspunkte|un plus|les plus|serait un plus|atouts|ce serait un plus
deseable|valorable|se valorará|se valora|valoramos|plus|idéalement|requisitos deseables|would be a plus""",
    Zone.WORK: """responsibilities|key responsibilities|your responsibilities|what you'll do|what you’ll do|what you will do|what you'll be doing
what you’ll be doing|the role|about the role|about the job|about the position|your role|role overview|job description|the position
your mission|your tasks|in this role|day to day|how you'll make an impact|duties|job duties|essential functions|position summary|overview
aufgaben|deine aufgaben|ihre aufgaben|das erwartet dich|das machst du|deine mission|stellenbeschreibung|tätigkeiten|missions|vos missions
tes missions|le poste|votre mission|ton rôle|vos responsabilités|descriptif du poste|funciones|tus funciones|responsabilidades
tu misión|tareas|qué harás|tech stack|our stack|our tech stack|technologies we use|tools we use""",
    Zone.OTHER: """about us|about the company|about the team|the team|who we are|our company|our mission|our values|our culture|our story
company overview|company description|why us|why join us|why join|why work|why you'll love|benefits|perks|perks and benefits|benefits and perks
perks & benefits|benefits & perks|our benefits|what we offer|what we provide|we offer|what's in it for you|what’s in it for you|compensation
compensation and benefits|pay transparency|salary|salary range|pay range|total rewards|equal opportunity|equal employment opportunity|eeo
diversity|diversity, equity|privacy|privacy notice|how to apply|interview process|hiring process|our hiring process|additional information
disclaimer|background check|accommodations|about our|life at|our commitment|application process|next steps
über uns|wir bieten|das bieten wir|was wir bieten|unser angebot|unser versprechen|benefits für dich|deine benefits|deine vorteile|ihre vorteile
das unternehmen|kontakt|bewerbung|ansprechpartner|wer wir sind|à propos|a propos|qui sommes-nous|nos avantages|avantages|ce que nous offrons
nous offrons|ce que nous vous offrons|processus de recrutement|l'entreprise|l’entreprise|sobre nosotros|quiénes somos|ofrecemos|qué ofrecemos|te ofrecemos
beneficios|qué te ofrecemos|wat wij bieden|over ons""",
}  # fmt: skip
_BY_NAME = {
    name.strip(): zone for zone, names in _HEADINGS.items() for line in names.splitlines() for name in line.split("|")
}
_LONGEST = max(len(name) for name in _BY_NAME)
# A list item (`• `, as `domain/html.py` writes them) is never a heading: `• Experience with Django` asks for something.
_START = re.compile(r"^[ \t#*_>\-·–—]*([^\W\d_][^\n]{2,79})$", re.MULTILINE)
_INSIDE = re.compile(
    r"(?<![A-Z \n])(?:[.!?:)\]]? ?)(?=(?:About|Basic|Benefits|Bonus|Compensation|Desired|Education|Equal|Job|Key|Minimum|Must|Nice|Our|"
    r"Pay|Perks|Position|Preferred|Qualifications|Requirements|Required|Responsibilities|Role|Salary|Skills|Technical|The|"
    r"What|Who|Why|You|Your)\b)"
)
_GLUED = 400  # characters a line: above that, line breaks were lost


@dataclass(frozen=True, slots=True)
class Zones:
    starts: list[int]
    kinds: list[Zone]

    def at(self, position: int) -> Zone:
        found = bisect_right(self.starts, position) - 1
        return self.kinds[found] if found >= 0 else Zone.WORK


def heading(line: str) -> Zone | None:
    """The part that a heading opens: by its whole text, or by the words it starts with."""
    text = line.lower().strip(" \t:*_#-–—!?.•")
    if text in _BY_NAME:
        return _BY_NAME[text]
    words = text[: _LONGEST + 1].split(" ")
    for count in range(min(len(words), 5), 0, -1):
        zone = _BY_NAME.get(" ".join(words[:count]).strip(" :,-–—"))
        if zone is not None and (count > 1 or len(text) < 40):
            return zone
    return None


def zones(text: str) -> Zones:
    """Where each part of the advert starts."""
    starts: list[int] = []
    kinds: list[Zone] = []
    glued = len(text) > _GLUED * (text.count("\n") + 1)
    for found in _START.finditer(text):
        line = found[1].rstrip()
        if line[-1] in ".;," and len(line) > 40:
            continue
        zone = heading(line)
        if zone is None:
            continue
        before = kinds[-1] if kinds else Zone.WORK
        starts.append(found.start(1))
        kinds.append(zone)
        if ": " in line.rstrip(": ") and not glued:  # `Salary: 50,000`: one line, after which the part before goes on
            starts.append(found.end())
            kinds.append(before)
    if glued or len(starts) < 2:
        return _merged(starts, kinds, text)
    return Zones(starts, kinds)


def _merged(starts: list[int], kinds: list[Zone], text: str) -> Zones:
    """With the headings that stand inside lines: `…across teams.What You BringProven record…`."""
    found = dict(zip(starts, kinds, strict=True))
    for match in _INSIDE.finditer(text):
        words = re.split(r"(?<=[a-z])(?=[A-Z])|[:\n•]", text[match.end() : match.end() + 60], maxsplit=1)[0]
        text_words = words.lower().split(" ")
        for count in range(min(len(text_words), 5), 0, -1):
            name = " ".join(text_words[:count]).strip(" :,-–—?")
            zone = _BY_NAME.get(name)
            # A phrase inside a sentence is a heading only if what follows starts anew.
            after = text[match.end() + len(name) : match.end() + len(name) + 3].lstrip(" ?:")
            if zone is not None and (count > 1 or len(name) > 6) and (not after or not after[0].islower()):
                found.setdefault(match.end(), zone)
                break
    ordered = sorted(found)
    return Zones(ordered, [found[start] for start in ordered])
