"""Sentences are cut out of a stream the same way however it is split, and no mark is ever shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain.claims_reading import LONGEST, SentenceReader, running, sentences

STREAMS = st.lists(
    st.sampled_from(
        ["I nursed.", " ", "⟦", "⟧", "12", ",", "31", "⟦12,31⟧", "⟦x⟧", "\n", "\r\n", "é", "⟦-1⟧", "a" * 999]
    ),
    max_size=40,
).map("".join)


def read(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.text, one.ids) for one in sentences([text])]


@pytest.mark.parametrize(
    ("line", "text", "ids"),
    [
        ("I nursed. ⟦12,31⟧", "I nursed.", (12, 31)),
        ("I nursed.⟦ 12 , 31 ⟧ ", "I nursed.", (12, 31)),
        ("I nursed ⟦12⟧ and cooked ⟦31,12⟧.", "I nursed and cooked.", (12, 31)),
        ("I nursed. ⟦⟧", "I nursed.", ()),
        ("I nursed. ⟦twelve⟧", "I nursed.", ()),
        ("I nursed. ⟦12; DROP⟧", "I nursed.", ()),
        ("I nursed. ⟦12", "I nursed.", ()),
        ("I nursed. 12⟧", "I nursed. 12", ()),
        ("I nursed. ⟦⟦12⟧⟧", "I nursed.", (12,)),
        ("I nursed. ⟦-12,1.5,٣,99999999999999999999⟧", "I nursed.", ()),
        ("I nursed. [12,31]", "I nursed. [12,31]", ()),
    ],
)
def test_marks_are_stripped_and_only_numbers_count(line: str, text: str, ids: tuple[int, ...]) -> None:
    assert read(line) == [(text, ids)]


def test_lines_that_are_nothing_but_marks_or_blanks_are_none() -> None:
    assert read("\n ⟦1⟧ \n\nI nursed. ⟦2⟧\n") == [("I nursed.", (2,))]


def test_a_sentence_is_there_as_soon_as_its_line_ends() -> None:
    reader = SentenceReader()
    assert list(reader.feed("I nursed. ⟦1")) == []
    assert reader.pending == "I nursed."
    assert [one.ids for one in reader.feed("2⟧\nAnd")] == [(12,)]
    assert reader.pending == "And"
    assert [one.text for one in reader.close()] == ["And"]


@given(STREAMS, st.lists(st.integers(0, 200), max_size=8))
def test_any_split_of_the_stream_gives_the_same_sentences(stream: str, cuts: list[int]) -> None:
    points = sorted({min(cut, len(stream)) for cut in cuts})
    deltas = [stream[start:end] for start, end in zip([0, *points], [*points, len(stream)], strict=True)]
    found = list(sentences(deltas))
    assert found == list(sentences([stream])) == list(sentences(stream))
    assert not any("⟦" in one.text or "⟧" in one.text for one in found)


def test_a_line_without_end_is_cut() -> None:
    reader = SentenceReader()
    found = [one for _ in range(30) for one in reader.feed("a" * 999)]
    assert {len(one.text) for one in found} == {LONGEST}
    assert len(reader.pending) <= 2 * LONGEST


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I led it. We won!  Then what? Nothing…", ["I led it.", "We won!", "Then what?", "Nothing…"]),
        ("First line\nsecond line\n\n third", ["First line", "second line", "third"]),
        ("Dr. Berg and J. Doe met at St. Olav, ca. 5 p.m. on Monday.", ["Dr. Berg and J. Doe met at St. Olav, ca. 5 p.m. on Monday."]),
        ("Costs fell by 3.5 percent, e.g. in 2021.", ["Costs fell by 3.5 percent, e.g. in 2021."]),
        ("  \n ", []),
    ],
)  # fmt: skip
def test_a_running_text_is_cut_into_its_sentences(text: str, found: list[str]) -> None:
    assert running(text) == found
