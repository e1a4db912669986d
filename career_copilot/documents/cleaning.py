"""Clean what extractors return, so that it reads as the person wrote it: ligatures, hyphens, icon glyphs, blanks."""

import re
import unicodedata

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
BULLETS = "•◦▪▫●○◆◇■□‣⁃∙·➢➤►▶✓✔✦✧–—*-"
# Chromium, LaTeX and Word write bullets with symbol fonts, whose glyphs land in the private use area.
PRIVATE_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf06e\uf0fc", "•"))
# Bytes of Windows-1252 that were taken for Latin-1: its dashes, quotes and bullets, as control characters.
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}
# Hyphens that belong to the word: `front-end`, `e-commerce`, `community-driven`.
FIRST_PARTS = frozenset(
    [
        "e",
        "on",
        "off",
        "open",
        "cross",
        "front",
        "back",
        "full",
        "self",
        "real",
        "non",
        "co",
        "multi",
        "long",
        "short",
        "high",
        "low",
        "well",
        "in",
        "one",
        "two",
    ]
)
LAST_PARTS = frozenset(
    [
        "based",
        "driven",
        "native",
        "time",
        "end",
        "source",
        "stack",
        "friendly",
        "level",
        "oriented",
        "term",
        "scale",
        "wide",
        "commerce",
        "to",
        "free",
        "to-end",
        "up",
        "site",
    ]
)
SPACES = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """Text of a document as lines without stray glyphs; at most one empty line in a row."""
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    text = unicodedata.normalize("NFC", re.sub(r"\r\n?|[\f\v\x85\u2028\u2029]", "\n", text))
    text = text.translate(PRIVATE_BULLETS | WINDOWS)
    text = text.replace("\u2010", "-").replace("\u2011", "-")
    text = re.sub(r"-?\u00ad-|-\u00ad", "-", text)
    # The soft hyphen and pdfium's own marks for a hyphen at a line's end (U+FFFE, U+0002), with the break behind it.
    text = re.sub(r"(\w+)[\ufffe\x02\u00ad]( {3}[^\n]*)?\s*\n?\s*([a-zß-ÿ]+[^\s-]*)", _rejoined, text)
    text = re.sub(r"[\ufffe\x02]", "-", text)
    text = re.sub("[\ue000-\uf8ff]+", "   ", text)  # icons, which stand between what they decorate
    text = "".join(letter for letter in text if _is_kept(letter))
    text = re.sub(r"(https?:/)\s*/?\s*(?=\w)", r"\1/", text)
    lines = [SPACES.sub(_blank, line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _rejoined(found: re.Match[str]) -> str:
    """A word that was broken at the end of a line; its hyphen stays when it is one of the word's own."""
    first, margin, last = found.groups()
    hyphen = "-" if first.casefold() in FIRST_PARTS or last.rstrip(".,;:)") in LAST_PARTS else ""
    return f"{first}{hyphen}{last}" + (f"{margin}\n" if margin else "")


def _blank(found: re.Match[str]) -> str:
    """A wide space says that what follows stands apart, such as a date in the margin: it stays visible as three."""
    return "   " if len(found.group()) > 2 or "\t" in found.group() else " "


def _is_kept(letter: str) -> bool:
    """Not icon-font glyphs (private use), control characters, joiners and the like."""
    return letter == "\n" or letter == "\t" or unicodedata.category(letter) not in ("Co", "Cc", "Cf", "Cn", "Cs")
