"""Import and export in a browser: an odd table with its bad rows mended, and everything taken along."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]
ODD = """Stelle;Firma;Stand;Datum;Notizen
"👩‍⚕️ Pflegekraft";Klinik am Fjord;Beworben;03/04/2026;"Zeile eins
Zeile zwei"
مهندس برمجيات;شركة;Purgatory;04/04/2026;
=1+1;Bistro;Absage;soon;
""".encode()


def upload(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("File", exact=True).set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Read this file").click()


def tally(page: Page, words: str) -> str:
    return page.locator(".import-tally", has_text=words).locator("b").inner_text()


def test_an_odd_table_is_mapped_imported_and_its_bad_rows_mended(
    browser: Browser, app_server: AppServer, tmp_path: Path
) -> None:
    _, token = account("odd.table@example.org")
    page = open_page(
        browser_of(browser, app_server, token, viewport={"width": 390, "height": 844}), "/applications/import"
    )
    assert violations(page) == []
    upload(page, "Bewerbungen.csv", ODD)
    expect(page.get_by_label("Column Stelle")).to_have_value("title")
    expect(page.get_by_label("Stage of Absage")).to_have_value("rejected")
    expect(page.get_by_text("3 of the first 3 rows cannot be read")).to_be_visible()
    page.get_by_role("button", name="3 April").click()
    page.get_by_label("Stage of Purgatory").select_option("interview/technical")
    expect(page.get_by_text("1 of the first 3 rows cannot be read")).to_be_visible()
    expect(page.get_by_role("region", name="Preview")).to_contain_text("3 Apr 2026")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".import-tallies")).to_be_visible()
    assert [tally(page, words) for words in ("new", "to mend")] == ["2", "1"]
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Rows to mend").click()
    download.value.save_as(tmp_path / "mend.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "mend.csv").read_text("utf-8-sig"))))
    assert rows[1][0] == "'=1+1"
    rows[1][3] = "5.4.2026"
    mended = io.StringIO()
    csv.writer(mended).writerows(rows)
    page.get_by_role("button", name="Import another file").click()
    upload(page, "mended.csv", mended.getvalue().encode())
    expect(page.get_by_role("region", name="Preview")).to_contain_text("=1+1")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".import-tallies")).to_be_visible()
    assert [tally(page, words) for words in ("new", "to mend")] == ["1", "0"]
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("Undone: Imported mended.csv.")).to_be_visible()
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()
    page.get_by_role("button", name="Import another file").click()
    upload(page, "changed.csv", "Stelle;Firma;Stand\n👩‍⚕️ Pflegekraft;Klinik am Fjord;Absage\n".encode())
    page.get_by_role("button", name="Import", exact=True).click()
    row = page.get_by_role("listitem").filter(has_text="Pflegekraft")
    expect(row).to_contain_text("Row 2 · kept as it is here")
    expect(row).to_contain_text("Stage: Applied here, Rejected in the file")
    assert tally(page, "said otherwise") == "1"
    assert violations(page) == []


def test_everything_is_downloaded_and_goes_into_an_empty_account(
    browser: Browser, app_server: AppServer, tmp_path: Path
) -> None:
    _, token = account("takes.all@example.org")
    context = browser_of(browser, app_server, token)
    page = open_page(context, "/applications/import")
    long_note = b"x" * 200_000
    upload(page, "list.csv", b"Title,Company,Status,Notes\nNurse,Havnklinik,Applied," + long_note + b"\n")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".import-tallies")).to_be_visible()
    page.get_by_role("link", name="All applications").click()
    page.wait_for_url("**/applications")
    page.goto("/applications?view=table&q=nurse&sort=title")
    page.get_by_role("button", name="Import and export").click()
    page.get_by_role("link", name="Export this view").click()
    page.wait_for_url("**/applications/export?*")
    expect(page.get_by_text("Only “nurse”")).to_be_visible()
    expect(
        page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Applications")
    ).to_have_attribute("aria-current", "page")
    page.goto("/settings")
    page.get_by_role("link", name="Download all").click()
    expect(page.get_by_role("heading", name="Everything")).to_be_visible()
    expect(page.get_by_text("Only “nurse”")).to_have_count(0)
    other = open_page(context, "/applications/export")
    page.get_by_role("button", name="Export: Everything").click()
    for each in (page, other):
        expect(each.get_by_role("link", name="Download career-copilot-")).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download career-copilot-").click()
    download.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
        assert {"README.md", "manifest.json", "data/application.jsonl"} <= set(archive.namelist())
    page.get_by_role("button", name="Delete career-copilot-").click()
    for each in (page, other):
        expect(each.get_by_text("Nothing yet.")).to_be_visible()
    _, stranger = account("starts.anew@example.org")
    anew = open_page(browser_of(browser, app_server, stranger), "/applications/import")
    upload(anew, "all.zip", (tmp_path / "all.zip").read_bytes())
    expect(anew.get_by_text("1 application")).to_be_visible()
    anew.get_by_role("button", name="Import everything").click()
    expect(anew.get_by_role("button", name="Import another file")).to_be_visible()
    expect(anew.get_by_text("1 application")).to_be_visible()
