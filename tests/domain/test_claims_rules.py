"""Single rules of the claim ledger on small profiles of their own."""

import pytest

from career_copilot.domain import claims
from career_copilot.domain.claims import facts_of, verify
from career_copilot.domain.resume import Education, Resume
from tests.domain.labelled_claims import TODAY

DOCTOR = Resume(
    language="de",
    education=[
        Education(
            institution="Universität Talheim", area="Biologie", study_type="Promotion", start_date="2012", end_date="2016"
        )
    ],
)


def holds(resume: Resume, text: str, posting: str = "", company: str = "") -> bool:
    ledger = claims.ledger(facts_of(resume), TODAY, posting, company)
    return verify(text, (), ledger, resume.language).supported


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Promoviert habe ich in Biologie an der Universität Talheim.", True),
        ("Ich habe 2016 in Biologie promoviert.", True),
        ("Promoviert habe ich in Physik an der Universität Talheim.", False),
    ],
)
def test_a_doctorate_is_found_among_the_degrees(text: str, supported: bool) -> None:
    assert holds(DOCTOR, text) is supported
