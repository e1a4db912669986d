"""Two versions of a text, and of an advert: only what differs is shown, exactly."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain.advert_changes import changes
from career_copilot.domain.posting import Place, Salary
from career_copilot.domain.submissions import AdvertSnapshot
from career_copilot.domain.text_diff import hunks, passages, words

LINES = st.lists(st.sampled_from(["a", "b", "c d", "", "<b>"]), max_size=12).map("\n".join)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@given(before=LINES, after=LINES)
def test_the_passages_turn_one_text_into_the_other(before: str, after: str) -> None:
    lines = before.splitlines()
    for hunk in reversed(hunks(before, after)):
        start = hunk.line - 1
        assert lines[start : start + len(hunk.before)] == hunk.before
        lines[start : start + len(hunk.before)] = hunk.after
    assert lines == after.splitlines()


def test_a_line_is_compared_word_by_word() -> None:
    before, after = words("You have 3 years in care", "You have 5 years in intensive care")
    assert [part.text for part in before if part.kind == "removed"] == ["3"]
    assert "".join(part.text for part in before) == "You have 3 years in care"
    assert [part.text for part in after if part.kind == "added"] == ["5", "intensive "]


def test_long_texts_without_a_common_line_are_one_passage() -> None:
    found = hunks("\n".join(f"a{n}" for n in range(3000)), "\n".join(f"b{n}" for n in range(3000)))
    assert [(hunk.line, len(hunk.before), len(hunk.after)) for hunk in found] == [(1, 3000, 3000)]


def test_two_versions_of_a_note_show_where_they_differ() -> None:
    mine = "\n".join(["same"] * 1000 + ["mine"] + ["same"] * 1000)
    assert [(one.where, one.mine, one.theirs) for one in passages(mine, mine.replace("mine", "theirs"))] == [
        ("Line 1001", "mine", "theirs")
    ]
    many = passages("\n".join(f"{n}\nx" for n in range(100)), "\n".join(f"{n}\ny" for n in range(100)))
    assert (len(many), many[-1].where) == (61, "40 more")


def advert(**values: object) -> AdvertSnapshot:
    return AdvertSnapshot.model_validate({"title": "Nurse", "company": "Havnklinik", "taken_at": NOW} | values)


def test_the_same_advert_has_no_changes() -> None:
    found = changes(advert(text="One"), advert(text="One"))
    assert (found.facts, found.lines) == ([], [])


def test_facts_and_words_of_an_advert_that_changed() -> None:
    then = advert(text="Care\nNights\nGood pay", places=[Place(text="Oslo")])
    salary = Salary(minimum=Decimal(500_000), maximum=Decimal(500_000), currency="NOK")
    now = advert(
        text="Care\nNights and days\nGood pay\n<script>", title="Head nurse", places=[Place(text="Oslo")], salary=salary
    )
    found = changes(then, now)
    assert [(fact.where, fact.mine, fact.theirs) for fact in found.facts] == [
        ("Title", "Nurse", "Head nurse"),
        ("Salary", "", "NOK 500k a year"),
    ]
    shown = [(line.kind, "".join(part.text for part in line.parts)) for line in found.lines]
    assert shown == [("removed", "Nights"), ("added", "Nights and days"), ("gap", ""), ("added", "<script>")]
