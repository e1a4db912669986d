"""PDFs made from people's words: all scripts, no markup, limits."""

from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from career_copilot.documents import typesetting
from career_copilot.domain.submission_sheet import body, line, sheet
from career_copilot.domain.submissions import AdvertFrom, AdvertSnapshot, RecordView, SentFile, SentText, Submission
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


def test_a_very_long_ad_is_many_numbered_pages() -> None:
    found = pages(record("A line of an advertisement that goes on and on.\n" * 4000))
    assert len(found) > 50
    assert f"Page 2 of {len(found)}" in flat(found[1:2])


def test_it_is_stopped_when_it_takes_too_long() -> None:
    with pytest.raises(DocumentError, match="stopped"):
        typesetting.pdf("submission", sheet(record("x"), "UTC", NOW), seconds=0.01)


def test_a_failure_is_said_and_its_reason_kept() -> None:
    with pytest.raises(DocumentError, match="could not be made") as raised:
        typesetting.pdf("no-such-template", sheet(record("x"), "UTC", NOW))
    assert "No such file" in str(raised.value.__cause__)


def test_lines_have_a_direction_and_places_to_break() -> None:
    assert line("50% שלום world").rtl
    assert not line("world שלום").rtl
    assert line("a" * 41).text == "a" * 40 + "\u200ba"
    assert [one.text for one in body("\n\na\n\n\nb")] == ["a", "", "b"]
