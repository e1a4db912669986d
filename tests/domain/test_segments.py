from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain.posting import Span
from career_copilot.domain.segments import Segment, link, segments

TEXT = "Ada Example\nNurse at Example Clinic"


def test_text_without_facts_is_one_segment() -> None:
    assert segments(TEXT, []) == [Segment(text=TEXT)]


def test_no_text_gives_no_segments() -> None:
    assert segments("", [("0-4", Span(start=0, end=4))]) == []


def test_a_fact_is_cut_out_and_named() -> None:
    name = Span(start=0, end=11)
    assert segments(TEXT, [(link(name), name)]) == [Segment(text=TEXT[:11], links="0-11"), Segment(text=TEXT[11:])]


def test_a_fact_inside_a_fact_belongs_to_both() -> None:
    outer, inner = Span(start=12, end=35), Span(start=21, end=35)
    cut = segments(TEXT, [(link(outer), outer), (link(inner), inner)])
    assert [(piece.text, piece.links) for piece in cut[1:]] == [
        ("Nurse at ", "12-35"),
        ("Example Clinic", "12-35 21-35"),
    ]


def test_facts_read_from_the_same_words_share_one_name() -> None:
    span = Span(start=12, end=17)
    assert segments(TEXT, [(link(span), span), (link(span), span)])[1] == Segment(text="Nurse", links="12-17")


def test_a_span_beyond_the_text_is_cut_and_an_empty_one_ignored() -> None:
    cut = segments("abc", [("1-9", Span(start=1, end=9)), ("2-2", Span(start=2, end=2))])
    assert cut == [Segment(text="a"), Segment(text="bc", links="1-9")]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=12))
def test_nothing_of_the_text_is_lost_and_every_fact_finds_its_words(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(start=min(pair), end=max(pair)) for pair in ends]
    cut = segments(text, [(link(span), span) for span in spans])
    assert "".join(piece.text for piece in cut) == text
    for span in spans:
        assert "".join(piece.text for piece in cut if link(span) in piece.links.split()) == text[span.start : span.end]
