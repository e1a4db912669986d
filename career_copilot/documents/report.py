"""The report of a view of applications as a PDF: how many stand where, then one line an application.

Typst gets everything as data: what somebody typed is never read as its markup."""

import json

import typst
from pydantic import BaseModel

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(paper: "a4", margin: (x: 16mm, y: 18mm), footer: context align(right, text(8pt, fill: luma(90),
  counter(page).display("1 / 1", both: true))))
#set text(9pt, font: data.fonts, fallback: true)
#set par(leading: 0.5em)
#text(17pt, weight: "semibold")[#data.title]
#v(-2mm)
#text(fill: luma(90))[#data.subtitle]
#v(2mm)
#grid(columns: data.counts.len(), column-gutter: 6mm, ..data.counts.map(one =>
  stack(spacing: 1.6mm, text(14pt, weight: "semibold")[#one.at(1)], text(8pt, fill: luma(90))[#one.at(0)])))
#v(3mm)
#table(
  columns: (2.6fr, 1.7fr, 1.3fr, 1.3fr, 1.1fr), stroke: (x, y) => (bottom: 0.4pt + luma(215)), inset: (x: 2pt, y: 4pt),
  table.header(..("Title", "Company", "Place", "Stage", "Applied").map(one => text(8pt, fill: luma(90))[#one])),
  ..data.rows.flatten().map(one => [#one]),
)
#if data.left > 0 [#v(2mm)#text(fill: luma(90))[And #data.left more: the CSV and Excel exports have them all.]]
"""
FONTS = ["Source Sans 3", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Libertinus Serif"]
MOST_ROWS = 2000
"""Some 60 pages. More is no report, and would cost the worker its memory."""


class Report(BaseModel, frozen=True):
    """What is on the pages. A row is title, company, place, stage, date."""

    title: str
    subtitle: str
    counts: list[tuple[str, int]]
    rows: list[tuple[str, str, str, str, str]]
    left: int = 0


def pdf(report: Report) -> bytes:
    data = report.model_dump(mode="json") | {"fonts": FONTS}
    return bytes(typst.compile(TEMPLATE.encode(), sys_inputs={"data": json.dumps(data)}))
