"""A posting's HTML made safe to render, and its plain text.

What is hidden from a reader is left out of both, so that no words count that nobody sees."""

import html
import re

import nh3
from selectolax.lexbor import LexborHTMLParser

_BLOCKS = "p|div|section|article|ul|ol|li|dl|dt|dd|h3|h4|table|thead|tbody|tr|blockquote|pre|hr"
_CLEANER = nh3.Cleaner(
    tags={
        *_BLOCKS.split("|"),
        "h1",
        "h2",
        "h5",
        "h6",
        "br",
        "a",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "code",
        "td",
        "th",
    },
    clean_content_tags={
        *("script", "style", "iframe", "object", "embed", "form", "select", "textarea", "button", "svg", "math"),
        *(
            "template",
            "noscript",
            "title",
            "head",
            "audio",
            "video",
            "canvas",
            "noembed",
            "noframes",
            "plaintext",
            "xmp",
        ),
    },
    attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)
UNSEEN = re.compile(  # and what turns the direction of the words that follow
    "[\u00ad\u200b\u2060\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]+"
)
_MARKUP = re.compile(r"<[a-zA-Z/!]")
_LINES = re.compile(r"<(?:p|br|li|div|h[1-6]|tr|ul|ol|section|article)\b", re.IGNORECASE)
_MAY_HIDE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*(?:0|1(?:\.\d+)?p[xt])|\shidden\b", re.IGNORECASE
)
_HIDING = ("hidden", "display", "font-size")  # no pattern needs to be tried where none of these is
_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden"
    r"|font-size\s*:\s*(?:0(?:px|pt|em|rem|%)?|[01](?:\.\d+)?p[xt])\s*(?:;|!|$)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"<(/?)h([1-6])>")
_EMPTY = re.compile(r'<(p|h[34]|li|ul|ol|div|section|b|strong|i|em|u|a)(?: [a-z]+="[^"]*")*>(?:\s|&nbsp;|<br>)*</\1>')
_EMPTY_DEPTH = 3
_BROKEN = {slash + tag: "\n" for tag in _BLOCKS.split("|") for slash in ("", "/")}
_BROKEN |= {"br": "\n", "li": "\n• ", "/li": "", "/td": " ", "/th": " "}
_DOUBLE_BULLET = re.compile(r"^•\s*(?:[•·▪*–-](?=\s))?\s*(?=\S)", re.MULTILINE)


def safe_html(source: str) -> str:
    """`source` with nothing but text markup: no scripts, styles, forms, frames or images. Plain text becomes paragraphs."""
    source = UNSEEN.sub("", source)
    if not _MARKUP.search(source):
        source = html.escape(html.unescape(source), quote=False)
    if not _LINES.search(source):
        source = re.sub(r"\n\s*\n\s*", "<p>", source.strip()).replace("\n", "<br>")
        source = f"<p>{source}" if source else ""
    lower = source.lower()
    if any(word in lower for word in _HIDING) and _MAY_HIDE.search(source):
        source = _without_hidden(source)
    cleaned = _HEADING.sub(_lower, _CLEANER.clean(source))
    for _ in range(_EMPTY_DEPTH):  # more would let deep nesting cost minutes
        cleaned, changes = _EMPTY.subn("", cleaned)
        if not changes:
            break
    return cleaned.strip()


def _lower(heading: re.Match[str]) -> str:
    # The page around it owns the first two levels.
    return f"<{heading[1]}h{3 if heading[2] <= '3' else 4}>"


def _without_hidden(source: str) -> str:
    tree = LexborHTMLParser(source)
    for node in tree.css("[hidden], [style]"):
        if "hidden" in node.attributes or _HIDES.search(node.attributes.get("style") or ""):
            node.decompose()
    return (tree.body.html or "") if tree.body else ""


def text_of(safe: str) -> str:
    """Plain text of what `safe_html` returned: a line for each block, `• ` before list items, one blank line at most."""
    first, *others = safe.replace("\n", " ").split("<")  # in what is safe, `<` and `>` stand for nothing but tags
    parts = [first]
    for tag, _, rest in [other.partition(">") for other in others]:
        parts += (_BROKEN.get(tag, ""), rest)
    text = "\n".join([" ".join(line.split()) for line in html.unescape("".join(parts)).split("\n")])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return _DOUBLE_BULLET.sub("• ", text).replace("\n\n• ", "\n• ").strip()
