"""Clean what extractors return, so that it reads as the person wrote it: ligatures, hyphens, icon glyphs, blanks."""

import re
import unicodedata

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
BULLETS = "•◦▪▫●○◆◇■□‣⁃∙·➢➤►▶✓✔✦✧–—*-"
# Chromium, LaTeX and Word write bullets with symbol fonts, whose glyphs land in the private use area.
PRIVATE_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf06e\uf0fc", "•"))
SPACES = re.compile(r"[^\S\n]+")


def clean(text: str) -> str:
    """Text of a document as lines without stray glyphs; at most one empty line in a row."""
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    text = text.translate(PRIVATE_BULLETS)
    # pdfium's mark for a hyphen at a line's end (U+FFFE, U+0002) and the soft hyphen, with the line break behind it.
    text = re.sub(r"[\ufffe\x02\u00ad]\s*\n\s*(?=[a-zß-ÿ])", "", text)
    text = re.sub(r"-?\u00ad-?", lambda found: "-" if "-" in found.group() else "", text)
    text = text.replace("\ufffe", "-").replace("\x02", "-").replace("\u2010", "-").replace("\u2011", "-")
    text = "".join(letter for letter in text if _is_kept(letter))
    text = re.sub(r"(https?:/)\s+/", r"\1/", text)
    lines = [SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _is_kept(letter: str) -> bool:
    """Not icon-font glyphs (private use), control characters, joiners and the like."""
    return letter == "\n" or letter == "\t" or unicodedata.category(letter) not in ("Co", "Cc", "Cf", "Cn", "Cs")
