"""Résumés as PDF and as pictures: the words as they are, links that lead somewhere, pages that end where they should."""

import re
from io import BytesIO

import pypdf
import pytest
from PIL import Image

from career_copilot.documents import photos, resume_pdf
from career_copilot.domain.resume import Basics, Resume
from career_copilot.domain.resume_sheet import Look, Paper, Template
from career_copilot.errors import DocumentError
from tests.documents.people import NAMES, highlights, hostile, person

TEMPLATES = list(Template)


def pages(resume: Resume, look: Look, photo: bytes | None = None) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(BytesIO(resume_pdf.pdf(resume, look, photo).files[0])).pages)


def words(resume: Resume, look: Look) -> str:
    return " ".join(" ".join(page.extract_text() for page in pages(resume, look)).split())


def links(resume: Resume, look: Look) -> set[str]:
    notes = [note.get_object() for page in pages(resume, look) for note in page.get("/Annots", [])]
    return {note["/A"]["/URI"] for note in notes}


def picture() -> bytes:
    made = BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(made, "JPEG", exif=b"Exif\x00\x00secret place")
    return made.getvalue()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", NAMES)
def test_every_word_stands_in_every_template(name: str, template: Template) -> None:
    resume = person(name)
    found = words(resume, Look(template=template))
    texts = [resume.basics.name, *(work.name for work in resume.work)]
    texts += [highlight.text for work in resume.work for highlight in work.highlights]
    assert [text for text in texts if re.sub(r"\s", "", text) not in re.sub(r"\s", "", found)] == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_the_paper_is_the_one_asked_for(template: Template, paper: Paper, size: tuple[int, int]) -> None:
    box = pages(person("short_en"), Look(template=template, paper=paper))[0].mediabox
    assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize("template", TEMPLATES)
def test_it_is_a_tagged_pdf_a_with_title_and_language(template: Template) -> None:
    reader = pypdf.PdfReader(BytesIO(resume_pdf.pdf(person("german"), Look(template=template)).files[0]))
    catalog = reader.trailer["/Root"]
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part>2<", metadata)
    assert re.search(r"pdfaid:conformance>B<", metadata)
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "de"
    assert reader.metadata is not None
    assert reader.metadata.title == "Jürgen Weißmüller"


def test_addresses_can_be_read_and_clicked() -> None:
    resume = person("long_en")
    found = links(resume, Look())
    assert "mailto:jonathan.okafor-lindqvist@example.org" in found
    assert "tel:+441314960172" in found
    assert "https://github.com/jol-example/ledgerlint" in found
    assert "github.com/jol-example/ledgerlint" in words(resume, Look())


@pytest.mark.parametrize("template", TEMPLATES)
def test_hostile_words_are_set_as_they_are_and_lead_nowhere(template: Template) -> None:
    resume = hostile()
    made = resume_pdf.pdf(resume, Look(template=template, one_page=True))
    assert not made.fits
    assert set("🙂🚀漢字") <= set(made.left_out)
    found = words(resume, Look(template=template))
    for each in (
        "#set page(fill: red) *bold* $x^2$ <tag>",
        "= no heading // no comment",
        "javascript:alert(1)",
        "Bullet 39",
    ):
        assert each in found
    assert found.count("word ") >= 3999
    assert {link.partition(":")[0] for link in links(resume, Look(template=template))} <= {"https"}


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_at_all_makes_a_page(template: Template) -> None:
    assert resume_pdf.pdf(Resume(), Look(template=template)).pages == 1


def test_one_page_is_made_by_shrinking_and_only_if_it_can_be() -> None:
    """Nothing is cut: a résumé that needs more gets more, set as designed."""
    resume = person("long_en")
    look = Look(template=Template.COLUMNS)
    assert resume_pdf.pdf(resume, look).pages == 2
    made = resume_pdf.pdf(resume, look.model_copy(update={"one_page": True}))
    assert (made.pages, made.fits) == (1, True)
    assert 0 < made.shrunk <= 1
    assert "Used by eleven harbour masters" in words(resume, look.model_copy(update={"one_page": True}))
    resume.work = [work.model_copy(update={"highlights": work.highlights * 4}) for work in resume.work]
    long = resume_pdf.pdf(resume, look.model_copy(update={"one_page": True}))
    assert (long.fits, long.shrunk) == (False, 0)
    assert long.pages > 1
    short = resume_pdf.pdf(person("short_en"), look.model_copy(update={"one_page": True}))
    assert (short.fits, short.shrunk) == (True, 0)


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(template: Template) -> None:
    """Whatever the length, what stands under a heading begins on its page."""
    for count in range(1, 26, 3):
        resume = person("german")
        resume.work[0].highlights = highlights(*(f"Punkt {number}" for number in range(count)))
        resume.work *= 3
        for page in pages(resume, Look(template=template)):
            body = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
            body = [line for line in body if "Seite" not in line]
            assert body[-1] not in ("Ausbildung", "Kenntnisse", "Sprachen", "Zertifikate", "Realschulabschluss"), count


def test_pages_are_numbered_when_there_are_several() -> None:
    assert "Jonathan Okafor-Lindqvist – Page 2 / 2" in words(person("long_en"), Look())
    assert "Page" not in words(person("short_en"), Look())


@pytest.mark.parametrize("template", TEMPLATES)
def test_pictures_show_the_same_pages(template: Template) -> None:
    look = Look(template=template)
    made = resume_pdf.pictures(person("long_en"), look)
    assert made.pages == len(made.files) == resume_pdf.pdf(person("long_en"), look).pages
    assert Image.open(BytesIO(made.files[0])).format == "PNG"


def test_the_tint_ends_with_the_page_on_which_its_column_does() -> None:
    resume = person("long_en")
    resume.work *= 3
    made = resume_pdf.pictures(resume, Look(template=Template.COLUMNS))
    assert made.pages > 2
    edges = [Image.open(BytesIO(picture)).convert("RGB").getpixel((5, 5)) for picture in made.files]
    assert edges[0] != (255, 255, 255)
    assert edges[-1] == (255, 255, 255)


def test_a_photo_is_shown_where_one_is_customary_without_what_the_camera_wrote() -> None:
    photo = photos.prepared(picture())
    assert b"secret" not in photo
    assert Image.open(BytesIO(photo)).size == photos.SIZE
    european = pages(person("german"), Look(template=Template.EUROPEAN), photo)
    assert len(european[0].images) == 1
    assert len(pages(person("german"), Look(template=Template.PLAIN), photo)[0].images) == 0


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0broken", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 99]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="could not be opened"):
        photos.prepared(data)


def test_a_mark_that_no_font_has_for_its_letter_makes_an_ordinary_pdf() -> None:
    resume = Resume(basics=Basics(name="Ada", summary="e\u20dd"))
    made = resume_pdf.pdf(resume, Look())
    assert not made.archival
    assert made.files[0].startswith(b"%PDF-")
    assert resume_pdf.pdf(Resume(basics=Basics(name="Ada")), Look()).archival


def test_a_name_alone_is_the_title() -> None:
    assert words(Resume(basics=Basics(name="Ада Лавлейс")), Look()) == "Ада Лавлейс"
