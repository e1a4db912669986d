"""Titles meet across languages, and stay apart where the work differs."""

import pytest

from career_copilot.domain.vectors import LENGTH, vector

SAME, OTHER = 0.6, 0.45


def closeness(one: str, other: str) -> float:
    """Cosine of two titles' vectors."""
    return float(vector(one).astype("float32") @ vector(other).astype("float32")) / LENGTH**2


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("Registered Nurse", "Pflegefachkraft (m/w/d)"),
        ("Nurse", "Krankenpflegerin"),
        ("Nurse", "Infirmier / Infirmière (H/F)"),
        ("Nurse", "Enfermera"),
        ("Software Engineer", "Softwareentwickler (m/w/d)"),
        ("Backend Developer", "Backend-Entwickler (w/m/d)"),
        ("Backend Developer", "Développeur backend"),
        ("Backend Developer", "Desarrollador backend"),
        ("Accountant", "Buchhalter"),
        ("Accountant", "Comptable (H/F)"),
        ("Cook", "Koch (m/w/d)"),
        ("Truck driver", "Berufskraftfahrer"),
        ("Electrician", "Electricista"),
        ("Teacher", "Profesor"),
        ("Data Engineer", "Ingénieur données"),
    ],
)
def test_a_title_is_near_its_translation(english: str, other: str) -> None:
    assert closeness(english, other) > SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nurse", "Koch"),
        ("Backend Developer", "Pflegefachkraft"),
        ("Accountant", "Berufskraftfahrer"),
        ("Cook", "Ingénieur"),
    ],
)
def test_other_work_stays_apart(one: str, other: str) -> None:
    assert closeness(one, other) < OTHER


def test_the_level_and_the_workplace_are_compared_elsewhere() -> None:
    assert (vector("Senior Nurse II remote") == vector("Nurse")).all()
    assert (vector("Infirmière confirmée") == vector("Infirmière")).all()
    assert not (vector("Lead Nurse") == vector("Nurse")).all()  # leading is work
    assert vector("Junior").any()  # all there is


def test_who_may_apply_says_nothing_of_the_work() -> None:
    assert (vector("Nurse (m/w/d)") == vector("Nurse")).all()
    assert (vector("Nurse (all genders)") == vector("Nurse")).all()
    assert not (vector("Nurse (ICU)") == vector("Nurse")).all()
