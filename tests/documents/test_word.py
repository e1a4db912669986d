"""Word files: everything a person sees in them is read; archives that would explode are refused before unpacking."""

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml import parse_xml

from career_copilot.documents import kinds, text, word
from career_copilot.documents.cleaning import clean
from career_copilot.errors import DocumentError
from tests.documents.making import docx_of

TODAY = date(2026, 11, 23)
BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml">'
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>Phone 0113 496 0142</w:t></w:r>"
    "</w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r>"
    "<w:t>Phone 0113 496 0142</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def test_bytes_of_windows_that_were_taken_for_latin_1_are_its_dashes_and_quotes() -> None:
    assert clean("2019\x962021 Ada\x92s Caf\xe9\n\x95 \x93bread\x94") == "2019–2021 Ada’s Café\n• “bread”"


def test_a_resume_as_word_file_reads_like_its_text(nurse: str) -> None:
    resume = text.read(docx_of(nurse), kinds.DOCX, TODAY)
    assert resume.basics.email == "marta.lindqvist@example.org"
    assert [work.name for work in resume.work] == ["Northside General Hospital", "Elm Grove Clinic"]


def test_headers_tables_lists_and_text_boxes_are_read_once_and_in_order() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Amara Okonjo"
    document.add_paragraph("Before the table")._p.append(parse_xml(BOX))
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2018 – 2020", "Teacher, Hillcrest Academy"
    table.cell(1, 0).text, table.cell(1, 1).text = "2014 – 2018", "Tutor, Elm College"
    document.add_paragraph("Taught mathematics", style="List Bullet")
    document.sections[0].footer.paragraphs[0].text = "References on request"
    lines = [line for line in word.text(saved(document)).splitlines() if line.strip()]
    assert lines == [
        "Amara Okonjo",
        "Before the table",
        "Phone 0113 496 0142",
        "2018 – 2020   Teacher, Hillcrest Academy",
        "2014 – 2018   Tutor, Elm College",
        "• Taught mathematics",
        "References on request",
    ]


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (archive(word__document_xml=bytes(200 * 1024 * 1024)), "unpacks to far more"),
        (archive(word__document_xml=b"<x/>", word__media=bytes(20 * 1024 * 1024)), "unpacks to far more"),
        (archive(**{f"word__{number}": b"x" for number in range(3000)}), "unpacks to far more"),
        (archive(word__other_xml=b"<x/>"), "damaged"),
        (archive(word__document_xml=b"<x/>"), "damaged"),
        (docx_of("words")[:3000], "damaged"),
    ],
)
def test_hostile_and_damaged_archives_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        word.text(data)


def test_entities_that_grow_without_bound_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom" * 100}">' for n in range(9))
    source = docx_of("words")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as read, zipfile.ZipFile(file, "w") as made:
        for name in read.namelist():
            data = read.read(name)
            if name == "word/document.xml":
                start = data.index(b"<w:document")
                declaration = f"<!DOCTYPE w:document [{entities}]>".encode()
                data = data[:start] + declaration + data[start:].replace(b"words", b"&e8;")
            made.writestr(name, data)
    with pytest.raises(DocumentError):
        text.read(file.getvalue(), kinds.DOCX, TODAY)
