"""The comparison of what was written with what was read."""

from career_copilot.domain.ats_check import Outcome, compare
from career_copilot.domain.resume import Basics, Highlight, Resume, Skill, Work


def resume(text: str = "", **work: str) -> Resume:
    plain = {"name": "Mill", "position": "Baker", "start_date": "2020-01-15"} | work
    return Resume(
        text=text,
        basics=Basics(name="Ada Weber", url="https://www.ada.example/"),
        work=[Work(**plain, highlights=[Highlight(text="Baked bread")])],
        skills=[Skill(name="Tools", keywords=["Oven"])],
    )


def outcomes(written: Resume, read: Resume) -> dict[str, Outcome]:
    return {check.field: check.outcome for check in compare(written, read).missing}


def test_the_same_words_are_kept_and_so_are_addresses_without_scheme_and_dates_to_the_month() -> None:
    read = resume(start_date="2020-01")
    read.basics.url = "http://ada.example"
    read.basics.name = "ADA  Weber"
    report = compare(resume(), read)
    assert report.missing == []
    assert "work 1 highlights 1" in [check.field for check in report.fields]


def test_another_field_is_changed_and_nowhere_is_lost() -> None:
    read = resume("… Baker …", name="Baker", position="")
    assert outcomes(resume(), read) == {"work 1 position": Outcome.CHANGED, "work 1 name": Outcome.LOST}


def test_an_entry_that_is_not_read_loses_all_its_fields() -> None:
    read = resume()
    read.work = []
    assert set(outcomes(resume(), read)) == {
        "work 1 position", "work 1 name", "work 1 start_date", "work 1 highlights 1",
    }  # fmt: skip


def test_entries_are_matched_by_what_is_in_them_not_by_their_place() -> None:
    first, second = resume().work[0], Work(name="Forge", position="Smith", start_date="2018")
    written, read = resume(), resume()
    written.work, read.work = [first, second], [second, first]
    assert outcomes(written, read) == {}


def test_a_member_of_another_group_is_changed() -> None:
    read = resume("oven")
    read.skills = [Skill(name="Tools", keywords=[])]
    assert outcomes(resume(), read) == {"skills 1 keywords 1": Outcome.CHANGED}
