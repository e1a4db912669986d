"""Onboarding goes on where it was left, in whichever tab."""

from datetime import datetime

from career_copilot.services import accounts, onboarding, resumes

TEXT = b"Marta Example\nmarta@example.org\n\nWork experience\nNurse, Example Clinic\n2019 - present\n- led a ward\n"


def test_it_begins_where_something_is_missing(alice: int, now: datetime) -> None:
    assert onboarding.next_step(alice) == 1
    resumes.keep(alice, "cv.txt", TEXT, now)
    assert onboarding.next_step(alice) == 2


def test_the_step_that_was_reached_is_remembered_until_it_is_over(alice: int, bob: int, now: datetime) -> None:
    resumes.keep(alice, "cv.txt", TEXT, now)
    onboarding.show(alice, 3)
    assert (onboarding.next_step(alice), onboarding.next_step(bob)) == (3, 1)
    accounts.set_density(alice, "compact")
    assert onboarding.next_step(alice) == 3
    accounts.finish_onboarding(alice, now)
    assert onboarding.next_step(alice) == 2


def test_it_begins_anew_when_no_upload_could_be_read(alice: int, now: datetime) -> None:
    resumes.read(resumes.keep(alice, "scan.pdf", b"%PDF-1.7 no pages", now), now)
    assert [view.state for view in resumes.all_of(alice)] == ["failed"]
    assert onboarding.next_step(alice) == 1
    onboarding.show(alice, 2)
    assert onboarding.next_step(alice) == 1
    resumes.read(resumes.keep(alice, "cv.txt", TEXT, now), now)
    assert onboarding.next_step(alice) == 2
