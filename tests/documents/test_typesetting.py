"""PDFs made from people's words: all scripts, no markup, limits."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from career_copilot.documents import child, typesetter, typesetting
from career_copilot.domain.printed import body, line
from career_copilot.domain.submission_sheet import sheet
from career_copilot.domain.submissions import AdvertFrom, AdvertSnapshot, RecordView, SentFile, SentText, Submission
from career_copilot.domain.view_report import MOST_ROWS, Report
from career_copilot.errors import DocumentError

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def record(text: str, title: str = "Nurse", **values: object) -> RecordView:
    content = Submission(
        title=title,
        company="Havnklinik",
        place="Århus",
        source="",
        links=["https://boards.example/" + "a" * 300],
        applied_at=NOW,
        time_zone="Europe/Berlin",
        advert=AdvertSnapshot(title=title, company="Havnklinik", text=text, taken_at=NOW, boards=["Greenhouse"]),
        advert_from=AdvertFrom.OPENING,
        texts=[SentText(kind="letter", name="letter.md", text="Dear Dr Ö,\n\nI care.")],
    )
    files = [SentFile(kind="letter", name="letter.md", media_type="text/plain", size=27_000, sha256="cd" * 32)]
    plain = {"id": 3, "application_id": 1, "sha256": "ab" * 32, "undone_at": None, "created_at": NOW}
    return RecordView.model_validate(plain | {"content": content, "files": files} | values)


def pages(found: RecordView) -> list[str]:
    made = typesetting.pdf("submission", sheet(found, "Europe/Berlin", NOW))
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages]


def flat(words: list[str]) -> str:
    return " ".join(" ".join(words).replace("\u200b", "").split())


def test_the_page_says_what_was_sent_when_and_its_hashes() -> None:
    text = flat(pages(record("We care.")))
    for words in (
        "Mon 23 Nov 2026, 13:00 CET", "As it stood on Greenhouse", "We care.", "Dear Dr Ö,", "27 kB", "cd" * 32, "ab" * 32,
        "Page 1 of 1",
    ):  # fmt: skip
        assert words in text
    assert "undone" not in text
    assert "This step was undone on Mon 23 Nov 2026" in flat(pages(record("We care.", undone_at=NOW)))


@pytest.mark.parametrize(
    "words",
    [
        "Zażółć gęślą jaźń",
        "İstanbul'da çalışmak",
        "Η ταχεία αλώπηξ",
        "Съешь же ещё булок",
        '#set page(fill: red) *bold* $x^2$ <tag> @preview/x #read("/etc/passwd")',
        "= no heading // no comment",
    ],
)
def test_words_are_set_as_they_are_written(words: str) -> None:
    assert words in flat(pages(record(words, title=words)))


@pytest.mark.parametrize(
    "words", ["Emoji 🙂👩🏽‍⚕️🚀 漢字 हिन्दी", "אנחנו מחפשים אחות", "\u202eabc\u0000\u0007\ud7ff", "x" * 5000, "\n\n \n"]
)
def test_odd_words_make_a_pdf_all_the_same(words: str) -> None:
    assert "Page 1 of" in flat(pages(record(words, title=words or "x")))


def test_emoji_are_set_in_a_font_that_has_them() -> None:
    def fonts(words: str) -> set[str]:
        made = typesetting.pdf("submission", sheet(record(words, title=words), "Europe/Berlin", NOW))
        found = [page["/Resources"]["/Font"].get_object() for page in pypdf.PdfReader(BytesIO(made)).pages]
        return {font["/BaseFont"].rpartition("+")[2].rpartition("-")[0] for each in found for font in each.values()}

    assert "NotoEmoji" in fonts("Nurse 🩺👩🏽‍⚕️🚀")
    assert "NotoEmoji" not in fonts("Nurse → 1, 2 ✓")


def test_a_very_long_ad_is_many_numbered_pages() -> None:
    found = pages(record("A line of an advertisement that goes on and on.\n" * 4000))
    assert len(found) > 50
    assert f"Page 2 of {len(found)}" in flat(found[1:2])


def report(rows: list[tuple[str, str, str]], **values: object) -> Report:
    lines = [
        (line(title), line(company), line(place), "Interview · Panel", "2026-11-23") for title, company, place in rows
    ]
    plain = {
        "title": "Applications",
        "subtitle": "Mon 23 Nov 2026",
        "counts": [("Interview", len(rows))],
        "rows": lines,
    }
    return Report.model_validate(plain | values)


def reported(made: Report) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(typesetting.pdf("report", made))).pages]


@pytest.mark.parametrize("words", ['#read("/etc/passwd") *bold* $x^2$ <tag>', "= Zażółć Η ταχεία Съешь", "// x ]"])
def test_a_report_sets_words_as_they_are_written(words: str) -> None:
    assert words in flat(reported(report([(words, "مرحبا", "🙂" + "x" * 3000)], left=7)))


def test_a_report_of_nothing_is_a_page() -> None:
    assert "Page 1 of 1" in flat(reported(report([], counts=[])))


def test_the_longest_report_keeps_within_the_limits() -> None:
    """The child has a gigabyte and twenty seconds: every cell is as long as may be entered."""
    row = ("Senior nurse אחות " + "w" * 280, "Klinik am Fjord " * 12, "Rotterdam " * 19)
    made = typesetting.pdf("report", report([row] * MOST_ROWS, left=3000))
    found = pypdf.PdfReader(BytesIO(made)).pages
    assert f"Page 2 of {len(found)}" in found[1].extract_text()
    assert "And 3000 more" in found[-1].extract_text()


def test_it_is_stopped_when_it_takes_too_long() -> None:
    with pytest.raises(DocumentError, match="stopped"):
        typesetting.pdf("submission", sheet(record("x"), "UTC", NOW), seconds=0)


def test_a_failure_is_said_and_its_reason_kept() -> None:
    with pytest.raises(DocumentError, match="could not be made") as raised:
        typesetting.pdf("no-such-template", sheet(record("x"), "UTC", NOW))
    assert "No such file" in str(raised.value.__cause__)


def test_lines_have_a_direction_and_places_to_break() -> None:
    assert line("50% שלום world").rtl
    assert not line("world שלום").rtl
    assert line("a" * 41).text == "a" * 40 + "\u200ba"
    assert [one.text for one in body("\n\na\n\n\nb")] == ["a", "", "b"]


def test_a_process_that_ended_between_two_documents_is_replaced() -> None:
    made = sheet(record("x"), "UTC", NOW)
    typesetting.pdf("submission", made)
    pool = typesetter._pools[os.getpid()]
    process = pool.idle[-1]
    process.child.kill()
    process.child.wait()
    assert typesetting.pdf("submission", made).startswith(b"%PDF-")
    assert process not in pool.idle


def test_processes_are_warm_few_and_replaced_after_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sheet(record("x"), "UTC", NOW)
    with ThreadPoolExecutor(8) as pool:
        assert all(
            each.startswith(b"%PDF-") for each in pool.map(lambda _: typesetting.pdf("submission", made), range(16))
        )
    idle = typesetter._pools[os.getpid()].idle
    assert 1 <= len(idle) <= typesetter.MOST_PROCESSES
    monkeypatch.setattr(typesetter, "MOST_ORDERS", 1)
    last = idle[-1]
    typesetting.pdf("submission", made)
    assert last.child.poll() is not None


def test_the_process_sees_no_secret_and_has_limits() -> None:
    process = typesetter._Process()
    try:
        while not (environment := Path(f"/proc/{process.child.pid}/environ").read_bytes()):
            assert process.child.poll() is None  # the kernel is still setting it up
        assert dict(entry.split("=", 1) for entry in environment.decode().split("\0") if entry) == child.environment()
    finally:
        process.end()
