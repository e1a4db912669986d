"""Which skills a text names."""

import time

import pytest

from career_copilot.domain.skills import find, mentions, skill


def labels(text: str, language: str = "en") -> list[str]:
    return [skill(mention.skill_id).label for mention in mentions(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("C++, C#, .NET and Node.js; CI/CD", "en", ["C++", "C#", ".NET", "Node.js", "CI/CD"]),
        ("We use AWS, Docker/Kubernetes.", "en", ["Amazon Web Services", "Docker", "Kubernetes"]),
        ("Wound care and triage in the ICU", "en", ["Wound care", "Triage", "Intensive care"]),
        ("MIG welding, forklift licence", "en", ["Welding", "Forklift operation"]),
        ("IFRS, DATEV and HACCP", "en", ["IFRS", "DATEV", "HACCP"]),
        ("You plan lessons: lesson plans, classroom management", "en", ["Lesson planning", "Classroom management"]),
        ("order picking and inventory management", "en", ["Order picking", "Inventory management"]),
        ("litigation and contract law", "en", ["Litigation", "Contract law"]),
        ("Managing budgets", "en", ["Budgeting"]),
        ("Pflegefachkraft mit Wundversorgung", "de", ["Nursing", "Wound care"]),
        ("Schweißen, Staplerschein, MS-Office", "de", ["Welding", "Forklift operation", "Microsoft Office"]),
        ("comptabilité fournisseurs, CACES", "fr", ["Accounts payable", "Forklift operation"]),
        ("trabajo en equipo y atención al cliente", "es", ["Teamwork", "Customer service"]),
    ],
)
def test_everyday_words_of_many_professions(text: str, language: str, expected: list[str]) -> None:
    assert labels(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Excellent! We excel and go to market.",
        "Our R&D team",
        "Go to our careers site. It is great to access the team.",
        "Spring is here; react well, rest assured, swift growth",
        "We manage. Budgets are small.",
        "the ICU's: ",
    ],
)
def test_ordinary_words_are_no_skills(text: str) -> None:
    assert labels(text) == []


def test_ambiguous_names_count_beside_another_technology() -> None:
    assert labels("Python, R and Go") == ["Python", "R", "Go"]
    assert labels("R programming") == ["R"]


def test_spans_point_at_the_words() -> None:
    text = "Nous cherchons: 🧑‍⚕️ Python, gestion des stocks"
    found = mentions(text, "fr")
    assert [text[one.span.start : one.span.end] for one in found] == [one.surface for one in found]
    assert [one.surface for one in found] == ["Python", "gestion des stocks"]
    assert [one.alias for one in found] == [False, True]


def test_words_of_another_language_do_not_count() -> None:
    assert labels("Einkauf", "de") == ["Procurement"]
    assert labels("Einkauf", "en") == []


def test_a_name_in_a_list_of_skills_is_found_in_any_case() -> None:
    assert find("python") == find("Python") is not None
    assert find("excel") == find("Microsoft Excel") is not None
    assert find("golang") == find("Go")
    assert find("Buchhaltung") == find("accounting")
    assert find("qwertyuiop") is None
    assert find("—") is None


def test_neighbours_stand_in_for_each_other() -> None:
    docker, kubernetes, welding = find("Docker"), find("Kubernetes"), find("welding")
    assert docker
    assert kubernetes in skill(docker).neighbours
    assert docker in skill(kubernetes).neighbours  # type: ignore[arg-type]
    assert welding not in skill(docker).neighbours


def test_labels_are_found_as_they_are_written() -> None:
    """Every label of more than one word leads back to its own entry or to one that shares the name."""
    for name in ("manage musical staff", "wound care", "statistics", "Apache Kafka", "Adobe Photoshop"):
        found = find(name)
        assert found is not None, name


def test_a_long_text_is_read_in_little_time() -> None:
    text = "We need Python, wound care, project management and a team player with IFRS knowledge. " * 25
    mentions(text, "en")
    start = time.perf_counter()
    for _ in range(20):
        mentions(text, "en")
    assert (time.perf_counter() - start) / 20 < 0.02, "2 kB should take about 1 ms"
