"""When two postings are one vacancy: company, title, places and text agree. Any doubt keeps them apart."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

import numpy as np

from career_copilot.domain.posting import Place
from career_copilot.domain.words import words_in

_LEGAL = re.compile(
    r"\b(?:gmbh(?: ?& ?co\.? ?kg(?:aa)?)?|ggmbh|mbh|ag|se|kg|kgaa|ohg|e\.? ?v\.?|ug(?: \(haftungsbeschränkt\))?|inc(?:orporated)?|llc|l\.l\.c\.|ltd|limited|plc|llp|lp|corp(?:oration)?"
    r"|co|company|s\.?a\.?s?\.?u?|s\.?a\.?r\.?l\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|s\.?l\.?u?\.?|b\.?v\.?|n\.?v\.?|a/s|aps|ab|asa|as|oy|oyj|pty|pte|pvt|sp\.? ?z ?o\.? ?o\.?|kft|bt|holding|holdings)\b\.?",
    re.IGNORECASE,
)
_GENDER = re.compile(
    r"[(\[]\s*(?:[mwfdxhigasn]|all|alle|div|gn|männlich|weiblich|divers)(?:\s*[/|*,.\-]\s*(?:[mwfdxhigasn]|all|alle|div|gn|männlich|weiblich|divers|a)){0,4}\s*[)\]]"
    r"|\b[mwfh]\s*[/|]\s*[wmfdhx](?:\s*[/|]\s*[dxiw])?\b|[*:_/](?:in(?:nen)?)\b|\(in\)",
    re.IGNORECASE,
)
_REQUISITION = re.compile(
    r"[(\[#]\s*(?:req|job|id|ref|requisition|r|jr)?[\s.:#-]*\d{4,}[\w-]*\s*[)\]]?|\b(?:req|ref|job ?id|requisition|kennziffer|referenz)[\s.:#-]*[a-z]{0,4}-?\d{3,}\b|\b(?:jr|r)-?\d{5,}\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*(?:[-–—|,(/\[]\s*)(?:fully |100\s?% )?(?:remote|hybrid|on-?site|homeoffice|home office|urgent|asap|new|hiring now|ab sofort)(?:\s*[)\]])?\s*$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+(?:\+\+|#)?")


def _words(text: str) -> str:
    return _folded(unicodedata.normalize("NFKC", text))


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def canonical_company(name: str) -> str:
    """Without legal form, case and punctuation: `ACME Holding GmbH & Co. KG` → `acme`. The name itself if nothing is left."""
    return _words(_LEGAL.sub(" ", name)) or _words(name) or name.strip()


def trade_name(name: str) -> str:
    """What people say: `Hafenklinik GmbH` → `Hafenklinik`. The name itself if nothing is left."""
    return " ".join(_LEGAL.sub(" ", name).split()).strip(" ,.&-") or name


def canonical_title(title: str) -> str:
    """Without gender marks, requisition numbers, emoji and `– Remote`. Levels, shifts and specialties stay: they tell jobs apart."""
    cleaned = _REQUISITION.sub(" ", _GENDER.sub(" ", title)).strip()
    while (shorter := _ASIDE.sub("", cleaned)) != cleaned:
        cleaned = shorter
    return _words(cleaned) or _words(title) or title.strip()


def canonical_places(places: Iterable[Place]) -> str:
    """The same for the same set of places, however they are written; unknown places by their words."""
    keys = {
        f"{place.country}/{place.region}/{place.locality}" if place.country else _words(place.text) for place in places
    }
    return "|".join(sorted(filter(None, keys)))


def text_key(text: str) -> str:
    """Of the words alone: markup, spacing, case and punctuation do not count."""
    folded = words_in(unicodedata.normalize("NFKC", text)).each(_folded, np.object_)  # as `_words`, a word at a time
    return hashlib.blake2b(" ".join(folded.tolist()).encode(), digest_size=12).hexdigest()


def fingerprint(company: str, title: str, places: Iterable[Place], text: str, identity: str) -> str:
    """Equal for postings that are one vacancy. Without a text nothing can agree, and `identity` keeps the posting apart."""
    agreed = text_key(text) if len(text) >= 200 else f"alone {identity}"
    key = "\n".join((canonical_company(company), canonical_title(title), canonical_places(places), agreed))
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
