"""Notes in markdown, made safe to render: what a person typed never becomes markup of its own."""

import nh3
from markdown_it import MarkdownIt

LONGEST = 300_000
"""Bytes of one note; a frame of the socket holds a little more than three of them."""

_READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable("image")
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "h1", "h2", "h3", "h4", "h5", "h6"}
_CLEANER = nh3.Cleaner(
    tags={*_BLOCKS, "table", "thead", "tbody", "tr", "td", "th", "a", "strong", "em", "s", "code"},
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)
_MARKS = str.maketrans("", "", "*`~")
# The page around it owns the first two levels of headings.
_LOWER = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}


def render(source: str) -> str:
    """HTML of the note: text markup and links, nothing that runs, loads or posts."""
    tokens = _READER.parse(source.replace("\x00", ""))
    for token in tokens:
        token.tag = _LOWER.get(token.tag, token.tag)
    return _CLEANER.clean(_READER.renderer.render(tokens, _READER.options, {})).strip()


def beginning(source: str, most: int = 80) -> str:
    """The first words of a note, without its marks, to name it by."""
    line = next((line for line in source.splitlines() if line.strip(" \t#>*-_`")), "")
    words = " ".join(line.translate(_MARKS).lstrip(" \t#>-").split())
    return f"{words[: most - 1].rstrip()}…" if len(words) > most else words
