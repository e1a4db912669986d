"""Résumés as Word, Markdown and JSON Resume: real styles, no markup from people's words, nothing lost on the way round."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from career_copilot.documents import json_resume, photos
from career_copilot.documents.resume_files import ResumeFormat, file
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Look, Paper, Template
from tests.documents.people import NAMES, hostile, odd, person
from tests.documents.test_resume_pdf import picture


def word(resume: Resume, look: Look, photo: bytes | None = None) -> Any:
    return docx.Document(BytesIO(file(resume, ResumeFormat.DOCX, look, photo)))


@pytest.mark.parametrize("template", [Template.PLAIN, Template.MODERN])
def test_one_column_is_made_of_headings_paragraphs_and_bullets_alone(template: Template) -> None:
    made = word(person("long_en"), Look(template=template))
    assert made.tables == []
    assert list(made.element.body.iter(qn("w:txbxContent"), qn("w:drawing"), qn("w:pict"))) == []
    styles = [(paragraph.style.name, paragraph.text) for paragraph in made.paragraphs]
    assert styles[0] == ("Title", "Jonathan Okafor-Lindqvist")
    assert ("Heading 1", "Experience") in styles
    assert ("Heading 2", "Staff Engineer\tFeb 2018 – Mar 2021") in styles
    assert ("List Bullet", "Hired eleven engineers and mentored four of them to senior level") in styles


def test_links_lead_somewhere_unless_they_could_do_harm() -> None:
    def targets(resume: Resume) -> set[str]:
        return {each.target_ref for each in word(resume, Look()).part.rels.values() if each.is_external}

    assert "https://github.com/jol-example/ledgerlint" in targets(person("long_en"))
    assert {target.partition(":")[0] for target in targets(hostile())} == {"https"}


@pytest.mark.parametrize("template", list(Template))
def test_word_takes_hostile_words_and_none_at_all(template: Template) -> None:
    assert "Bullet 39" in "".join(word(hostile(), Look(template=template)).element.body.itertext())
    assert word(Resume(), Look(template=template)) is not None


@pytest.mark.parametrize("template", list(Template))
def test_word_has_paper_language_and_title(template: Template) -> None:
    made = word(person("german"), Look(template=template, paper=Paper.LETTER))
    assert round(made.sections[0].page_width.mm) == 216
    assert made.core_properties.title == "Jürgen Weißmüller"
    assert made.styles["Normal"].element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "de-DE"


def test_word_has_the_photo_where_one_is_customary() -> None:
    photo = photos.prepared(picture())
    assert len(word(person("german"), Look(template=Template.EUROPEAN), photo).inline_shapes) == 1
    assert len(word(person("german"), Look(template=Template.PLAIN), photo).inline_shapes) == 0


@pytest.mark.parametrize("name", NAMES)
def test_json_resume_comes_back_as_it_was(name: str) -> None:
    resume = person(name)
    again = json_resume.read(file(resume, ResumeFormat.JSON, Look()).decode())
    assert again == resume.model_copy(update={"language": again.language})


def test_json_resume_has_no_keys_of_ours() -> None:
    made = file(odd(), ResumeFormat.JSON, Look()).decode()
    for ours in ("span", "skillId", "current", '"text"', "null", "[]"):
        assert ours not in made


def test_markdown_shows_words_as_they_were_written() -> None:
    resume = hostile()
    resume.basics.summary = "1. no list\n# no heading\n<b>no html</b> [no](link) *no* _no_ `no` a | b & c"
    made = file(resume, ResumeFormat.MARKDOWN, Look()).decode()
    tokens = MarkdownIt().parse(made)
    inline = [child for token in tokens for child in token.children or []]
    shown = "\n".join("".join(c.content for c in token.children or []) for token in tokens)
    for line in resume.basics.summary.splitlines():
        assert line in shown
    assert not any(child.type in ("html_inline", "code_inline", "image") for child in inline)
    assert not any(token.type in ("ordered_list_open", "html_block", "code_block", "hr") for token in tokens)
    assert {child.attrs["href"].partition(":")[0] for child in inline if child.type == "link_open"} == {"https"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (DocumentLanguage.EN, ("Experience", "Sep 2022 – present")),
        (DocumentLanguage.DE, ("Berufserfahrung", "09/2022 – heute")),
        (DocumentLanguage.FR, ("Expérience professionnelle", "sept. 2022 – aujourd’hui")),
        (DocumentLanguage.ES, ("Experiencia profesional", "sept. 2022 – actualidad")),
    ],
)
def test_headings_and_dates_are_in_the_language_asked_for(language: DocumentLanguage, words: tuple[str, str]) -> None:
    made = file(person("short_en"), ResumeFormat.MARKDOWN, Look(language=language)).decode()
    assert [each for each in words if each not in made] == []
