"""Who the person is: name, headline, e-mail, telephone, addresses on the web, place."""

import re

from career_copilot.domain import resume_dates
from career_copilot.domain.gazetteer import city_of
from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Basics, Location, Profile
from career_copilot.domain.resume_names import HEAD_LINES, name_worth
from career_copilot.domain.resume_sections import Line, Section, kind_of
from career_copilot.domain.resume_words import CAPITAL, TITLE, country_code

EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
PHONE = re.compile(r"(?<![\w/.@-])(?:\+|00)?\(?\d[\d\s().\-/–]{5,20}\d(?![\w@])")
URL = re.compile(
    r"(?i)\b(?:https?://|www\.)[^\s,;|<>()]+|(?<![@\w.-])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|de|at|ch|fr|es|eu|me|co|uk|info|tech|app|ai|nl|it|be|pt|example)(?:/[^\s,;|<>()]*)?(?![\w@])"
)
NETWORKS = {
    "linkedin": "LinkedIn",
    "github": "GitHub",
    "gitlab": "GitLab",
    "xing": "XING",
    "stackoverflow": "Stack Overflow",
    "twitter": "X",
    "behance": "Behance",
    "dribbble": "Dribbble",
    "medium": "Medium",
    "kaggle": "Kaggle",
    "orcid": "ORCID",
    "researchgate": "ResearchGate",
    "malt": "Malt",
}
CITY = re.compile(
    rf"(?:\d{{4,5}}\s+)?{CAPITAL}[\w'’.-]+(?:[ -](?:(?:{CAPITAL}|\()[\w'’.)-]+|de|la|am|an|der|im|sur|del|upon))*,\s*{CAPITAL}[\w.' -]+(?:\s+\d{{4,6}}(?:-\d{{4}})?)?(?:,\s*{CAPITAL}[\w. -]+)?"
)
LABELLED = re.compile(
    r"(?i)^(?:address|location|residence|based in|city|adresse|anschrift|wohnort|ort|domicile|ville|dirección|direccion|domicilio|ubicación|residencia|localidad)\s*:\s*(?P<place>\S.*)$"
)
NO_PLACE = re.compile(
    r"(?i)\b(?:languages?|linkedin|github|skills?|hobbies|sprachen?|langues?|compétences|idiomas?|kenntnisse|competencias)\s*:"
)
POSTCODE = re.compile(r"(?:\b\d{4,5}\s+[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ(][\w'’.)-]*)*)")
SEPARATORS = re.compile(r"\s*[|•·]\s*|\s{3,}|\s+[–—]\s+|\s+,\s+")


def basics(found: list[Section]) -> Basics:
    """From the head of the résumé first, then from its contact and profile sections, then from wherever it stands."""
    head = [line for line in found[0].lines if line.text]
    contact = [
        line for section in found if section.kind in ("contact", "profiles") for line in section.lines if line.text
    ]
    everywhere = [line for section in found for line in section.lines if line.text]
    near = head + contact or everywhere[:HEAD_LINES]
    email = _first(EMAIL, near) or _first(EMAIL, everywhere)
    name = _name(head + contact + everywhere, email[1] if email else "")
    result = Basics()
    if email is not None:
        result.spans["email"], result.email = email
    if phone := _phone(near) or _phone(everywhere[:60]):
        result.spans["phone"], result.phone = phone
    if name is not None:
        result.name, result.span = name
        result.spans["name"] = result.span
        if label := _label(everywhere, result.span, near):
            result.spans["label"], result.label = label
    if summary := _summary(found):
        result.spans["summary"], result.summary = summary
    result.location = _location(
        [line for line in near if not (result.span and line.start == result.span.start and line.end == result.span.end)]
    )
    _addresses(result, near, email[1] if email else "")
    result.profiles += [
        p for p in _named_profiles(found) if p.network not in {each.network for each in result.profiles}
    ]
    return result


def _summary(found: list[Section]) -> tuple[Span, str] | None:
    lines = next(([line for line in each.lines if line.text] for each in found if each.kind == "summary"), [])
    if not lines:
        return None
    return Span(start=lines[0].start, end=lines[-1].end), " ".join(" ".join(line.text.split()) for line in lines)[:5000]


def _first(pattern: re.Pattern[str], lines: list[Line]) -> tuple[Span, str] | None:
    for line in lines:
        if match := pattern.search(line.text):
            return Span(start=line.start + match.start(), end=line.start + match.end()), match.group()
    return None


def _pieces(line: Line) -> list[Line]:
    """The parts of a contact line, each with its place."""
    found, position = [], 0
    for gap in [*SEPARATORS.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        raw = line.text[position:end]
        text = raw.strip(" ,;")
        if text:
            start = line.start + position + raw.index(text)
            found.append(Line(start, start + len(text), text))
        position = gap.end() if gap else end
    return found


def _name(lines: list[Line], email: str) -> tuple[str, Span] | None:
    """The line that looks most like a name: early, two to four words, its words in the e-mail address."""
    local = re.sub(r"[^a-z]", "", email.partition("@")[0].casefold())
    best: tuple[float, Line] | None = None
    for number, line in enumerate(lines[:200]):
        for piece in _pieces(line)[:2]:
            worth = name_worth(piece.text, number, local)
            if worth > 0 and (best is None or worth > best[0]):
                best = (worth, piece)
    if best is None:
        return None
    line = best[1]
    text = re.sub(r"(?i)^name\s*:\s*", "", line.text).strip(" ,")
    start = line.start + line.text.index(text)
    name = text.title() if text.isupper() and len(text) > 4 else text
    return name, Span(start=start, end=start + len(text))


def _label(lines: list[Line], name: Span, near: list[Line]) -> tuple[Span, str] | None:
    """The line under the name when it says what the person is rather than where."""
    below = [line for line in lines if line.start > name.start and line in near][:3]
    for index, line in enumerate(below):
        text = line.text
        if EMAIL.search(text) and len(_pieces(line)) > 1 and TITLE.search(_pieces(line)[0].text):
            return _at(_pieces(line)[0])
        if EMAIL.search(text) or PHONE.search(text) or URL.search(text) or kind_of(text) or len(text) > 110:
            break
        if re.match(r"(?i)(?:phone|e-?mail|linkedin|mobile|git|location|tel)\b", text) or (
            CITY.fullmatch(text) and not TITLE.search(text)
        ):
            continue
        piece = _pieces(line)[0]
        first = piece.text
        if TITLE.search(first) or (
            index == 0 and len(first.split()) <= 8 and not any(c.isdigit() for c in first) and "," not in first
        ):
            below_text = below[index + 1].text if index + 1 < len(below) else ""
            runs_on = len(below_text.split()) == 1 and TITLE.search(below_text) and not TITLE.search(first)
            if runs_on:
                return Span(start=piece.start, end=below[index + 1].end), f"{first} {below_text}"
            return _at(piece)
    return None


def _at(line: Line) -> tuple[Span, str]:
    return Span(start=line.start, end=line.end), line.text


def _phone(lines: list[Line]) -> tuple[Span, str] | None:
    for line in lines:
        text = URL.sub(lambda found: " " * len(found.group()), line.text)
        text = re.sub(r"(?<=[A-Z]{2} )\d{5}(?=[ (])", "     ", text)  # an American postcode before the number
        for match in PHONE.finditer(text):
            digits = re.sub(r"\D", "", match.group())
            if (
                7 <= len(digits) <= 15
                and not resume_dates.find(match.group())
                and not resume_dates.is_only(match.group())
            ):
                span = Span(start=line.start + match.start(), end=line.start + match.end())
                return span, " ".join(match.group().split())
    return None


def _location(lines: list[Line]) -> Location | None:
    for line in lines:
        if labelled := LABELLED.match(line.text):
            place = NO_PLACE.split(SEPARATORS.split(labelled["place"])[0])[0].strip(" .,")
            if place:
                return _place(place, line.start + line.text.index(place, labelled.start("place")))
    for line in lines:
        for piece in _pieces(line):
            others = (EMAIL, TITLE, URL, NO_PLACE)
            if len(piece.text) > 90 or any(other.search(piece.text) for other in others):
                continue
            match = CITY.search(piece.text) or POSTCODE.search(piece.text)
            if match and match.end() >= len(piece.text) - 8:
                return _place(piece.text, piece.start)
            if country_code(piece.text) and len(piece.text) > 3:
                return _place(piece.text, piece.start)
    return _bare_city(lines)


def _bare_city(lines: list[Line]) -> Location | None:
    """A town's name alone between e-mail and telephone."""
    for line in lines:
        pieces = list(re.finditer(r"[^/|•·]+", line.text)) if EMAIL.search(line.text) else []
        for piece in pieces:
            name = piece.group().strip(" ,")
            if re.fullmatch(r"[^\W\d_][^\d@_]{2,40}", name) and not TITLE.search(name) and city_of(name):
                start = line.start + piece.start() + piece.group().index(name)
                return Location(text=name, city=name, span=Span(start=start, end=start + len(name)))
    return None


def _place(text: str, start: int) -> Location:
    """`12 Elm Road, Pleasantville, CA 94588` → city, region and country, as far as they can be told."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    bare = [re.sub(r"\s*\b\d{4,6}(?:-\d{4})?\b\s*", " ", part).strip() for part in parts]
    location = Location(text=text, span=Span(start=start, end=start + len(text)))
    if bare and (code := country_code(bare[-1])):
        location.country_code = code
        last = bare.pop()
        if code == "US" and len(last) == 2:
            location.region = last
        elif bare and country_code(bare[-1]) == "US" and code == "US":
            location.region = bare.pop()
    with_code = next((part for part in parts if re.match(r"\d{4,5}\s+\S", part)), "")
    city = re.sub(r"^\d{4,5}\s+", "", with_code) if with_code else (bare[-1] if bare else "")
    location.city = city if city and not any(letter.isdigit() for letter in city) else ""
    return location


def _addresses(result: Basics, lines: list[Line], email: str) -> None:
    domain = email.partition("@")[2].casefold()
    for line in lines:
        text = EMAIL.sub(lambda found: " " * len(found.group()), line.text)
        for match in URL.finditer(text):
            address = match.group().rstrip("./")
            bare = re.sub(r"(?i)^https?://(?:www\.)?|^www\.", "", address)
            span = Span(start=line.start + match.start(), end=line.start + match.start() + len(address))
            network = next((name for key, name in NETWORKS.items() if key in bare.split("/")[0].casefold()), "")
            if network and not any(profile.url == _full(address) for profile in result.profiles):
                user = re.sub(r"(?i)^[^/]*/(?:in/|profile/|users/)?", "", bare).split("?")[0] if "/" in bare else ""
                result.profiles.append(Profile(network=network, username=user, url=_full(address), span=span))
            elif (
                not network
                and bare.casefold() != domain
                and not result.url
                and bare.partition(".")[0].casefold() not in ("node", "vue", "react", "express", "d3")
            ):
                result.url, result.spans["url"] = _full(address), span
            elif not network and "/" in bare and bare.casefold() not in (domain, _bare(result.url)):
                result.profiles.append(Profile(url=_full(address), span=span))


def _bare(address: str) -> str:
    return re.sub(r"(?i)^https?://(?:www\.)?|^www\.", "", address).casefold()


def _full(address: str) -> str:
    return address if re.match(r"(?i)https?://", address) else f"https://{address}"


def _is_handle(text: str) -> bool:
    return bool(re.fullmatch(r"@?[\w.-]{2,40}", text)) and re.sub(r"\W", "", text.casefold()) not in NETWORKS


def _named_profiles(found: list[Section]) -> list[Profile]:
    """`GitHub: johndoe`, or `johndoe` above or beside the name of a network, without an address."""
    profiles = []
    for section in found:
        if section.kind not in ("profiles", "contact", "head"):
            continue
        lines = [piece for line in section.lines if line.text for piece in _pieces(line)]
        for above, line in zip([None, *lines], lines, strict=False):
            label, _, handle = line.text.partition(": ")
            if (named := NETWORKS.get(re.sub(r"\W", "", label.casefold()))) and _is_handle(handle):
                span = Span(start=line.start, end=line.end)
                profiles.append(Profile(network=named, username=handle.lstrip("@"), span=span))
                continue
            network = NETWORKS.get(re.sub(r"\W", "", line.text.casefold()))
            if network and above is not None and _is_handle(above.text):
                span = Span(start=above.start, end=line.end)
                profiles.append(Profile(network=network, username=above.text.lstrip("@"), span=span))
    return profiles
