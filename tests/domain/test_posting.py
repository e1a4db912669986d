"""What a board says is checked where it enters."""

import pytest
from pydantic import ValidationError

from career_copilot.domain.posting import PostingData


def posting(**values: str) -> PostingData:
    told = {
        "job_board": "lever",
        "identifier": "1",
        "url": "https://x.example",
        "title": "T",
        "hiring_organization": "O",
    }
    return PostingData.model_validate(told | values)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "//x"]
)
def test_an_address_that_would_run_is_no_way_to_apply(address: str) -> None:
    assert posting(apply_url=address).apply_url == ""
    with pytest.raises(ValidationError):
        posting(url=address)


@pytest.mark.parametrize("address", ["https://x.example/apply", "HTTP://x.example", "mailto:jobs@x.example", ""])
def test_ways_to_apply_are_kept(address: str) -> None:
    assert posting(apply_url=address).apply_url == address
