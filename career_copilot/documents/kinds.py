"""Tell what a file is by its bytes, never by its name, and say clearly what to do with one that we do not read."""

import json

from career_copilot.errors import DocumentError

MAX_BYTES = 10 * 1024 * 1024
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSON = "application/json"
TEXT = "text/plain"
PNG = "image/png"
JPEG = "image/jpeg"
ENDINGS = {PDF: ".pdf", DOCX: ".docx", JSON: ".json", TEXT: ".txt", PNG: ".png", JPEG: ".jpg"}
PICTURES = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
ACCEPTED = "a PDF, a Word file (.docx), a JSON Resume (.json) or plain text"

IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"BZh", b"\x28\xb5\x2f\xfd")
PROGRAMS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


def too_large(size: int) -> str:
    """What is said of a file of this many bytes, wherever it is refused."""
    return (
        f"This file has {size / 1_048_576:.1f} MB; a résumé may have up to 10 MB. "
        "Save it with smaller pictures, or as PDF, and try again."
    )


def media_type(data: bytes) -> str:
    """PDF, DOCX, JSON or TEXT. Raises DocumentError for anything else, for an empty file and for one over 10 MB."""
    if not data.strip():
        raise DocumentError("This file is empty: choose another one.")
    if len(data) > MAX_BYTES:
        raise DocumentError(too_large(len(data)))
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    _refuse_known(data)
    text = decoded(data)
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<?xml", "<svg")):
        raise DocumentError(
            "This is a web page, not a résumé: open it in a browser, print it to PDF, and choose that PDF."
        )
    return JSON if start.startswith(("{", "[")) and _is_json(text) else TEXT


def attachment(data: bytes) -> str:
    """Of a file that is kept, not read: what `media_type` knows, and pictures. Raises DocumentError for anything else."""
    if not data.strip():
        raise DocumentError("This file is empty: choose another one.")
    if len(data) > MAX_BYTES:
        raise DocumentError(f"This file has {len(data) / 1_048_576:.1f} MB; a document may have up to 10 MB.")
    picture = next((kind for magic, kind in PICTURES.items() if data.startswith(magic)), None)
    try:
        return picture or media_type(data)
    except DocumentError as error:
        wanted = "a PDF, a Word file (.docx), a PNG or JPEG picture, or plain text"
        raise DocumentError(f"This file is of a kind that is not kept here: choose {wanted}.") from error


def decoded(data: bytes) -> str:
    """The text of a plain text file: UTF-8, UTF-16 with its mark, else Western European. Raises DocumentError for
    bytes that are no text."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(letter < " " and letter not in "\t\n\r\f\v" for letter in text)
        if controls <= len(text) / 1000:
            return text.replace("\x00", "")
    raise DocumentError(f"This file is of a kind that cannot be read here: choose {ACCEPTED}.")


def _zipped(data: bytes) -> str:
    """Word files are zip archives; so are many others. The names of members stand uncompressed in the archive."""
    if b"word/" in data:
        return DOCX
    if b"Index/Document.iwa" in data or b"Index.zip" in data or b"index.apxl" in data:
        raise DocumentError("This is a Pages file: in Pages choose File › Export To › PDF, and upload that PDF.")
    if b"opendocument.text" in data[:200]:
        raise DocumentError("This is an OpenDocument text: save it as PDF or Word (.docx), and upload that.")
    if b"xl/workbook" in data or b"ppt/presentation" in data:
        raise DocumentError("This is a spreadsheet or a presentation: save it as PDF, and upload that.")
    raise DocumentError("This is a zip archive: unpack it and upload the résumé in it, such as its PDF.")


def _refuse_known(data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError("This is an old Word file (.doc): save it as .docx or PDF, and upload that.")
    if data.startswith(b"{\\rtf"):
        raise DocumentError("This is an RTF file: save it as .docx or PDF, and upload that.")
    if data.startswith(IMAGES) or data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise DocumentError(
            "This is a picture, which has no text to read: upload the PDF or Word file it was made from."
        )
    if data.startswith(ARCHIVES):
        raise DocumentError("This is a compressed archive: unpack it and upload the résumé in it, such as its PDF.")
    if data.startswith(PROGRAMS):
        raise DocumentError(f"This is a program, not a résumé: choose {ACCEPTED}.")


def _is_json(text: str) -> bool:
    """True also for JSON with a mistake in it: its author should hear of the mistake, not see braces as a résumé."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return '"basics"' in text or '"work"' in text
    return True
