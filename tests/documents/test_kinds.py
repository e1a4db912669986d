"""What a file is stands in its bytes; each kind that we do not read gets its own advice."""

import io
import zipfile

import pytest

from career_copilot.documents import kinds
from career_copilot.errors import DocumentError
from tests.documents.making import docx_of, pdf_of


def zip_of(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf_of("words"), kinds.PDF),
        (b"\n\n" + pdf_of("words"), kinds.PDF),
        (docx_of("words"), kinds.DOCX),
        (b'{"basics": {}}', kinds.JSON),
        (b'\xef\xbb\xbf{"basics": {}}', kinds.JSON),
        (b'{"basics": {"name": "broken}', kinds.JSON),
        ("Lebenslauf von Jörg".encode(), kinds.TEXT),
        ("Lebenslauf von Jörg".encode("cp1252"), kinds.TEXT),
        ("Lebenslauf von Jörg".encode("utf-16"), kinds.TEXT),
        (b"{braces} in a text", kinds.TEXT),
    ],
)
def test_accepted_kinds(data: bytes, expected: str) -> None:
    assert kinds.media_type(data) == expected


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"%PDF-1.4" + bytes(kinds.MAX_BYTES), "up to 10 MB"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "old Word"),
        (b"{\\rtf1 words}", "RTF"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"  <html><body>", "web page"),
        (zip_of("holiday.jpg"), "zip archive"),
        (zip_of("Index/Document.iwa"), "Pages"),
        (zip_of("xl/workbook.xml"), "spreadsheet"),
        (zip_of("mimetype").replace(b"mimetypex", b"mimetypeapplication/vnd.oasis.opendocument.text"), "OpenDocument"),
        (b"\x1f\x8b\x08" + bytes(40), "compressed"),
        (b"\x7fELF" + bytes(40), "program"),
        (bytes(range(256)) * 4, "cannot be read here"),
    ],
)
def test_other_kinds_say_what_to_do(data: bytes, advice: str) -> None:
    with pytest.raises(DocumentError, match=advice):
        kinds.media_type(data)
