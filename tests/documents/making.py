"""Make résumé files of a text: PDF in one or two columns, Word."""

import io

import docx
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def pdf_of(text: str, pages: int = 1, encrypt: str | None = None) -> bytes:
    """The text as a PDF, a line a line, with `pages` copies of it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt=encrypt)
    for _ in range(pages):
        height = 800
        for line in text.splitlines():
            canvas.setFont("Helvetica", 9)
            canvas.drawString(50, height, line.replace("–", "-").replace("•", "-"))
            height -= 12
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def two_columns(left: str, right: str, heading: str = "") -> bytes:
    """A PDF with two columns whose lines are drawn in turns: what a naive reading mixes up."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(50, 810, heading)
    canvas.setFont("Helvetica", 9)
    rows = max(left.count("\n"), right.count("\n")) + 1
    for number in range(rows):
        for x, column in ((50, left), (330, right)):
            lines = column.split("\n")
            if number < len(lines):
                canvas.drawString(x, 780 - 12 * number, lines[number])
    canvas.save()
    return file.getvalue()


def docx_of(text: str) -> bytes:
    """The text as a Word file, a paragraph a line."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def picture_pdf() -> bytes:
    """A page that holds a picture and no text, as a scanner makes it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.drawImage(ImageReader(Image.new("RGB", (400, 560), "lightgrey")), 20, 20, width=550, height=770)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
