"""Documents out: a template and its data become a PDF or pictures, set by Typst in a process of its own with limits of
time and memory. What people wrote is data: nothing in it can be taken for markup, a file to read or a package to load."""

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel

from career_copilot.documents import typesetter
from career_copilot.errors import DocumentError

SECONDS = 20
FAILED = (
    "The document could not be made. What was recorded is safe; try again, and tell whoever looks after this server."
)
TOO_LONG = "Making the document took more than {:g} seconds, so it was stopped."


class Setting(BaseModel, frozen=True):
    """How a page is set: the factors that a template applies to its letters, its white space and its margins."""

    letters: float = 1
    space: float = 1
    margins: float = 1


class Typeset(BaseModel, frozen=True):
    """`files`: the PDF, or one picture a page. `setting`: which of those offered was taken. `fits`: within the pages asked for.
    `archival`: it is a PDF/A, as asked for."""

    files: list[bytes]
    pages: int
    setting: int
    fits: bool
    archival: bool


def pdf(template: str, data: BaseModel, seconds: float = SECONDS) -> bytes:
    """The document of the template `templates/{template}.typ`. Raises DocumentError."""
    return typeset(template, data.model_dump_json(), "pdf", seconds=seconds).files[0]


def typeset(
    template: str,
    data: str,
    kind: Literal["pdf", "png"],
    settings: Sequence[Setting] = (Setting(),),
    most_pages: int = 0,
    ppi: float = 144,
    archival: bool = False,
    seconds: float = SECONDS,
) -> Typeset:
    """Set the JSON `data`. With `most_pages`, in the first of the settings that needs no more; if all need more, in the
    first of all. `archival` makes the PDF a PDF/A-2b. Raises DocumentError."""
    order = typesetter.Order(
        template=template,
        data=data,
        kind=kind,
        settings=[setting.model_dump_json() for setting in settings],
        most_pages=most_pages,
        ppi=ppi,
        archival=archival,
    )
    try:
        done, files = typesetter.ask(order, seconds)
    except TimeoutError as error:
        raise DocumentError(TOO_LONG.format(seconds)) from error
    except typesetter.TypesetterError as error:
        raise DocumentError(FAILED) from error
    return Typeset(
        files=files,
        pages=done.pages,
        setting=done.setting,
        fits=not most_pages or done.pages <= most_pages,
        archival=done.archival,
    )
