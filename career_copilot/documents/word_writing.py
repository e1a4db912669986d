"""What Word documents of ours are made of: styles, paragraphs, bullets, links, dates at the right edge.

Everything is a real style of Word, so that a person can change the look in one place and programs can tell a heading from a
sentence."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.resume_sheet import Link, Paper

SIZES = {Paper.A4: (Mm(210), Mm(297)), Paper.LETTER: (Mm(215.9), Mm(279.4))}
LOCALES = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}


@dataclass(frozen=True)
class WordLook:
    """Fonts that every Word has; colours as hexadecimal numbers."""

    font: str
    size: float
    accent: str
    margin: float = 20  # mm


class WordDocument:
    """A document that grows from top to bottom. `holder` is where paragraphs go: the page, or the cell of a table."""

    def __init__(self, look: WordLook, paper: Paper, language: DocumentLanguage) -> None:
        self.look = look
        self.document: Any = docx.Document()
        self.holder: Any = self.document
        section = self.document.sections[0]
        section.page_width, section.page_height = SIZES[paper]
        section.left_margin = section.right_margin = Mm(look.margin)
        section.top_margin = section.bottom_margin = Mm(18)
        self.width: Length = Length(section.page_width - section.left_margin - section.right_margin)
        self._styles(language)

    def _styles(self, language: DocumentLanguage) -> None:
        size, accent = self.look.size, self.look.accent
        self._style("Normal", size, space=(0, 2), language=language)
        self._style("Title", size * 2.05, bold=True, colour=accent, space=(0, 2))
        self._style("Subtitle", size * 1.18, colour="555B66", space=(0, 5))
        self._style("Heading 1", size * 1.2, bold=True, colour=accent, space=(13, 5), keep=True)
        self._style("Heading 2", size, bold=True, space=(8, 1), keep=True)
        self._style("List Bullet", size, space=(0, 2))
        self._line_below("Heading 1")
        for border in self.document.styles["Title"].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)

    def _style(
        self,
        name: str,
        size: float,
        bold: bool = False,
        colour: str = "1A1C20",
        space: tuple[float, float] = (0, 0),
        keep: bool = False,
        language: DocumentLanguage | None = None,
    ) -> None:
        style = self.document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = self.look.font, Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), self.look.font)
        spacing = style.element.get_or_add_rPr().find(qn("w:spacing"))
        if spacing is not None:
            spacing.getparent().remove(spacing)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(space[0]), Pt(space[1]), 1.08
        form.keep_with_next, form.widow_control = keep, True
        if language:
            tag = OxmlElement("w:lang")
            tag.set(qn("w:val"), LOCALES[language])
            style.element.get_or_add_rPr().append(tag)

    def _line_below(self, name: str) -> None:
        border = OxmlElement("w:pBdr")
        line = OxmlElement("w:bottom")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "2"), ("color", "C9CED6")):
            line.set(qn(f"w:{key}"), value)
        border.append(line)
        properties = self.document.styles[name].element.get_or_add_pPr()
        properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")

    def paragraph(self, text: str = "", style: str = "Normal", keep: bool = False) -> Any:
        made = self.holder.add_paragraph(text, style=self.document.styles[style])
        if keep:
            made.paragraph_format.keep_with_next = True
        return made

    def dated(self, text: str, dates: str, style: str = "Normal", bold_label: str = "") -> Any:
        """`text` with the dates at the right edge."""
        made = self.paragraph(style=style)
        if bold_label:
            made.add_run(bold_label).bold = True
        made.add_run(text)
        if dates:
            made.paragraph_format.tab_stops.add_tab_stop(self.width, WD_TAB_ALIGNMENT.RIGHT)
            run = made.add_run(f"\t{dates}")
            run.bold, run.font.color.rgb = False, RGBColor.from_string("555B66")
        return made

    def link(self, paragraph: Any, one: Link) -> None:
        """Words that lead somewhere, if they do."""
        if not one.url:
            paragraph.add_run(one.text)
            return
        related = paragraph.part.relate_to(one.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), related)
        run = paragraph.add_run(one.text)
        link.append(run._r)
        paragraph._p.append(link)

    def links(self, all_of_them: list[Link], between: str = " · ") -> None:
        if not all_of_them:
            return
        made = self.paragraph()
        for number, one in enumerate(all_of_them):
            if number:
                made.add_run(between)
            self.link(made, one)

    def table(self, widths: tuple[float, ...]) -> Any:
        """Without lines; widths in mm."""
        made = self.holder.add_table(rows=0, cols=len(widths))
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        return made

    def saved(self, title: str, author: str) -> bytes:
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title[:255], author[:255], ""
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()
