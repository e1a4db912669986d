"""Tell who is who in the head of an entry: position, employer, place; school, degree, subject."""

import re
from dataclasses import dataclass
from itertools import pairwise

from career_copilot.domain.degrees import DEGREE
from career_copilot.domain.resume_entries import ROLE, WEB, Part
from career_copilot.domain.resume_words import (
    CAPITAL,
    ORGANISATION,
    REMOTE,
    SCHOOL,
    SCORE,
    TITLE,
    US_STATES,
    country_code,
)

# Of a school that teaches everything: what else stands there is its town.
SCHOOL_LEAVING = re.compile(
    r"(?i)(?:abitur|allgemeine hochschulreife|fach\w+|mittlere reife|realschul\w+|hauptschul\w+|bachillerato|eso|bac(?:calauréat)?|"
    r"brevet|graduado escolar|high school diploma|ged|gcses?|a-levels?)$"
)
SELF_EMPLOYED = re.compile(
    r"(?i)\(?(?:freelance|self[- ]employed|freiberuflich|selbstständig|selbständig|indépendante?|à son compte|autónom[oa]|por cuenta propia)\)?"
)
STRONG = re.compile(r"\s+[-–—]\s+|\s*[•·|]\s*|\s*;\s*")
AT = re.compile(r"(?i)\s+(?:at|bei|chez|@)\s+(?=\S)")
COMMA = re.compile(r",\s+")
LEGAL = re.compile(r"(?i)^(?:inc|llc|ltd|gmbh|s\.?a|s\.?l|corp|co|plc|s\.?a\.?s|llp)\.?$")
PLACE_WORD = re.compile(rf"^(?:{CAPITAL}[\w'’.-]+|de|la|le|les|del|am|an|der|im|sur|en|St\.?|Bad)$")


@dataclass
class WorkHead:
    position: str = ""
    employer: str = ""
    location: str = ""


@dataclass
class SchoolHead:
    institution: str = ""
    study_type: str = ""
    area: str = ""
    score: str = ""


@dataclass
class _Piece:
    text: str
    role: str = ""  # `position`, `employer`, `place` or unknown
    part: int = -1  # which part of the head it was taken from, at commas


def work_head(head: list[list[Part]], title_first: bool) -> WorkHead:
    """`title_first` decides where no word tells position and employer apart."""
    pieces = _with_places(_pieces(head))
    for piece in pieces:
        if ROLE.match(piece.text):
            piece.role, piece.text = "position", ROLE.sub("", piece.text).rstrip(".")
        elif not piece.role:
            piece.role = _role(piece.text)
    unknown = [piece for piece in pieces if not piece.role]
    have = {piece.role for piece in pieces}
    if "position" not in have and "employer" not in have and len(unknown) >= 2:
        first, second = ("position", "employer") if title_first else ("employer", "position")
        unknown[0].role, unknown[1].role = first, second
    elif unknown and "position" not in have and "employer" in have:
        unknown[0].role = "position"
    elif unknown and "employer" not in have and "position" in have:
        titles = {piece.part for piece in pieces if piece.role == "position"}
        next((piece for piece in unknown if piece.part not in titles), unknown[0]).role = "employer"
    elif unknown and not have & {"position", "employer"}:
        unknown[0].role = "employer" if not title_first else "position"
    for before, piece in pairwise(pieces):
        elsewhere = any(each.role == "employer" and each.part != piece.part for each in pieces)
        if not piece.role and before.role == "position" and before.part == piece.part and elsewhere:
            piece.role = "position"  # `Staff Nurse, Intensive Care` above the employer
    for piece in unknown:
        if not piece.role and _looks_like_place(piece.text):
            piece.role = "place"
    return WorkHead(
        position=_joined(pieces, "position"), employer=_joined(pieces, "employer"), location=_joined(pieces, "place")
    )


def _joined(pieces: list[_Piece], role: str) -> str:
    """Pieces of one role that were taken apart at commas."""
    return ", ".join(dict.fromkeys(piece.text for piece in pieces if piece.role == role))[:300]


def title_comes_first(heads: list[list[list[Part]]]) -> bool:
    """What most heads of the section show whose words are known; True when none does."""
    votes = 0
    for head in heads:
        roles = [_role(piece.text) for piece in _pieces(head)]
        known = [role for role in roles if role]
        if "position" in known:
            votes += 1 if roles[0] == "position" else -1
        elif known and len(roles) > 1:
            votes += -1 if roles[0] == "employer" else 1
    return votes >= 0


def _pieces(head: list[list[Part]]) -> list[_Piece]:
    """The head taken apart at gaps, dashes, bars, `at`, and at commas where that makes sense."""
    found: list[_Piece] = []
    number = 0
    for parts in head:
        for part in parts:
            for strong in STRONG.split(part.text):
                for at in _at(strong):
                    if at.strip() and not WEB.match(at.strip()):
                        found += [_Piece(text, part=number) for text in _at_commas(at.strip(" ,"))]
                        number += 1
    return [piece for piece in found if piece.text]


def _at(text: str) -> list[str]:
    """`Cook at Blue Door` → two; a `University of Westmoor at Hull` stays one."""
    parts = AT.split(text, maxsplit=1)
    return parts if TITLE.search(parts[0]) else [text]


def _at_commas(text: str) -> list[str]:
    """`Cook, Blue Door, Leeds, UK` → three; `Inc.` and what stands in brackets stay where they are."""
    depth, parts, current = 0, [], ""
    for token in re.split(r"(,\s+|[()])", text):
        depth += (token == "(") - (token == ")")
        if depth <= 0 and re.fullmatch(r",\s+", token):
            parts.append(current)
            current = ""
        else:
            current += token
    parts.append(current)
    merged: list[str] = []
    for part in parts:
        if merged and (LEGAL.match(part.strip()) or country_code(part)):
            merged[-1] = f"{merged[-1]}, {part.strip()}"
        else:
            merged.append(part.strip())
    return [part for part in merged if part]


def _with_places(pieces: list[_Piece]) -> list[_Piece]:
    """Mark places: `City, Country`, `City, ST`, `Remote`, `12345 City`; the employer's name may share the piece."""
    found = []
    for piece in pieces:
        head, _, tail = piece.text.rpartition(", ")
        bracket = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", piece.text)
        if REMOTE.match(piece.text) or (country_code(piece.text) and len(piece.text) > 2):
            found.append(_Piece(piece.text, "place"))
        elif head and country_code(tail) and not LEGAL.match(tail):
            found.append(_Piece(piece.text, "" if TITLE.search(head) or ORGANISATION.search(head) else "place"))
        elif re.fullmatch(r"\d{4,5}\s+[A-ZÄÖÜ][\w-]+(?: [\w-]+)?", piece.text):
            found.append(_Piece(piece.text, "place"))
        elif bracket and not TITLE.search(bracket[2]) and country_code(bracket[2].rpartition(",")[2]):
            found += [_Piece(bracket[1]), _Piece(bracket[2], "place")]
        else:
            found.append(piece)
    return found


def _role(text: str) -> str:
    if SELF_EMPLOYED.fullmatch(text):
        return "employer"
    if TITLE.search(text):
        # `Director General of Health Services` is a title, `Chef's Table Restaurant Group` is not.
        organisation = ORGANISATION.search(text)
        title = TITLE.search(text)
        if organisation and title and organisation.start() > title.start() and organisation.end() == len(text):
            return "" if " of " not in text.casefold() else "position"
        return "position"
    return "employer" if ORGANISATION.search(text) or SCHOOL.search(text) else ""


def _looks_like_place(text: str) -> bool:
    words = text.replace(",", "").split()
    return 1 <= len(words) <= 4 and all(PLACE_WORD.match(word) or word in US_STATES for word in words)


GRADED = re.compile(r"(?i)\b(?:c?gpa|note|grade|nota|moyenne)\s*:?\s*\d")  # amid other words: `Examen mit Note 1,4`


def school_head(head: list[list[Part]]) -> SchoolHead:
    """Institution, degree and subject in any order; a place is left out, a grade is kept apart."""
    found = SchoolHead()
    rest: list[str] = []
    beside: list[str] = []  # the degree, at commas
    degree_part = -1
    pieces = _with_places(_school_pieces(head))
    # What else stands in the part of a school may be its town.
    with_school = {piece.part for piece in pieces if SCHOOL.search(piece.text)}
    for piece in pieces:
        score = SCORE.search(piece.text)
        degree = DEGREE.search(piece.text)
        school = SCHOOL.search(piece.text)
        if piece.role == "place":
            continue
        if score and (score.start() == 0 or (not degree and not school and GRADED.search(piece.text))):
            found.score = found.score or score["score"]
        elif (
            degree
            and not (school and not found.institution and degree.start() > school.start())
            and not found.study_type
        ):
            _set_degree(found, piece.text, degree)
            degree_part = piece.part
        elif school and not found.institution:
            found.institution = piece.text
        elif found.area and piece.part == degree_part and piece.part not in with_school:
            beside.append(piece.text)
        else:
            rest.append(piece.text)
    if found.institution or rest:  # else one of them is the school
        found.area = ", ".join([found.area, *beside]) if beside else found.area
    else:
        rest = beside
    _fill(found, rest)
    return found


def _school_pieces(head: list[list[Part]]) -> list[_Piece]:
    return [
        piece for piece in _pieces(head) if not re.fullmatch(r"(?i)expected( graduation)?:?|graduation:?", piece.text)
    ]


def _set_degree(found: SchoolHead, text: str, degree: re.Match[str]) -> None:
    """`Bachelor of Science in Physics`, `PhD Princeton University`, `Diplom-Ingenieur Maschinenbau`."""
    found.study_type = re.sub(r"(?i)\s+(?:zu[mr]|als)$", "", degree.group().strip(" ,"))
    after = text[degree.end() :].strip(" ,:–-)(")
    if found.study_type.casefold() == "ingeniería" and (named := re.match(r"(?:(?!en\b|de\b)\w+)(?:\s+\w+)?$", after)):
        found.study_type, after = f"{found.study_type} {named.group()}", ""  # one name, no subject of its own
    before = text[: degree.start()].strip(" ,:–-(")
    after = re.sub(r"(?i)^(?:degree )?(?:in|of|en|im|für|als|de|d['’])\s+", "", after)
    if SCHOOL.search(after) and not found.institution:
        subject, _, school = after.rpartition(", ")
        found.institution = school or after
        after = subject
    if before and SCHOOL.search(before) and not found.institution:
        found.institution, before = before, ""
    found.area = found.area or " ".join(part for part in (before, after) if part)


def _fill(found: SchoolHead, rest: list[str]) -> None:
    """What no word tells: the school, then a subject beside it."""
    for text in rest:
        if not found.institution and not (found.study_type and not found.area and TITLE.search(text)):
            found.institution = text
        elif not found.area and not _is_city_of(text, rest) and not SCHOOL_LEAVING.match(found.study_type):
            found.area = text


def _is_city_of(text: str, rest: list[str]) -> bool:
    """The last of several unknown pieces, one or two capitalised words: where the school is."""
    return len(rest) > 1 and text == rest[-1] and len(text.split()) <= 2
