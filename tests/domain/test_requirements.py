"""What adverts ask for, in four languages: each demand with its kind and the exact words that say so."""

import pytest

from career_copilot.domain.posting import PostingData, Requirement
from career_copilot.domain.requirements import requirements
from career_copilot.domain.skills import mentions


def read(text: str, language: str) -> list[Requirement]:
    posting = PostingData(
        job_board="lever", identifier="1", url="https://example.org/1", title="Nurse", hiring_organization="x"
    )
    return requirements(text, language, mentions(text, language), posting)


def told(text: str, language: str, topic: str) -> list[tuple[str, str, str]]:
    """(kind, value, the words at the span) of each demand on the topic."""
    return [
        (str(one.kind), one.value, text[one.span.start : one.span.end])
        for one in read(text, language)
        if one.topic == topic
    ]


SKILLS = [
    ("en", "Requirements\n- Python and PostgreSQL\nNice to have\n- Kubernetes", {"Python": "must", "PostgreSQL": "must", "Kubernetes": "nice"}),
    ("en", "What you bring\n- Wound care\n- Experience with SAP is a plus", {"Wound care": "must", "SAP": "nice"}),
    ("en", "You write Java. Docker would be a plus. You know Git.", {"Java": "must", "Docker": "nice", "Git": "must"}),
    ("de", "Dein Profil\n- Erfahrung mit Python und Docker\n- Kubernetes von Vorteil", {"Python": "must", "Docker": "must", "Kubernetes": "nice"}),
    ("de", "Anforderungen\n- SAP\nWünschenswert\n- Excel", {"SAP": "must", "Excel": "nice"}),
    ("fr", "Profil recherché\n- Maîtrise de Python et Docker\n- Kubernetes serait un atout", {"Python": "must", "Docker": "must", "Kubernetes": "nice"}),
    ("es", "Requisitos\n- Experiencia con Python y Docker\nSe valorará\n- Kubernetes", {"Python": "must", "Docker": "must", "Kubernetes": "nice"}),
    ("es", "Tu perfil\n- Java\n- Valorable experiencia en AWS", {"Java": "must", "AWS": "nice"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SKILLS)
def test_skills_are_must_or_nice(language: str, text: str, expected: dict[str, str]) -> None:
    found = {words: kind for kind, _, words in told(text, language, "skill")}
    assert {words: found.get(words) for words in expected} == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Benefits\n- Python courses and Excel training\n- 5 years of experience award"),
        ("en", "About us\nWe have built Python and Docker tools since 1999."),
        ("de", "Wir bieten\n- Python-Schulungen und Excel-Kurse"),
        ("de", "Über uns\nWir entwickeln Software mit Python und Docker."),
        ("fr", "Nos avantages\n- Formations Python et Excel"),
        ("fr", "Qui sommes-nous\nNous développons des outils Python et Docker."),
        ("es", "Ofrecemos\n- Cursos de Python y Excel"),
        ("es", "Quiénes somos\nDesarrollamos herramientas con Python y Docker."),
    ],
)
def test_company_and_benefits_ask_for_nothing(language: str, text: str) -> None:
    assert read(text, language) == []


def asked_by_robotics(text: str, language: str = "en") -> set[str]:
    posting = PostingData(
        job_board="lever", identifier="1", url="https://example.org/1", title="Electrician", hiring_organization="Harbourwright Robotics GmbH"
    )  # fmt: skip
    return {one.label for one in requirements(text, language, mentions(text, language), posting)}


OF_THE_COMPANY = [
    ("en", "Harbourwright Robotics builds welding robots for shipyards."),
    ("en", "We are a maker of welding robots, and we also develop robotics for shipyards."),
    ("en", "Since 1990, we have been building welding robots."),
    ("en", "Our products help shipyards with welding and robotics."),
    ("en", "The company is a leader in welding and robotics, with 20 years of experience in robotics."),
    ("en", "Harbourwright designs robotics."),
    ("de", "Wir entwickeln und fertigen Anlagen für Schweißen und Robotik."),
    ("de", "Seit 1990 entwickeln wir Robotik."),
    ("de", "Wir stellen Anlagen für Schweißen her."),
    ("fr", "Nous fabriquons des robots de soudage ; notre entreprise est un leader de la robotique."),
    ("es", "Fabricamos robots de soldadura. Nuestra empresa es líder en robótica."),
    ("nl", "Wij bouwen lasrobots en ontwikkelen robotica."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), OF_THE_COMPANY)
@pytest.mark.parametrize("heading", ["", "Requirements\n- Git\n"])
def test_what_the_company_makes_or_is_asks_for_nothing(language: str, text: str, heading: str) -> None:
    assert asked_by_robotics(heading + text, language) == ({"Git"} if heading else set())


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "We expect experience in welding.", {"Welding"}),
        ("en", "We require welding and Python.", {"Welding", "Python"}),
        ("en", "You will work on our robots and know robotics.", {"robotics"}),
        ("en", "We are looking for a welder who knows robotics.", {"robotics"}),
        ("en", "At Harbourwright Robotics, you weld: welding is your trade.", {"Welding"}),
        ("en", "We build our robots with Node.js, Python and Docker.", {"Python", "Docker"}),
        ("en", "We offer a job that asks for welding; candidates know Git.", {"Welding", "Git"}),
        ("en", "Our company is a French one and expects fluent French.", {"French C1"}),
        ("en", "We value helpfulness and Python.", {"Python"}),
        ("de", "Wir stellen Leute ein, die Python können.", {"Python"}),
        ("de", "Wir erwarten Erfahrung mit Python.", {"Python"}),
        ("de", "Wir entwickeln unsere Software mit Python.", {"Python"}),
        ("fr", "Nous recherchons une personne qui maîtrise Python.", {"Python"}),
        ("es", "Buscamos experiencia con Python.", {"Python"}),
    ],
)
def test_what_the_company_looks_for_or_works_with_is_asked(language: str, text: str, expected: set[str]) -> None:
    assert expected <= asked_by_robotics(text, language)


def test_a_company_called_like_a_skill_may_ask_for_it() -> None:
    posting = PostingData(
        job_board="lever", identifier="1", url="https://example.org/1", title="Engineer", hiring_organization="Docker"
    )
    text = "Docker is the platform for containers.\nRequirements\n- Docker"
    found = requirements(text, "en", mentions(text, "en"), posting)
    assert [(one.label, one.span.start, one.stressed) for one in found if one.label == "Docker"] == [
        ("Docker", text.rindex("Docker"), False)
    ]


def test_a_skill_named_twice_is_one_must() -> None:
    text = "Nice to have\n- Docker\nRequirements\n- Docker"
    assert [(str(one.kind), one.span.start) for one in read(text, "en")] == [("must", text.rindex("Docker"))]


def test_a_skill_lights_up_where_it_is_demanded_and_not_among_the_tasks() -> None:
    text = "Responsibilities\n- You write Python and Docker files\nRequirements\n- Docker\nNice to have\n- Python"
    found = {one.label: (str(one.kind), one.span.start) for one in read(text, "en")}
    assert found["Docker"] == ("must", text.rindex("Docker"))
    assert found["Python"] == ("must", text.index("Python"))


@pytest.mark.parametrize(
    ("title", "text", "stressed"),
    [
        ("Nurse", "Requirements\n- Docker", False),
        ("Docker engineer", "Requirements\n- Docker", True),
        ("Nurse", "Requirements\n- Docker\nThe role\nYou use Docker daily", True),
        ("Nurse", "Requirements\n- Docker\nAbout us\nDocker is what we are known for", False),
        ("Nurse", "Nice to have\n- Docker, and more Docker", True),
    ],
)
def test_a_skill_is_stressed_by_the_title_or_by_being_named_again(title: str, text: str, stressed: bool) -> None:
    posting = PostingData(
        job_board="lever", identifier="1", url="https://example.org/1", title=title, hiring_organization="x"
    )
    found = requirements(text, "en", mentions(text, "en"), posting)
    assert [(one.label, one.stressed) for one in found if one.label == "Docker"] == [("Docker", stressed)]


EXPERIENCE = [
    ("en", "5+ years of experience in nursing", ("must", "5", "5+ years")),
    ("en", "3-5 years' experience as a welder", ("must", "3", "3-5 years")),
    ("en", "Ideally 2 years of experience", ("nice", "2", "2 years")),
    ("en", "You bring at least three years of experience", ("must", "3", "three years")),
    ("de", "Mindestens 3 Jahre Berufserfahrung", ("must", "3", "3 Jahre")),
    ("de", "5 Jahre Erfahrung in der Pflege von Vorteil", ("nice", "5", "5 Jahre")),
    ("fr", "Vous avez 5 ans d'expérience", ("must", "5", "5 ans")),
    ("es", "Mínimo 2 años de experiencia", ("must", "2", "2 años")),
    ("en", "We have been around for over 20 years of experience", None),
    ("en", "Founded 15 years ago, we work hard", None),
    ("de", "Seit 25 Jahren am Markt", None),
]  # fmt: skip
EDUCATION = [
    ("en", "Bachelor's degree in nursing", ("must", "bachelor", "Bachelor")),
    ("en", "BSc or MSc in physics", ("must", "bachelor", "BSc")),
    ("en", "Master's degree preferred", ("nice", "master", "Master's degree")),
    ("en", "PhD in biology", ("must", "doctorate", "PhD")),
    ("en", "High school diploma", ("must", "school", "High school diploma")),
    ("de", "Abgeschlossenes Studium der Informatik", ("must", "bachelor", "Abgeschlossenes Studium")),
    ("de", "Abgeschlossene Berufsausbildung als Koch", ("must", "vocational", "Abgeschlossene Berufsausbildung")),
    ("fr", "Bac+5 en informatique", ("must", "master", "Bac+5")),
    ("fr", "BTS comptabilité", ("must", "vocational", "BTS")),
    ("es", "Licenciatura en Derecho", ("must", "bachelor", "Licenciatura")),
    ("es", "Formación profesional de grado superior", ("must", "vocational", "Formación profesional")),
    ("en", "You will master our tools", None),
]  # fmt: skip
LANGUAGE = [
    ("en", "Fluent German required", ("blocker", "de:C1", "German")),
    ("en", "German at B2 level", ("blocker", "de:B2", "German")),
    ("en", "French language skills are a plus", ("nice", "fr:", "French")),
    ("en", "Native Spanish speaker", ("blocker", "es:native", "Spanish")),
    ("de", "Sehr gute Deutschkenntnisse in Wort und Schrift", ("blocker", "de:C1", "Deutschkenntnisse")),
    ("de", "Deutsch C1", ("blocker", "de:C1", "Deutsch")),
    ("de", "Verhandlungssicheres Englisch", ("blocker", "en:C1", "Englisch")),
    ("de", "Französischkenntnisse von Vorteil", ("nice", "fr:", "Französischkenntnisse")),
    ("fr", "Anglais courant exigé", ("blocker", "en:C1", "Anglais")),
    ("fr", "Allemand niveau B1", ("blocker", "de:B1", "Allemand")),
    ("fr", "L'espagnol serait un plus, à parler au quotidien", ("nice", "es:", "espagnol")),
    ("es", "Inglés avanzado, hablado y escrito", ("blocker", "en:C1", "Inglés")),
    ("es", "Nivel de alemán B2", ("blocker", "de:B2", "alemán")),
    ("en", "You know the German market", None),
    ("en", "We serve French customers", None),
]  # fmt: skip
PERMIT = [
    ("en", "We cannot sponsor visas for this role", ("blocker", ":no-sponsorship", "cannot sponsor visas")),
    ("en", "No visa sponsorship", ("blocker", ":no-sponsorship", "No visa sponsorship")),
    ("en", "Visa sponsorship is available", ("nice", ":sponsorship", "Visa sponsorship is available")),
    ("en", "We offer visa sponsorship", ("nice", ":sponsorship", "visa sponsorship")),
    ("en", "You must have the right to work in the UK", ("blocker", ":right-to-work", "right to work")),
    ("en", "US citizenship is required", ("blocker", ":citizenship", "US citizenship")),
    ("de", "Eine gültige Arbeitserlaubnis ist erforderlich", ("blocker", ":right-to-work", "Arbeitserlaubnis")),
    ("de", "Wir unterstützen kein Visum", ("blocker", ":no-sponsorship", "kein Visum")),
    ("de", "Wir unterstützen Sie beim Visum", ("nice", ":sponsorship", "unterstützen Sie beim Visum")),
    ("fr", "Permis de travail valable en France", ("blocker", ":right-to-work", "Permis de travail")),
    ("fr", "Pas de parrainage de visa", ("blocker", ":no-sponsorship", "Pas de parrainage")),
    ("es", "Imprescindible permiso de trabajo en España", ("blocker", ":right-to-work", "permiso de trabajo")),
    ("es", "No se ofrece patrocinio de visado", ("blocker", ":no-sponsorship", "No se ofrece patrocinio de visado")),
    ("es", "Ofrecemos patrocinio de visado", ("nice", ":sponsorship", "Ofrecemos patrocinio de visado")),
    ("en", "We sponsor the local football club", None),
]  # fmt: skip
LICENCE = [
    ("en", "A valid driver's license", ("blocker", "driving:B", "driver's license")),
    ("en", "Active RN license in Ohio", ("blocker", "nursing", "RN license")),
    ("de", "Führerschein Klasse B", ("blocker", "driving:B", "Führerschein")),
    ("de", "Staplerschein", ("blocker", "forklift", "Staplerschein")),
    ("fr", "Permis B obligatoire", ("blocker", "driving:B", "Permis B")),
    ("fr", "CACES 3", ("blocker", "forklift", "CACES")),
    ("es", "Carnet de conducir B", ("blocker", "driving:B", "Carnet de conducir")),
    ("de", "Führerschein von Vorteil", ("nice", "driving:B", "Führerschein")),
]  # fmt: skip
PLACE = [
    ("en", "You work 3 days a week in the office", ("blocker", "onsite:3", "3 days a week in")),
    ("en", "Two days in-office", ("blocker", "onsite:2", "Two days in-office")),
    ("en", "You must be based in Berlin", ("blocker", "live", "must be based in Berlin")),
    ("de", "3 Tage pro Woche vor Ort", ("blocker", "onsite:3", "3 Tage pro Woche vor Ort")),
    ("fr", "3 jours par semaine au bureau", ("blocker", "onsite:3", "3 jours par semaine au bureau")),
    ("es", "3 días a la semana en la oficina", ("blocker", "onsite:3", "3 días a la semana en la oficina")),
    ("es", "Dos días presenciales", ("blocker", "onsite:2", "Dos días presenciales")),
    ("en", "30 days of holiday", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("topic", "language", "text", "expected"),
    [
        (topic, *case)
        for topic, cases in (
            ("experience", EXPERIENCE),
            ("education", EDUCATION),
            ("language", LANGUAGE),
            ("permit", PERMIT),
            ("licence", LICENCE),
            ("place", PLACE),
        )
        for case in cases
    ],
)
def test_a_demand_has_its_kind_its_value_and_its_words(
    topic: str, language: str, text: str, expected: tuple[str, str, str] | None
) -> None:
    assert told(text, language, topic) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fluent German and English B2 required", ["de:C1", "en:B2"]),
        ("English C1, German A2 required", ["en:C1", "de:A2"]),
        ("You speak English C1, German required", ["en:C1", "de:"]),
        ("Fluent in English and German", ["en:C1", "de:C1"]),
        ("Sehr gute Deutsch- und gute Englischkenntnisse", ["de:C1", "en:B2"]),
        ("Anglais courant, espagnol B1 exigé", ["en:C1", "es:B1"]),
    ],
)
def test_each_language_has_its_own_level(text: str, expected: list[str]) -> None:
    assert [value for _, value, _ in told(text, "en", "language")] == expected


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Must speak French", "fr:"),
        ("Write English texts", "en:"),
        ("Understand spoken French", "fr:"),
        ("Fluent in French, write French daily", "fr:C1"),
        ("Speaking German would be a plus", "de:"),
    ],
)
def test_a_language_that_is_demanded_is_no_skill_as_well(line: str, value: str) -> None:
    text = f"Requirements\n- {line}\n- Wound care"
    assert [(entry.topic, entry.value or entry.label) for entry in read(text, "en")] == [
        ("language", value),
        ("skill", "Wound care"),
    ]


def test_what_is_done_in_a_language_stays_a_skill() -> None:
    text = "Requirements\n- Aviation English\n- Teach languages\n- Speak Catalan\nAbout us\nWe write English texts."
    assert {entry.topic for entry in read(text, "en")} == {"skill"}
    assert len(read(text, "en")) == 3


def test_a_list_item_is_no_heading_and_a_heading_asks_for_nothing() -> None:
    text = (
        "What you bring\n• Solid knowledge of PostgreSQL\n\nNice to have\n• Experience with Django\n\n"
        "Right to work\n\nVisa sponsorship is available."
    )
    assert told(text, "en", "skill") == [("must", "", "PostgreSQL"), ("nice", "", "Django")]
    assert told(text, "en", "permit") == [("nice", ":sponsorship", "Visa sponsorship is available")]
