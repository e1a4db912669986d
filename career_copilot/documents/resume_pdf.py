"""A `Resume` → PDF (PDF/A-2b, tagged) or pictures of its pages, in a template, on a paper, on one page if it can be."""

from typing import Literal

from pydantic import BaseModel

from career_copilot.documents.typesetting import Setting, typeset
from career_copilot.domain.document_words import TITLE
from career_copilot.domain.printable import printable
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Look, Sheet, Template, sheet

# From as it should be to as narrow as can still be read well: white space goes first, letters shrink by a tenth at most.
SETTINGS = (
    Setting(),
    Setting(space=0.88, margins=0.95),
    Setting(space=0.76, margins=0.9),
    Setting(letters=0.98, space=0.7, margins=0.86),
    Setting(letters=0.96, space=0.66, margins=0.82),
    Setting(letters=0.94, space=0.62, margins=0.78),
    Setting(letters=0.92, space=0.58, margins=0.76),
    Setting(letters=0.9, space=0.55, margins=0.75),
)
WITH_PHOTO = frozenset({Template.EUROPEAN})
PREVIEW_PPI = 110


class Page(BaseModel):
    """What a template gets. `photo`: the bytes of a JPEG file as numbers, or none."""

    sheet: Sheet
    paper: str
    title: str
    photo: list[int] = []


class Rendered(BaseModel, frozen=True):
    """`files`: the PDF, or a PNG a page. `shrunk`: 0 as designed, up to 1 as narrow as it gets. `fits`: False when one page
    was wanted and cannot hold it; then it is set as designed. `left_out`: characters that no font here can show. `archival`: it is a
    PDF/A-2b; False for pictures, and when a mark on a letter could only be shown as a box."""

    files: list[bytes]
    pages: int
    shrunk: float
    fits: bool
    left_out: str
    archival: bool


def pdf(resume: Resume, look: Look, photo: bytes | None = None) -> Rendered:
    """Raises DocumentError. `photo` comes from `photos.prepared`; only the templates of WITH_PHOTO show it."""
    return _rendered(resume, look, photo, "pdf")


def pictures(resume: Resume, look: Look, photo: bytes | None = None, ppi: float = PREVIEW_PPI) -> Rendered:
    """What `pdf` would look like, a PNG a page. Raises DocumentError."""
    return _rendered(resume, look, photo, "png", ppi)


def _rendered(
    resume: Resume, look: Look, photo: bytes | None, kind: Literal["pdf", "png"], ppi: float = PREVIEW_PPI
) -> Rendered:
    written = sheet(resume, look.language)
    shown = photo if photo and look.template in WITH_PHOTO else b""
    page = Page(sheet=written, paper=look.paper, title=TITLE[written.language])
    made = printable(page)
    data = Page.model_validate(made.data | {"photo": list(shown)}).model_dump_json()
    return set_pages(look.template, data, look, kind, ppi, made.left_out)


def set_pages(template: str, data: str, look: Look, kind: Literal["pdf", "png"], ppi: float, left_out: str) -> Rendered:
    """Set the JSON `data` on as many pages as it needs or, if the look asks for one, on one where that can be."""
    done = typeset(
        template,
        data,
        kind,
        SETTINGS if look.one_page else SETTINGS[:1],
        most_pages=1 if look.one_page else 0,
        ppi=ppi,
        archival=kind == "pdf",
    )
    return Rendered(
        files=done.files,
        pages=done.pages,
        shrunk=done.setting / (len(SETTINGS) - 1),
        fits=done.fits,
        left_out=left_out,
        archival=done.archival,
    )
