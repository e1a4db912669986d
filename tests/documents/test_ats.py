"""What programs read back from the documents we make. The ATS-safe template loses nothing; of the others the truth is told."""

from datetime import date

import pytest

from career_copilot.documents import ats, text
from career_copilot.documents.resume_files import MEDIA_TYPES, ResumeFormat, file
from career_copilot.domain.ats_check import AtsReport, compare
from career_copilot.domain.resume import Certificate, Education
from career_copilot.domain.resume_sheet import Look, Paper, Template
from tests.documents.people import NAMES, odd, person

TODAY = date(2026, 11, 28)


def check(name: str, kind: ResumeFormat, look: Look) -> AtsReport:
    resume = odd() if name == "odd" else person(name)
    return compare(resume, text.read(file(resume, kind, look), MEDIA_TYPES[kind], TODAY))


@pytest.mark.parametrize("template", [Template.PLAIN, Template.MODERN])
@pytest.mark.parametrize("kind", [ResumeFormat.PDF, ResumeFormat.DOCX])
@pytest.mark.parametrize("name", [*NAMES, "odd"])
def test_one_column_loses_nothing(name: str, kind: ResumeFormat, template: Template) -> None:
    report = check(name, kind, Look(template=template))
    assert len(report.fields) > 30
    assert report.missing == []


@pytest.mark.parametrize("template", [Template.PLAIN, Template.MODERN])
@pytest.mark.parametrize("kind", [ResumeFormat.PDF, ResumeFormat.DOCX])
def test_a_dissertation_and_a_certificate_with_a_hyphen_are_read_again(kind: ResumeFormat, template: Template) -> None:
    resume = person("short_en")
    school = Education(
        institution="University of Hull", study_type="Ph.D.", area="Oceanography", start_date="2006-09", end_date="2011-06",
        score="Dissertation: Slow Tides in Geo-Replicated Models",
    )  # fmt: skip
    certificate = Certificate(name="Certified Tide Architect - Professional", issuer="Harbour Board", date="2019-03")
    resume = resume.model_copy(
        update={"education": [school, *resume.education], "certificates": [certificate, *resume.certificates]}
    )
    written = file(resume, kind, Look(template=template))
    assert compare(resume, text.read(written, MEDIA_TYPES[kind], TODAY)).missing == []


def test_nor_does_another_paper_or_one_page() -> None:
    assert check("long_en", ResumeFormat.PDF, Look(paper=Paper.LETTER, one_page=True)).missing == []


@pytest.mark.parametrize("template", [Template.COLUMNS, Template.EUROPEAN])
@pytest.mark.parametrize("name", NAMES)
def test_names_stay_on_a_line_and_short_sections_on_a_page(name: str, template: Template) -> None:
    assert check(name, ResumeFormat.PDF, Look(template=template)).missing == []


def test_what_two_columns_over_two_pages_lose_is_told() -> None:
    """Work on the second page of two columns is read after the narrow column: that is said, not hidden."""
    long = person("long_en")
    resume = long.model_copy(update={"work": [*long.work, *long.work]})
    written = file(resume, ResumeFormat.PDF, Look(template=Template.COLUMNS))
    missing = compare(resume, text.read(written, MEDIA_TYPES[ResumeFormat.PDF], TODAY)).missing
    assert any(check.field.startswith("work") for check in missing)


def test_the_check_reads_as_an_upload_is_read() -> None:
    report = ats.check(person("short_en"), ResumeFormat.DOCX, Look(), TODAY)
    assert report.missing == []
