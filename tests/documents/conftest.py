"""What résumé files are made of."""

from pathlib import Path

import pytest

RESUMES = Path(__file__).parents[1] / "fixtures" / "resumes"


@pytest.fixture(scope="session")
def nurse() -> str:
    """The text of a fictional nurse's résumé."""
    return (RESUMES / "nurse_en.txt").read_text()
