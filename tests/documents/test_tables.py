"""Tables as people have them: encodings, delimiters, quoted lines, archives, and files that are no tables."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from career_copilot.documents import tables, workbooks
from career_copilot.errors import DocumentError

ROWS = [["Title", "Notes"], ["Krankenschwester für Ärzte", "first\nsecond; third"], ["Cook, senior", 'says "hi"']]


def csv_of(delimiter: str = ",") -> str:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in ROWS]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def kept(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "table"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    assert tables.read(kept(tmp_path, csv_of(delimiter).encode(encoding))) == ROWS


def test_excel_says_its_delimiter(tmp_path: Path) -> None:
    assert tables.read(kept(tmp_path, b"sep=|\r\nTitle|Notes\r\nNurse|a,b\r\n")) == [
        ["Title", "Notes"],
        ["Nurse", "a,b"],
    ]


def test_notes_above_the_header_and_empty_rows_are_left_out(tmp_path: Path) -> None:
    data = b"My list\n\nTitle,Company,Notes\n,,\nNurse,Havnklinik,x\n\n"
    assert tables.read(kept(tmp_path, data)) == [["Title", "Company", "Notes"], ["Nurse", "Havnklinik", "x"]]


def test_headers_without_names_get_one(tmp_path: Path) -> None:
    assert tables.read(kept(tmp_path, b"Title,,Place\nNurse,x,y,z,\n"))[0] == ["Title", "Column 2", "Place", "Column 4"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Title\n", "no rows"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0 old", "xlsx"),
        (b"\x00\x01\x02\x03\x04" * 100, "NUL bytes"),
        (b"\x01\x02\x03\x04" * 100, "not a table"),
        (b"Title,Company\n" + b"\x00" * 400, "NUL bytes"),
        (b"Title,\x00\x00\x00\x00\x00Company\n" + b"Nurse\x00\x00\x00\x00,Hav\x00\x00\n" * 9, "NUL bytes"),
        (b"PK\x03\x04 broken", "damaged"),
        (b'Title,Notes\nNurse,"' + b"x" * 1_100_000, "quotation mark"),
        (b"Title\n" + b"x\n" * 50_001, "50,000 rows"),
    ],
)
def test_what_is_no_table_says_what_to_do(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        tables.read(kept(tmp_path, data))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_wide_letters_are_read_with_or_without_their_mark(tmp_path: Path, encoding: str) -> None:
    assert tables.read(kept(tmp_path, "Title,Place\nNurse,Århus\n".encode(encoding)))[1] == ["Nurse", "Århus"]


def test_how_far_the_reading_is_can_be_told(tmp_path: Path) -> None:
    seen: list[int] = []
    tables.read(kept(tmp_path, b"Title\n" + b"x\n" * 1_200), seen.append)
    assert seen == [500, 1000]


def test_an_excel_file_is_read_as_people_see_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a note"])
    sheet = book.create_sheet("Jobs")
    sheet.append(["Title", "Applied", "Salary", "Remote"])
    sheet.append(["Nurse", datetime(2026, 3, 4), 48000.0, True])
    sheet.append(["Cook", datetime(2026, 3, 4, 9, 30), 1.5, None])
    sheet.append([None, None])
    book.save(tmp_path / "jobs.xlsx")
    assert tables.read(tmp_path / "jobs.xlsx") == [
        ["Title", "Applied", "Salary", "Remote"],
        ["Nurse", "2026-03-04", "48000", "yes"],
        ["Cook", "2026-03-04 09:30:00", "1.5", ""],
    ]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(DocumentError, match="unpacks to far more"):
        tables.read(tmp_path / "bomb.xlsx")
    assert workbooks.MAX_RATIO > 60


def test_linkedin_s_archive_gives_applied_and_saved_jobs(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "linkedin.zip", "w") as archive:
        archive.writestr("Connections.csv", "First Name,Last Name\nA,B\n" * 500)
        archive.writestr(
            "Jobs/Job Applications.csv",
            "Application Date,Company Name,Job Title,Job Url\n9/12/23,ACME,Nurse,https://a.example/1\n",
        )
        archive.writestr("Jobs/Saved Jobs.csv", "Saved Date,Job Url,Job Title,Company Name\n9/13/23,https://a.example/2,Cook,Bistro\n")  # fmt: skip
    found = tables.read(tmp_path / "linkedin.zip")
    assert found[0] == ["Application Date", "Company Name", "Job Title", "Job Url", "Saved Date", "Stage"]
    assert [(row[2], row[-1]) for row in found[1:]] == [("Nurse", "Applied"), ("Cook", "Saved")]


def test_an_archive_within_an_archive(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("Jobs 1234.csv", "Name,Company\nNurse,Havnklinik\n")
        archive.writestr("Jobs 1234_all.csv", "Name,Company\nNurse,Havnklinik\nCook,Bistro\n")
    with zipfile.ZipFile(tmp_path / "notion.zip", "w") as archive:
        archive.writestr("Export-1.zip", inner.getvalue())
    assert len(tables.read(tmp_path / "notion.zip")) == 3


def test_an_archive_without_a_table(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(DocumentError, match="no table"):
        tables.read(tmp_path / "x.zip")
