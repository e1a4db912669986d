"""What a person wants is theirs, checked, and not overwritten by another tab."""

from datetime import datetime

import pytest

from career_copilot.domain.wishes import SpokenLanguage, Wish, WishedPlace, Wishes
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.services import wishes

pytestmark = pytest.mark.usefixtures("redis_server")


def test_wishes_are_kept_without_blanks_and_repetitions(alice: int, bob: int, now: datetime) -> None:
    assert wishes.of(alice) == (Wishes(), 0)
    wanted = Wishes(titles=["  Staff  Nurse", "staff nurse", ""], work_permits=["de", "EU"], hard=[Wish.TITLES])
    assert wishes.save(alice, wanted, 0, now) == 1
    assert wishes.of(alice) == (Wishes(titles=["Staff Nurse"], work_permits=["DE", "EU"], hard=[Wish.TITLES]), 1)
    assert wishes.of(bob) == (Wishes(), 0)


def test_two_tabs_do_not_overwrite_each_others_wishes(alice: int, now: datetime) -> None:
    wishes.save(alice, Wishes(titles=["Chef"]), 0, now)
    with pytest.raises(ConflictError, match="another tab"):
        wishes.save(alice, Wishes(titles=["Baker"]), 0, now)
    assert wishes.of(alice)[0].titles == ["Chef"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Wishes(titles=["x" * 121]), "longer than"),
        (Wishes(titles=[str(number) for number in range(51)]), "at most 50"),
        (Wishes(work_permits=["Germany"]), "two-letter"),
        (Wishes(salary_currency="euro"), "currency"),
        (Wishes(salary_floor=10**12), "too large"),
        (Wishes(places=[WishedPlace(text=" ")]), "characters"),
        (Wishes(places=[WishedPlace(text="Berlin", latitude=52.5)]), "half a position"),
        (Wishes(places=[WishedPlace(text="Bavaria", region="Bavaria")]), "needs its country"),
        (Wishes(places=[WishedPlace(text="Berlin", latitude=520, longitude=13)]), "not on earth"),
        (Wishes(languages=[SpokenLanguage(code="eng", level="C1")]), "two-letter"),
        (Wishes(languages=[SpokenLanguage(code="en", level="C1")] * 2), "once"),
    ],
)
def test_wrong_wishes_are_refused_and_say_what_is_wrong(alice: int, now: datetime, wrong: Wishes, says: str) -> None:
    with pytest.raises(InvalidInputError, match=says):
        wishes.save(alice, wrong, 0, now)
    assert wishes.of(alice) == (Wishes(), 0)
