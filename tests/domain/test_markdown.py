"""A note is rendered, and nothing in it runs, loads or posts."""

import pytest

from career_copilot.domain.markdown import beginning, render


def test_markdown_becomes_text_markup() -> None:
    assert render("# Call\n\n- **Ana**\n- ~~Bo~~\nnext") == (
        "<h3>Call</h3>\n<ul>\n<li><strong>Ana</strong></li>\n<li><s>Bo</s><br>\nnext</li>\n</ul>"
    )
    assert "<td>28</td>" in render("| days |\n|---|\n| 28 |")


def test_links_open_elsewhere_and_tell_nothing() -> None:
    assert render("[ad](https://example.org/a)") == (
        '<p><a href="https://example.org/a" target="_blank" rel="noopener nofollow">ad</a></p>'
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/pixel.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<iframe src=https://example.org></iframe>",
        "<form action=https://example.org><button>x</button></form>",
        "<style>body{display:none}</style>",
        '[x](https://example.org "onmouseover=alert(1)")',
        "```html\n<script>alert(1)</script>\n```",
    ],
)
def test_what_is_hostile_is_text(hostile: str) -> None:
    html = render(hostile)
    for tag in (
        "<script",
        "<img",
        "<iframe",
        "<form",
        "<button",
        "<style",
        'javascript:alert(1)"',
        'href="data',
        " onmouseover=",
    ):
        assert tag not in html


@pytest.mark.parametrize("text", ["🩺 नमस्ते", "שלום עולם", "e\u0301", "a\x00b"])
def test_every_script_is_kept(text: str) -> None:
    assert render(text) == f"<p>{text.replace(chr(0), '')}</p>"


def test_a_note_is_named_by_its_first_words() -> None:
    assert beginning("\n---\n## Call with Ana\nmore") == "Call with Ana"
    assert beginning("word " * 100) == ("word " * 16)[:79].rstrip() + "…"
    assert beginning("***") == ""
