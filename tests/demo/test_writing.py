"""The demonstration has letters without a key, and one sentence to mend."""

from datetime import datetime

import pytest

from career_copilot.demo import writing as demo
from career_copilot.domain.drafting import TEXTS, DraftKind
from career_copilot.domain.pipeline import Stage
from career_copilot.services import applications, drafts, written_texts
from tests.services import writing

pytestmark = pytest.mark.usefixtures("redis_server")


def test_a_letter_with_one_sentence_to_mend_and_a_follow_up_in_german(alice: int, now: datetime) -> None:
    writing.resume(alice)
    added = [applications.add(alice, writing.opening(alice, f"{writing.ADVERT}\n{n}"), now)[0] for n in (1, 2)]
    applications.move(alice, [added[1]], Stage.APPLIED, "", now)
    demo.seed(alice, now)
    found = {one.kind: written_texts.one(alice, one.id, now) for one in drafts.all_of(alice, TEXTS)[0]}
    assert set(found) == {DraftKind.LETTER, DraftKind.FOLLOW_UP}
    flagged = [line.text for line in found[DraftKind.LETTER].lines if not line.supported]
    assert flagged == [demo.TOO_MUCH]
    assert found[DraftKind.FOLLOW_UP].blocked == ""
    assert "beworben" in found[DraftKind.FOLLOW_UP].text
