"""A text's closing, and the name under it, which is printed once."""

import pytest

from career_copilot.domain.drafting import Line, as_lines, inserted, text_of
from career_copilot.domain.signing import LetterParts, body_end, is_signature, letter_parts, signed

NAME = "Leila Marzen"
HEAD = "Dear team,\n\nI build services.\nThey run.\n\nI would like to talk."
BODY = ["I build services. They run.", "I would like to talk."]


def read(text: str) -> list[Line]:
    return as_lines(text, 0)


@pytest.mark.parametrize(
    ("end", "closing", "postscript"),
    [
        ("\n\nKind regards,", "Kind regards,", []),
        ("\n\nKind regards,\nLeila Marzen", "Kind regards,", []),
        ("\n\nKind regards,\n\nLeila Marzen", "Kind regards,", []),
        ("\n\nKind regards,\n\n**Leila Marzen**", "Kind regards,", []),
        ("\n\nBest regards, Leila Marzen", "Best regards,", []),
        ("\n\nWarm regards\nLeila", "Warm regards", []),
        ("\nYours sincerely,\nDr. Leila Marzen", "Yours sincerely,", []),
        ("\n\nMit freundlichen Grüßen\n\nLEILA MARZEN", "Mit freundlichen Grüßen", []),
        ("\n\nCordialement,\nLeila Marzen", "Cordialement,", []),
        ("\n\nUn saludo,\nLeila Marzen", "Un saludo,", []),
        ("\n\nMet vriendelijke groet,\nLeila Marzen", "Met vriendelijke groet,", []),
        ("\n\nUntil soon,\n\nLeila Marzen", "Until soon,", []),
        ("\n\nKind regards,\nLeila Marzen\n\nP.S. I can start in May.", "Kind regards,", ["P.S. I can start in May."]),
    ],
)
def test_the_closing_is_found_and_the_name_stands_under_it_once(end: str, closing: str, postscript: list[str]) -> None:
    lines = read(HEAD + end)
    parts = letter_parts(lines, NAME)
    assert parts == LetterParts(salutation="Dear team,", body=BODY, closing=closing, postscript=postscript)
    text = signed(lines, NAME)
    assert text.count("Leila") == 1
    assert f"{closing}\n{NAME}\n" in text
    assert text.endswith(f"{postscript[0]}\n" if postscript else f"{NAME}\n")


def test_what_only_sounds_like_a_closing_or_a_name_stays() -> None:
    lines = read(
        "Dear team,\n\nAda Byron and Leila Marzen built it.\n\nMany thanks for the talk.\nI hope to hear from you."
    )
    assert letter_parts(lines, NAME) == LetterParts(
        salutation="Dear team,", body=["Ada Byron and Leila Marzen built it.", "Many thanks for the talk. I hope to hear from you."]
    )  # fmt: skip
    assert signed(read("Dear team,\n\nLeila Marzen built it."), NAME).count(NAME) == 2
    assert letter_parts(read(HEAD + "\n\nKind regards,"), "").closing == "Kind regards,"
    assert letter_parts([], NAME) == LetterParts()


def test_a_french_closing_is_a_sentence() -> None:
    end = "Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées."
    assert letter_parts(read(f"{HEAD}\n\n{end}\nLeila Marzen"), NAME).closing == end


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Leila Marzen", True),
        ("Leila", True),
        ("Dr. Leila Marzen", False),
        ("Leila Marzen led it.", False),
        ("", False),
    ],
)
def test_a_line_with_more_than_the_name_is_no_signature(text: str, alone: bool) -> None:
    assert is_signature(text, NAME) is alone
    assert not is_signature(text, "")


@pytest.mark.parametrize(
    "end",
    [
        "",
        "\n\nKind regards,",
        "\n\nKind regards,\nLeila Marzen",
        "\n\nKind regards,\n\nLeila Marzen\n\nP.S. I can start in May.",
        "\n\nMit freundlichen Grüßen",
        "\n\nJe vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.",
        "\n\nUntil soon,\n\nLeila Marzen",
        "\n\nLeila Marzen",
    ],
)
def test_a_sentence_more_comes_before_the_closing(end: str) -> None:
    lines = read(HEAD + end)
    more = inserted(lines, body_end(lines, NAME), "One more.\n\nAnd one.", apart=True)
    assert text_of(more) == text_of(read(f"{HEAD}\n\nOne more.\n\nAnd one.{end}"))


def test_a_closing_that_hangs_on_the_last_sentence_is_parted_from_it_by_one_more() -> None:
    lines = read("Hello.\nKind regards,")
    more = inserted(lines, body_end(lines, NAME), "One more.", apart=True)
    assert text_of(more) == "Hello.\n\nOne more.\n\nKind regards,"


def test_the_first_sentence_of_all_begins_the_text() -> None:
    assert text_of(inserted((), body_end((), NAME), "One.", apart=True)) == "One."
