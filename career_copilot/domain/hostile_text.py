"""Words of others on their way to a model: what is hidden, and what gives orders to models, is taken out and reported.

A net with holes, as any list of patterns is. What holds is around it: data stands between marks that it cannot contain,
answers are checked against their type and their facts, and no answer starts an action."""

import base64
import binascii
import hashlib
import re
import unicodedata
from bisect import bisect
from enum import StrEnum
from itertools import accumulate

from pydantic import BaseModel
from selectolax.lexbor import LexborHTMLParser, LexborNode

from career_copilot.domain.hostile_patterns import BEACON, INSTRUCTION, SQUEEZED, TEMPLATE
from career_copilot.domain.html import safe_html, text_of


class Trick(StrEnum):
    """What was found."""

    HIDDEN = "hidden"
    INSTRUCTION = "instruction"
    TEMPLATE = "template"
    ENCODED = "encoded"
    BEACON = "beacon"


TRICK_NAMES = {
    Trick.HIDDEN: "text that a reader does not see",
    Trick.INSTRUCTION: "orders to a language model",
    Trick.TEMPLATE: "marks of a conversation with a model",
    Trick.ENCODED: "encoded text",
    Trick.BEACON: "a picture fetched from elsewhere",
}


class Finding(BaseModel, frozen=True):
    """One thing that was taken out."""

    trick: Trick
    words: str


class Cleaned(BaseModel, frozen=True):
    """The text that a model may see, and what it does not see."""

    text: str
    findings: tuple[Finding, ...] = ()


SHOWN = 200  # characters of a finding
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\U000e0100-\U000e01ef]"
)
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_FEW_IN_WORDS = 2  # soft hyphens and the like that honest pages have, too
_JOINERS = re.compile("(?<=[A-Za-z0-9 ])[\u200c\u200d]+|[\u200c\u200d]+(?=[A-Za-z0-9 ])")
_SELECTORS = re.compile("[\ufe00-\ufe0f]{2,}")
_ENCODED = re.compile(r"(?<![\w/+=-])(?:[A-Za-z0-9+/_-]{20,}[ \t]*\n?[ \t]*)+={0,2}(?![\w/+=-])")
_HEX = re.compile(r"(?<!\w)(?:(?:\\x|%|0x)?[0-9a-fA-F]{2}[ ,]?){16,}(?!\w)")
_SENTENCES = re.compile(r"[^\n.!?。]*(?:[.!?。]+[\"'”’»)]*|\n|$)", re.DOTALL)
_APART = re.compile(r"(?<!\w)(?:\w[ ._*|-]{1,3}){4,}\w(?!\w)")
_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтгпαεοριυκντχℓøłđıаΙΟΑΕ’‘“”",
    "aeopcyxijshdqwbkmhtrnaeopiukvtxloldiaioae''\"\"",
)
_LEET = str.maketrans("013457@$|", "oieastasl")
_LEET_WORD = re.compile(r"[a-z][013457@$|]+[a-z]|\b[013457@$|][a-z]{2}")
_TOGETHER = 3  # sentences or lines that one order is spread over, at most
_STYLE_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?\.?0*\s*(?:;|!|$)|font-size\s*:\s*(?:0|[01](?:\.\d+)?\s*p[xt])"
    r"|color\s*:\s*transparent|(?:left|top|text-indent|margin-left|right)\s*:\s*-\d{3,}|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)"
    r"|clip\s*:\s*rect|clip-path\s*:\s*inset\(\s*(?:50|100)%",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|$)", re.DOTALL)
_MARKUP = re.compile(r"<(?:[a-zA-Z][\w-]*[\s/>]|!--|/[a-zA-Z])")


def cleaned(text: str) -> Cleaned:
    """Plain text without what is hidden in it or meant for models. HTML goes through `cleaned_html` first."""
    findings: list[Finding] = []
    text = _without_unseen(text, findings)
    text = _without(TEMPLATE, Trick.TEMPLATE, text, findings)
    text = _without(BEACON, Trick.BEACON, text, findings)
    text = _without_encoded(text, findings)
    text = _without_orders(text, findings)
    return Cleaned(text=text.strip(), findings=tuple(findings))


def cleaned_html(source: str) -> Cleaned:
    """Of a mail or a page only what a reader sees, and that cleaned. Plain text stays what it is."""
    if not _MARKUP.search(source):
        return cleaned(source)
    findings: list[Finding] = []
    for comment in _COMMENT.findall(source):
        if len(words := " ".join(comment.split())) > 3 and not words.startswith("[if"):
            _note(findings, Trick.HIDDEN, words)
    tree = LexborHTMLParser(_COMMENT.sub("", source))
    for node in tree.css("[hidden], [style], [aria-hidden=true], template, noscript"):
        if _hides(node):
            if words := " ".join(node.text(separator=" ").split()):
                _note(findings, Trick.HIDDEN, words)
            node.decompose()
    visible = text_of(safe_html((tree.body.html or "") if tree.body else ""))
    inner = cleaned(visible)
    return Cleaned(text=inner.text, findings=(*findings, *inner.findings))


def delimited(name: str, text: str) -> str:
    """The text between marks that hold its own hash: it cannot contain them. `name` is ours: `posting`."""
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"<<<{name} {mark}>>>\n{text}\n<<<end of {name} {mark}>>>"


def told(findings: tuple[Finding, ...]) -> str:
    """One sentence for the person; empty when nothing was found."""
    kinds = list(dict.fromkeys(TRICK_NAMES[finding.trick] for finding in findings))
    if not kinds:
        return ""
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return f"This text contains {listed}. No model is shown that part."


def _note(findings: list[Finding], trick: Trick, words: str) -> None:
    findings.append(Finding(trick=trick, words=words.strip()[:SHOWN]))


def _hides(node: LexborNode) -> bool:
    style = node.attributes.get("style") or ""
    if "hidden" in node.attributes or node.tag in ("template", "noscript") or _STYLE_HIDES.search(style):
        return True
    return bool(_WHITE.search(style)) and "background" not in style.lower()


def _without_unseen(text: str, findings: list[Finding]) -> str:
    for smuggled in _TAGS.findall(text):
        _note(
            findings, Trick.HIDDEN, "".join(chr(ord(letter) - 0xE0000) for letter in smuggled if ord(letter) > 0xE001F)
        )
    text = _TAGS.sub("", text)
    if _SELECTORS.search(text):
        _note(findings, Trick.HIDDEN, "a row of invisible characters")
        text = _SELECTORS.sub("", text)
    inside = re.findall(rf"(?<=\w){_UNSEEN.pattern}+(?=\w)", text.replace("\u00ad", "")) + _JOINERS.findall(text)
    if len(inside) > _FEW_IN_WORDS:
        _note(findings, Trick.HIDDEN, f"{len(inside)} invisible characters inside words")
    text = _JOINERS.sub("", _UNSEEN.sub("", text))
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Co", "Cs", "Cn"))


def _without(pattern: re.Pattern[str], trick: Trick, text: str, findings: list[Finding]) -> str:
    """Until nothing is left: what was taken out must not let the rest grow together into another."""
    while found := pattern.findall(text):
        for words in found:
            _note(findings, trick, words)
        text = pattern.sub("\n", text)
    return text


def _without_encoded(text: str, findings: list[Finding]) -> str:
    def refused(match: re.Match[str]) -> str:
        words = _decoded(match[0])
        if words is None:
            return match[0]
        _note(findings, Trick.ENCODED, words)
        return " "

    return _HEX.sub(refused, _ENCODED.sub(refused, text))


def _decoded(encoded: str) -> str | None:
    """The words behind base64 or hexadecimal digits; None if there are none."""
    bare = "".join(encoded.split())
    digits = re.sub(r"\\x|%|0x|,", "", bare)
    tries = [bytes.fromhex] if re.fullmatch(r"(?:[0-9a-fA-F]{2})+", digits) else []
    for read in (*tries, _from_base64):
        try:
            words = read(digits if read is bytes.fromhex else bare).decode()
        except (ValueError, binascii.Error):
            continue
        letters = sum(letter.isalpha() or letter.isspace() for letter in words)
        if len(words) >= 12 and letters > 0.8 * len(words) and " " in words.strip():
            return words
    return None


def _from_base64(text: str) -> bytes:
    bare = text.rstrip("=").translate(str.maketrans("-_", "+/"))
    return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)


def _without_orders(text: str, findings: list[Finding]) -> str:
    """Whole sentences go; of two or three that give an order only together, all."""
    pieces = [piece for piece in _SENTENCES.findall(text) if piece]
    shadows = [_shadow(piece) for piece in pieces]
    wrong = _ordering(shadows)
    for at, shadow in enumerate(shadows):
        if _APART.search(shadow) and SQUEEZED.search(re.sub(r"[^a-z]", "", shadow.translate(_LEET))):
            wrong.add(at)
    kept = []
    for at, piece in enumerate(pieces):
        if at not in wrong:
            kept.append(piece)
            continue
        if piece.strip():
            _note(findings, Trick.INSTRUCTION, piece)
        kept.append("\n" if piece.endswith("\n") else " ")
    return "".join(kept)


def _ordering(shadows: list[str]) -> set[int]:
    """Which pieces give orders. All are searched at once: a pass over a text is what costs."""
    whole = " ".join(shadows)
    starts = list(accumulate((len(shadow) + 1 for shadow in shadows), initial=0))
    found: set[int] = set()
    for spelt in (whole, whole.translate(_LEET)) if _LEET_WORD.search(whole) else (whole,):
        at = 0
        while match := INSTRUCTION.search(spelt, at):
            first, last = bisect(starts, match.start()) - 1, bisect(starts, max(match.start(), match.end() - 1)) - 1
            together = last - first < _TOGETHER
            if together:
                found.update(range(first, last + 1))
            at = max(match.end(), match.start() + 1) if together else match.start() + 1
    return found


def _shadow(piece: str) -> str:
    """Small letters without accents, one alphabet, single spaces."""
    plain = unicodedata.normalize("NFKD", piece.casefold().translate(_ALIKE))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_ALIKE)
    return " ".join(re.sub(r"[*_~`]+", "", plain).split())
