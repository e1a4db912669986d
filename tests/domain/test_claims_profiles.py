"""What words of a profile do not carry: a workplace, a length of experience, a degree, a rate; and texts of several sentences."""

import pytest

from career_copilot.domain import claims, letter_phrases
from career_copilot.domain.claims import ClaimKind, facts_of, verify
from career_copilot.domain.claims_studies import fields_of
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.resume import Certificate, Education, Highlight, Resume, Skill, Work
from tests.domain.labelled_claims import TODAY

CHANGER = Resume(
    language="en",
    work=[
        Work(
            name="Fennel & Finch Catering",
            position="Data Analyst",
            start_date="2024-05",
            current=True,
            highlights=[
                Highlight(text="Built Tableau dashboards in a project for Quarrystone Brewing"),
                Highlight(text="Sent 300 menus a week from a SQL database"),
            ],
        ),
        Work(
            name="Harbour Kitchen",
            position="Head Chef",
            start_date="2014-03",
            end_date="2024-04",
            highlights=[
                Highlight(text="Grew annual revenue 24% over four years, with ten years of cooking behind me"),
                Highlight(text="Raised the share of seasonal dishes from 30% to 75%"),
                Highlight(text="Trained five cooks, two of whom now lead kitchens, in groups of 2-3 people"),
            ],
        ),
    ],
    education=[Education(institution="Larkmoor College", area="Business", study_type="Bachelor of Arts", start_date="2010")],
    certificates=[Certificate(name="Cloud Practitioner", issuer="Amazon Web Services", date="2023")],
    skills=[Skill(name="GitHub Actions"), Skill(name="Looker Studio"), Skill(name="Kubernetes")],
)  # fmt: skip


def reasons(text: str, language: str = "en", company: str = "") -> tuple[ClaimKind, ...]:
    ledger = claims.ledger(facts_of(CHANGER), TODAY, company, company)
    return tuple(claim.kind for claim in verify(text, (), ledger, language).unsupported)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I worked at Amazon for two years."),
        ("en", "Data Analyst at GitHub, 2020 to 2022."),
        ("en", "After Harbour Kitchen I joined Amazon Web Services."),
        ("en", "At GitHub I ran a small team."),
        ("en", "I taught business at Larkmoor College."),
        ("en", "I was employed by Amazon and Tableau."),
        ("de", "Ich war zwei Jahre bei Amazon tätig."),
        ("de", "Zwei Jahre lang habe ich für Amazon gearbeitet."),
        ("fr", "J'ai travaillé chez Amazon."),
        ("es", "Trabajé en Amazon."),
        ("nl", "Ik werkte bij Amazon."),
    ],
)
def test_a_name_of_the_profile_is_no_employer_for_that(language: str, text: str) -> None:
    assert ClaimKind.EMPLOYER in reasons(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I worked at Harbour Kitchen until 2024."),
        ("en", "I worked for Quarrystone Brewing as an analyst."),
        ("en", "I am certified by Amazon Web Services."),
        ("en", "I took a course at Amazon on the cloud."),
        ("en", "I studied at Larkmoor College."),
        ("en", "I never worked at Amazon."),
        ("en", "I work with GitHub Actions and Looker Studio."),
        ("en", "I am good at Tableau."),
        ("de", "Bei Kubernetes kenne ich mich aus."),
        ("es", "Trabajo en Kubernetes."),
    ],
)
def test_certificates_courses_studies_tools_and_clients_are_no_employers(language: str, text: str) -> None:
    assert reasons(text, language) == ()


def test_the_readers_company_is_an_employer_only_in_a_wish() -> None:
    assert reasons("I would love to work at Moonharbour.", company="Moonharbour") == ()
    assert reasons("I worked at Moonharbour for a year.", company="Moonharbour") == (ClaimKind.EMPLOYER,)


@pytest.mark.parametrize("language", list(DocumentLanguage))
def test_whoever_applied_there_did_not_work_there(language: DocumentLanguage) -> None:
    at = letter_phrases.AT[language].format(company="Moonharbour")
    said = letter_phrases.APPLIED_ON[language].format(title="Data Analyst", at=at, day="3.5.")
    assert ClaimKind.EMPLOYER not in reasons(said, language, "Moonharbour")


def test_a_date_in_german_is_one() -> None:
    text = "Am 3. Mai 2024 habe ich begonnen, bei Fennel & Finch Catering zu arbeiten."
    assert len(Sentence(text, "de").sentences) == 1
    assert len(Sentence("I cooked etc. and served. Then I learned SQL.", "en").sentences) == 2


@pytest.mark.parametrize(
    ("language", "text", "supported"),
    [
        ("en", "I have ten years of experience as a data analyst.", False),
        ("de", "Ich habe zehn Jahre Erfahrung als Datenanalyst.", False),
        ("fr", "J'ai dix ans d'expérience en tant qu'analyste.", False),
        ("es", "Tengo diez años de experiencia como analista.", False),
        ("nl", "Ik heb tien jaar ervaring als data-analist.", False),
        ("en", "I bring ten years of data analysis.", False),
        ("en", "I have ten years of SQL experience.", False),
        ("en", "I have two years of Kubernetes experience.", False),  # it stands in no job
        ("en", "I have two years of SQL experience.", True),
        ("en", "I have two years of experience as a data analyst.", True),
        ("nl", "Ik heb tien jaar ervaring als kok.", True),
        ("en", "I have been a data analyst since 2010.", False),
        ("en", "I have worked in SQL since 2014.", False),
        ("en", "I have worked in SQL since 2024.", True),
        ("en", "I have been a chef since 2014.", True),
    ],
)
def test_experience_is_that_of_the_profession_or_technology(language: str, text: str, supported: bool) -> None:
    assert (reasons(text, language) == ()) is supported


@pytest.mark.parametrize(
    ("language", "text", "supported"),
    [
        ("de", "Ich habe einen Hochschulabschluss in Betriebswirtschaft.", True),
        ("de", "Ich habe einen Hochschulabschluss in Informatik.", False),
        ("de", "Ich habe einen Masterabschluss.", False),
        ("es", "Soy licenciado en Informática.", False),
        ("es", "Tengo una ingeniería informática.", False),
        ("fr", "J'ai soutenu ma thèse à l'École polytechnique.", False),
        ("en", "I hold a bachelor's degree in business from Larkmoor College.", True),
    ],
)
def test_a_degree_keeps_its_level_and_field_in_every_language(language: str, text: str, supported: bool) -> None:
    assert (reasons(text, language) == ()) is supported


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("I grew annual revenue by 24% over four years.", True),
        ("I grew annual revenue by 24% in two years.", False),
        ("I grew revenue by 24% every year.", False),
        ("I raised the share of seasonal dishes to 75%.", True),
        ("I raised the share of seasonal dishes by 75%.", False),
        ("I sent 300 menus every week.", True),
        ("I sent 300 menus a day.", False),
        ("Two of the five cooks I trained now lead kitchens.", True),
        ("I trained cooks in groups of two to three people.", True),
        ("I trained cooks in groups of two to four people.", False),
    ],
)
def test_a_number_keeps_its_time_and_its_end_of_a_range(text: str, supported: bool) -> None:
    assert (reasons(text) == ()) is supported


def test_a_text_of_several_sentences_is_judged_one_by_one() -> None:
    text = "Analyst and former chef. Currently at Fennel & Finch Catering. Previously at {}. Comfortable with SQL."
    assert reasons(text.format("Harbour Kitchen")) == ()
    ledger = claims.ledger(facts_of(CHANGER), TODAY)
    verdict = verify(text.format("Moonharbour"), (), ledger, "en")
    assert [claim.text for claim in verdict.unsupported] == ["Moonharbour"]
    assert verdict.unsupported[0].span.start == text.index("{}")


def test_subjects_are_known_in_five_languages() -> None:
    assert fields_of("informatik") == fields_of("computer science") == fields_of("informatica") == {"computing"}
    assert not fields_of("pflege") & fields_of("physique")
