"""Two texts compared: nothing is lost, and words are found within a changed line."""

import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain.differences import Side, differences


def marked(old: str, new: str) -> str:
    signs = {Side.BOTH: "{}", Side.OLD: "[-{}-]", Side.NEW: "[+{}+]"}
    return "".join(signs[part.side].format(part.text) for part in differences(old, new))


def test_a_word_that_changed() -> None:
    assert marked("You bring 3 years of care.\nBerlin", "You bring 5 years of care.\nBerlin") == (
        "You bring [-3 -][+5 +]years of care.\nBerlin"
    )


def test_lines_that_came_and_went() -> None:
    assert marked("a\nb\nc\n", "a\nc\nd\n") == "a\n[-b\n-]c\n[+d\n+]"


def test_equal_texts_have_no_difference() -> None:
    assert [part.side for part in differences("the same", "the same")] == [Side.BOTH]
    assert differences("", "") == []


@given(st.text("ab \n.é🙂\u202e", max_size=80), st.text("ab \n.é🙂\u202e", max_size=80))
def test_both_texts_can_be_read_from_the_segments(old: str, new: str) -> None:
    parts = differences(old, new)
    assert "".join(part.text for part in parts if part.side is not Side.NEW) == old
    assert "".join(part.text for part in parts if part.side is not Side.OLD) == new
    assert all(left.side is not right.side for left, right in itertools.pairwise(parts))


def test_a_text_made_to_be_slow_is_not() -> None:
    old, new = "a b " * 50_000, "b a " * 50_000
    many, more = "x\n" * 1990, "".join(f"x\ny{number}\n" for number in range(990))
    start = time.process_time()
    assert differences(old, new)
    assert differences(many, more)
    assert time.process_time() - start < 10
