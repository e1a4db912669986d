"""Drafts: made, judged line by line, edited, accepted, rolled back, deleted; never someone else's, never half."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from career_copilot import db
from career_copilot.documents import child, kinds
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.drafting import TEXTS, Author, DraftKind, Wish
from career_copilot.domain.offers import OfferTerms
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.resume_sheet import Look
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.services import (
    application_documents,
    applications,
    changes,
    drafts,
    letters,
    offers,
    submissions,
    timelines,
    written_texts,
)
from career_copilot.services.letters import Kept, LetterFormat
from career_copilot.services.offers import OfferDraft
from tests.services import writing

pytestmark = pytest.mark.usefixtures("redis_server")


def letter(user_id: int, now: datetime, *sentences: str) -> int:
    """A draft with these sentences, as if a model had written them."""
    draft_id = drafts.create(user_id, DraftKind.LETTER, "Letter", now, language="en")
    lines = [{"text": sentence, "facts": [], "paragraph": 0} for sentence in sentences]
    drafts.keep_version(user_id, draft_id, 0, Author.MODEL, {"lines": lines}, now)
    return draft_id


def test_a_draft_of_evidence_rests_on_facts_only(alice: int, now: datetime) -> None:
    writing.resume(alice)
    opening_id = writing.opening(alice)
    draft_id = drafts.create(alice, DraftKind.LETTER, "", now, opening_id=opening_id)
    assert written_texts.from_evidence(alice, draft_id, Wish(), 0, now) == 1
    found = written_texts.one(alice, draft_id, now)
    assert found.draft.author is Author.EVIDENCE
    assert [line.reasons for line in found.lines if not line.supported] == []
    assert found.blocked == ""
    assert "Intensive Care Nurse” at Fjordlegene" in found.text
    assert "wound care" in found.text
    assert "Kubernetes" not in found.text
    assert any(fact.text.startswith("Triage and wound care") for line in found.lines for fact in line.facts)


@pytest.mark.parametrize("language", DocumentLanguage)
@pytest.mark.parametrize("kind", TEXTS)
def test_no_draft_of_evidence_is_ever_flagged(
    alice: int, now: datetime, kind: DraftKind, language: DocumentLanguage
) -> None:
    writing.resume(alice)
    number = writing.application(alice, now, writing.opening(alice))
    draft_id = drafts.create(alice, kind, "", now, application_id=number)
    written_texts.from_evidence(alice, draft_id, Wish(language=language), 0, now)
    found = written_texts.one(alice, draft_id, now)
    assert [(line.text, line.reasons) for line in found.lines if not line.supported] == []


def test_an_unsupported_line_blocks_the_way_out_until_it_is_mended(alice: int, now: datetime) -> None:
    writing.resume(alice)
    draft_id = letter(alice, now, "Dear hiring team,", "I led a team of 40 nurses.", "I worked at Acme Hospital.")
    found = written_texts.one(alice, draft_id, now)
    assert [line.supported for line in found.lines] == [True, False, False]
    assert all(line.reasons for line in found.lines[1:])
    with pytest.raises(InvalidInputError, match="2 sentences are not carried by your facts"):
        written_texts.exportable(alice, draft_id, now)
    assert written_texts.remove(alice, draft_id, 1, 2, now) == 2
    written_texts.accept(alice, draft_id, 2, 1, now)
    assert written_texts.exportable(alice, draft_id, now).text == "Dear hiring team, I led a team of 40 nurses."


def test_an_edit_is_judged_anew_and_is_a_version_of_its_own(alice: int, now: datetime) -> None:
    writing.resume(alice)
    draft_id = letter(alice, now, "I led a team of 40 nurses.")
    assert (
        written_texts.edit(alice, draft_id, 1, 0, "I mentor student nurses of two universities.\n\nSo far.", now) == 2
    )
    found = written_texts.one(alice, draft_id, now)
    assert [line.supported for line in found.lines] == [True, True]
    assert [line.paragraph for line in found.lines] == [0, 1]
    assert [(one.number, one.author) for one in drafts.versions(alice, draft_id)] == [(2, "you"), (1, "model")]


def test_two_tabs_do_not_overwrite_each_other(alice: int, now: datetime) -> None:
    draft_id = letter(alice, now, "One.", "Two.")
    written_texts.edit(alice, draft_id, 1, 0, "Uno.", now)
    for change in (written_texts.edit, written_texts.insert):
        with pytest.raises(ConflictError, match="another tab"):
            change(alice, draft_id, 1, 1, "Dos.", now)
    with pytest.raises(ConflictError):
        written_texts.accept(alice, draft_id, 1, 1, now)
    with pytest.raises(ConflictError):
        drafts.roll_back(alice, draft_id, 1, 1, now)
    assert [line.text for line in written_texts.one(alice, draft_id, now).lines] == ["Uno.", "Two."]


def test_a_rollback_loses_nothing(alice: int, now: datetime) -> None:
    draft_id = letter(alice, now, "One.")
    written_texts.write(alice, draft_id, 1, "Quite\nanother.\n\nText.", now)
    assert drafts.roll_back(alice, draft_id, 1, 2, now) == 3
    assert written_texts.one(alice, draft_id, now).text == "One."
    assert [one.author for one in drafts.versions(alice, draft_id)] == ["rollback", "you", "model"]
    (hunk,) = written_texts.difference(alice, draft_id, 2, 3)
    assert (hunk.before, hunk.after) == (["Quite", "another.", "Text."], ["One."])


def test_a_version_that_is_brought_back_twice_is_one(alice: int, now: datetime) -> None:
    draft_id = letter(alice, now, "One.")
    written_texts.write(alice, draft_id, 1, "Another.", now)
    for version in (2, 2, 3):
        assert drafts.roll_back(alice, draft_id, 1, version, now) == 3
    assert drafts.roll_back(alice, draft_id, 2, 3, now) == 4
    assert drafts.roll_back(alice, draft_id, 1, 4, now) == 5


def test_a_draft_that_is_begun_twice_is_one_until_something_is_written(alice: int, bob: int, now: datetime) -> None:
    opening_id = writing.opening(alice)
    first = drafts.begin(alice, DraftKind.LETTER, now, opening_id=opening_id)
    assert drafts.begin(alice, DraftKind.LETTER, now, opening_id=opening_id) == first
    assert drafts.begin(alice, DraftKind.OUTREACH, now, opening_id=opening_id) != first
    written_texts.write(alice, first, 0, "One.", now)
    assert drafts.begin(alice, DraftKind.LETTER, now, opening_id=opening_id) != first
    number = writing.application(alice, now, opening_id)
    of_it = drafts.begin(alice, DraftKind.THANK_YOU, now, application_id=number)
    assert drafts.begin(alice, DraftKind.THANK_YOU, now, application_id=number) == of_it
    other = writing.application(alice, now)
    assert drafts.begin(alice, DraftKind.THANK_YOU, now, application_id=other) != of_it
    for whose in ({"opening_id": opening_id}, {"application_id": number}):
        with pytest.raises(NotFoundError):
            drafts.begin(bob, DraftKind.LETTER, now, **whose)


def test_a_draft_knows_whether_there_is_an_ad_to_choose_for(alice: int, now: datetime) -> None:
    draft_id, _ = finished(alice, now)
    by_hand = drafts.begin(alice, DraftKind.LETTER, now, application_id=writing.application(alice, now))
    assert [written_texts.one(alice, number, now).has_advert for number in (draft_id, by_hand)] == [True, False]


def test_the_database_refuses_to_change_a_version(alice: int, now: datetime, database: Connection) -> None:
    draft_id = letter(alice, now, "One.")
    with pytest.raises(DBAPIError, match="never changed"), database.begin_nested():
        database.execute(text("update draft_version set author = 'you' where draft_id = :id"), {"id": draft_id})


def test_someone_elses_draft_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    draft_id = letter(alice, now, "One.")
    opening_id = writing.opening(alice)
    application_id = writing.application(alice, now)
    calls = [
        lambda: drafts.one(bob, draft_id),
        lambda: drafts.versions(bob, draft_id),
        lambda: drafts.rename(bob, draft_id, "Mine", now),
        lambda: drafts.roll_back(bob, draft_id, 1, 1, now),
        lambda: drafts.keep_version(bob, draft_id, 1, Author.YOU, {}, now),
        lambda: drafts.delete(bob, draft_id),
        lambda: drafts.create(bob, DraftKind.LETTER, "", now, opening_id=opening_id),
        lambda: drafts.create(bob, DraftKind.LETTER, "", now, application_id=application_id),
        lambda: drafts.of_application(bob, application_id, TEXTS),
        lambda: written_texts.one(bob, draft_id, now),
        lambda: written_texts.exportable(bob, draft_id, now),
        lambda: written_texts.from_evidence(bob, draft_id, Wish(), 1, now),
        lambda: written_texts.edit(bob, draft_id, 1, 0, "Mine.", now),
        lambda: written_texts.insert(bob, draft_id, 1, 0, "Mine.", now),
        lambda: written_texts.write(bob, draft_id, 1, "Mine.", now),
        lambda: written_texts.remove(bob, draft_id, 1, 0, now),
        lambda: written_texts.accept(bob, draft_id, 1, 0, now),
        lambda: written_texts.difference(bob, draft_id, 1, 1),
    ]
    for call in calls:
        with pytest.raises(NotFoundError):
            call()
    assert drafts.all_of(bob, TEXTS) == ([], 0)
    assert drafts.of_opening(bob, opening_id, TEXTS) == []
    assert written_texts.one(alice, draft_id, now).draft.version == 1


def test_drafts_are_found_by_application_and_opening(alice: int, now: datetime) -> None:
    opening_id = writing.opening(alice)
    number = writing.application(alice, now, opening_id)
    draft_id = drafts.create(alice, DraftKind.FOLLOW_UP, "", now, application_id=number)
    assert [one.id for one in drafts.of_application(alice, number, TEXTS)] == [draft_id]
    assert [one.title for one in drafts.of_opening(alice, opening_id, TEXTS)] == ["Follow-up for Fjordlegene"]
    applications.delete(alice, [number], now)
    assert drafts.all_of(alice, TEXTS) == ([], 0)
    with pytest.raises(NotFoundError):
        drafts.one(alice, draft_id)


def test_of_many_drafts_the_last_ones_are_listed_with_their_count_or_those_with_words(
    alice: int, now: datetime
) -> None:
    for number in range(5):
        drafts.create(alice, DraftKind.LETTER, f"Letter {number}_%", now + timedelta(minutes=number))
    drafts.create(alice, DraftKind.RESUME, "Résumé", now)
    rows, count = drafts.all_of(alice, TEXTS, most=2)
    assert ([row.title for row in rows], count) == (["Letter 4_%", "Letter 3_%"], 5)
    for words, found in {"": 5, "lETTER 3": 1, "3_%": 1, "3_\\": 0, "résumé": 0, "\x00 4": 1}.items():
        rows, count = drafts.all_of(alice, TEXTS, words)
        assert (len(rows), count) == (found, found), words


def test_a_deleted_draft_is_gone_with_its_versions(alice: int, now: datetime) -> None:
    draft_id = letter(alice, now, "One.")
    drafts.delete(alice, draft_id)
    with db.transaction() as session:
        assert session.scalar(text("select count(*) from draft_version")) == 0


def finished(user_id: int, now: datetime, kind: DraftKind = DraftKind.LETTER) -> tuple[int, int]:
    """A draft that may leave, and its application."""
    writing.resume(user_id)
    number = writing.application(user_id, now, writing.opening(user_id))
    draft_id = drafts.create(user_id, kind, "", now, application_id=number)
    written_texts.from_evidence(user_id, draft_id, Wish(), 0, now)
    return draft_id, number


@pytest.mark.parametrize("format", LetterFormat)
def test_a_letter_leaves_as_a_file_that_says_what_the_page_says(
    alice: int, now: datetime, format: LetterFormat, tmp_path: Path
) -> None:
    draft_id, _ = finished(alice, now)
    data, name = letters.file(alice, draft_id, format, Look(), now)
    assert name == f"Cover letter for Fjordlegene.{format}"
    (tmp_path / name).write_bytes(data)
    media_type = kinds.media_type(data)
    read = child.read(tmp_path / name, media_type, now.date()).text
    for wanted in (
        "Marta Lindqvist",
        "Dear hiring team,",
        "Triage and wound care on a ward of 28 beds",
        "Kind regards,",
    ):
        assert wanted in " ".join(read.split())


@pytest.mark.parametrize("format", LetterFormat)
def test_a_name_that_was_written_under_the_closing_is_printed_once(
    alice: int, now: datetime, format: LetterFormat, tmp_path: Path
) -> None:
    draft_id, _ = finished(alice, now)

    def names() -> int:
        data, name = letters.file(alice, draft_id, format, Look(), now)
        (tmp_path / name).write_bytes(data)
        return child.read(tmp_path / name, kinds.media_type(data), now.date()).text.count("Marta Lindqvist")

    without, lines = names(), written_texts.one(alice, draft_id, now).lines
    written_texts.insert(alice, draft_id, 1, len(lines) - 1, "Marta Lindqvist", now)
    assert names() == without
    assert letters.words(alice, draft_id, now).count("Marta Lindqvist") == 1


GERMAN = "Sehr geehrte Damen und Herren,\nich freue mich sehr auf ein Gespräch mit Ihnen und Ihrem Team."


def test_what_is_typed_in_another_language_is_of_that_language(alice: int, now: datetime) -> None:
    writing.resume(alice)
    draft_id = letter(alice, now, "Dear hiring team,", "I look forward to talking with you about the work.")
    written_texts.write(alice, draft_id, 1, GERMAN, now)
    assert written_texts.one(alice, draft_id, now).language is DocumentLanguage.DE
    written_texts.write(alice, draft_id, 2, "Je serais ravie de vous rencontrer pour en parler avec votre équipe.", now)
    assert written_texts.one(alice, draft_id, now).language is DocumentLanguage.FR
    drafts.roll_back(alice, draft_id, 1, 3, now)
    assert written_texts.one(alice, draft_id, now).language is DocumentLanguage.EN


def test_one_line_in_another_language_leaves_the_text_in_its_own(alice: int, now: datetime) -> None:
    writing.resume(alice)
    draft_id = letter(alice, now, "I look forward to talking with you about the work.")
    written_texts.insert(alice, draft_id, 1, 0, "Ich freue mich sehr auf ein Gespräch mit Ihnen.", now)
    assert written_texts.one(alice, draft_id, now).language is DocumentLanguage.EN
    written_texts.remove(alice, draft_id, 2, 0, now)
    assert written_texts.one(alice, draft_id, now).language is DocumentLanguage.DE


@pytest.mark.parametrize("language", ["de", "fr", ""])
def test_a_version_that_kept_no_language_is_of_that_of_its_words(alice: int, now: datetime, language: str) -> None:
    """As they are in a database from before versions kept it, where an attempt could change the draft's."""
    writing.resume(alice)
    draft_id = drafts.create(alice, DraftKind.LETTER, "Letter", now, language=language)
    lines = [{"text": "I designed bridges and tunnels across the mountains.", "facts": [], "paragraph": 0}]
    drafts.keep_version(alice, draft_id, 0, Author.MODEL, {"lines": lines}, now)
    found = written_texts.one(alice, draft_id, now)
    assert found.language is DocumentLanguage.EN
    assert found.blocked


def test_an_invented_line_does_not_pass_in_a_text_of_another_language(alice: int, now: datetime) -> None:
    writing.resume(alice)
    draft_id = drafts.create(alice, DraftKind.LETTER, "Letter", now)
    invented = "I designed bridges and tunnels across the mountains."
    written_texts.write(alice, draft_id, 0, f"{GERMAN}\n{invented}\nMit freundlichen Grüßen", now)
    content = drafts.one(alice, draft_id).content | {"language": "de"}
    drafts.keep_version(alice, draft_id, 1, Author.MODEL, content, now)
    found = written_texts.one(alice, draft_id, now)
    assert found.language is DocumentLanguage.DE
    assert [line.text for line in found.lines if not line.supported] == [invented]


@pytest.mark.parametrize(
    ("language", "amount"),
    [
        ("en", "71,000 EUR a year"),
        ("de", "71.000 EUR im Jahr"),
        ("fr", "71\u202f000 EUR par an"),
        ("es", "71.000 EUR al año"),
    ],
)
def test_an_offer_is_named_in_the_figures_of_the_language(
    alice: int, now: datetime, language: str, amount: str
) -> None:
    writing.resume(alice)
    number = writing.application(alice, now, writing.opening(alice))
    offers.add(alice, number, OfferDraft(terms=OfferTerms(base=Decimal(71_000))), now)
    draft_id = drafts.create(alice, DraftKind.NEGOTIATION, "", now, application_id=number)
    written_texts.from_evidence(alice, draft_id, Wish(language=DocumentLanguage(language)), 0, now)
    found = written_texts.one(alice, draft_id, now)
    assert amount in found.text
    assert found.blocked == ""


def test_nothing_leaves_while_a_sentence_is_unsupported(alice: int, now: datetime) -> None:
    draft_id, number = finished(alice, now)
    written_texts.insert(alice, draft_id, 1, 1, "I led a team of 40 nurses.", now)
    for call in (
        lambda: letters.file(alice, draft_id, LetterFormat.PDF, Look(), now),
        lambda: letters.words(alice, draft_id, now),
        lambda: letters.keep(alice, draft_id, LetterFormat.TEXT, Look(), now),
        lambda: letters.sent(alice, draft_id, now),
    ):
        with pytest.raises(InvalidInputError, match="accept, change or remove it first"):
            call()
    assert application_documents.of_application(alice, number) == []


def test_a_kept_letter_is_frozen_with_what_was_sent_and_its_words_can_be_read(alice: int, now: datetime) -> None:
    draft_id, number = finished(alice, now)
    letters.keep(alice, draft_id, LetterFormat.PDF, Look(), now)
    written_texts.insert(alice, draft_id, 1, 1, "I mentor student nurses of two universities.", now)
    letters.keep(alice, draft_id, LetterFormat.PDF, Look(), now)
    assert [one.series for one in application_documents.of_application(alice, number)].count(
        application_documents.of_application(alice, number)[-1].id
    ) == 2  # two versions of one document
    applications.move(alice, [number], Stage.APPLIED, "", now)
    (record,) = submissions.of_application(alice, number)
    assert [(file.kind, file.kept) for file in record.files] == [("letter", True)]
    (words,) = record.content.texts
    assert words.text == letters.words(alice, draft_id, now)
    assert "I mentor student nurses" in words.text


def test_a_message_that_was_sent_stands_on_the_timeline(alice: int, now: datetime) -> None:
    draft_id, number = finished(alice, now, DraftKind.FOLLOW_UP)
    change = letters.sent(alice, draft_id, now)
    (entry,) = [one for one in timelines.page(alice, number, None, "UTC").entries if one.change_id == change.id]
    assert [(saying.what, saying.after) for saying in entry.sayings] == [("Message added", "Follow-up, sent")]
    applications.move(alice, [number], Stage.APPLIED, "", now)
    (record,) = submissions.of_application(alice, number)
    assert record.files == []  # it was no part of the application


def test_what_is_kept_or_sent_twice_is_one(alice: int, now: datetime) -> None:
    draft_id, number = finished(alice, now)
    assert letters.kept(alice, draft_id) is None
    assert letters.keep(alice, draft_id, LetterFormat.PDF, Look(), now).id is not None
    for again in (
        lambda: letters.keep(alice, draft_id, LetterFormat.PDF, Look(), now),
        lambda: letters.sent(alice, draft_id, now),
    ):
        assert again().id is None
    assert len(application_documents.of_application(alice, number)) == 1
    applications.move(alice, [number], Stage.APPLIED, "", now)
    (record,) = submissions.of_application(alice, number)
    assert len(record.files) == 1


def test_a_letter_that_was_sent_is_kept_and_kept_anew_when_it_changed(alice: int, now: datetime) -> None:
    draft_id, number = finished(alice, now)
    letters.sent(alice, draft_id, now)
    assert letters.kept(alice, draft_id) == Kept(version=1, is_current=True)
    written_texts.insert(alice, draft_id, 1, 1, "I mentor student nurses of two universities.", now)
    assert letters.kept(alice, draft_id) == Kept(version=1, is_current=False)
    drafts.roll_back(alice, draft_id, 1, 2, now)
    assert letters.kept(alice, draft_id) == Kept(version=1, is_current=True)
    drafts.roll_back(alice, draft_id, 2, 3, now)
    letters.sent(alice, draft_id, now)
    assert letters.kept(alice, draft_id) == Kept(version=4, is_current=True)
    first, second = application_documents.of_application(alice, number)
    assert first.series == second.series
    for one in (first, second):
        application_documents.delete(alice, one.id, now)
    assert letters.kept(alice, draft_id) is None


def test_a_message_that_was_sent_twice_stands_once(alice: int, now: datetime) -> None:
    draft_id, number = finished(alice, now, DraftKind.FOLLOW_UP)
    assert [letters.sent(alice, draft_id, now).id is None for _ in range(2)] == [False, True]
    written_texts.insert(alice, draft_id, 1, 1, "I mentor student nurses of two universities.", now)
    assert letters.sent(alice, draft_id, now).id is not None
    assert len(application_documents.of_application(alice, number)) == 2


def test_what_has_no_application_cannot_be_kept_there(alice: int, now: datetime) -> None:
    writing.resume(alice)
    draft_id = drafts.create(alice, DraftKind.OUTREACH, "", now, opening_id=writing.opening(alice))
    written_texts.from_evidence(alice, draft_id, Wish(), 0, now)
    with pytest.raises(InvalidInputError, match="Add the opening to your applications first"):
        letters.sent(alice, draft_id, now)


def test_a_letter_from_before_the_application_is_kept_with_it(alice: int, now: datetime) -> None:
    writing.resume(alice)
    opening_id = writing.opening(alice)
    draft_id = drafts.create(alice, DraftKind.LETTER, "", now, opening_id=opening_id)
    aside = drafts.create(alice, DraftKind.LETTER, "About nothing", now)
    written_texts.from_evidence(alice, draft_id, Wish(), 0, now)
    application_id, _ = applications.add(alice, opening_id, now)
    by_hand, _ = applications.create(alice, ApplicationForm(title="Nurse", company="Other"), Stage.INTERESTED, now)
    assert [one.id for one in drafts.of_application(alice, application_id, TEXTS)] == [draft_id]
    assert drafts.of_application(alice, by_hand, TEXTS) == []
    letters.keep(alice, draft_id, LetterFormat.PDF, Look(), now)
    assert drafts.one(alice, draft_id).application_id == application_id
    assert drafts.one(alice, aside).application_id is None
    assert [one.name for one in application_documents.of_application(alice, application_id)] != []


@pytest.mark.parametrize(
    ("title", "company"), [("Process Engineer", "3M"), ("PhD Researcher", ""), ("Nurse, Czech", "1&1")]
)
def test_a_follow_up_says_about_what_it_is_whatever_the_opening_is_called(
    alice: int, now: datetime, title: str, company: str
) -> None:
    writing.resume(alice)
    form = ApplicationForm(title=title, company=company)
    number, _ = applications.create(alice, form, Stage.APPLIED, now)
    draft_id = drafts.create(alice, DraftKind.FOLLOW_UP, "", now, application_id=number)
    written_texts.from_evidence(alice, draft_id, Wish(), 0, now)
    first = written_texts.one(alice, draft_id, now).lines[1].text
    assert (title in first, company in first, "23 November 2026" in first) == (True, True, True)


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("I applied for the role of VIP Account Manager at 3M on 23 November 2026.", True),
        ("Am 23. November 2026 habe ich mich bei 3M als VIP Account Manager beworben.", True),
        ("I applied for the role of VIP Account Manager at 3M on 2 May 2024.", False),
        ("I applied my skills as VIP Account Manager at 3M.", False),
    ],
)
def test_whoever_tells_of_applying_says_not_to_have_held_the_post(
    alice: int, now: datetime, text: str, supported: bool
) -> None:
    writing.resume(alice)
    form = ApplicationForm(title="VIP Account Manager", company="3M")
    number, _ = applications.create(alice, form, Stage.APPLIED, now)
    draft_id = drafts.create(alice, DraftKind.FOLLOW_UP, "", now, application_id=number)
    lines = [{"text": text, "facts": [], "paragraph": 0}]
    drafts.keep_version(alice, draft_id, 0, Author.YOU, {"lines": lines}, now)
    assert [line.supported for line in written_texts.one(alice, draft_id, now).lines] == [supported]


def test_undoing_the_application_keeps_what_was_written_for_it(alice: int, now: datetime) -> None:
    opening_id = writing.opening(alice)
    application_id, added = applications.add(alice, opening_id, now)
    draft_id = drafts.create(alice, DraftKind.LETTER, "", now, application_id=application_id)
    drafts.keep_version(alice, draft_id, 0, Author.YOU, {"lines": []}, now)
    assert added.id
    changes.undo(alice, added.id, now)
    assert [one.id for one in drafts.of_opening(alice, opening_id, TEXTS)] == [draft_id]
    changes.undo(alice, added.id, now, redo=True)
    assert drafts.one(alice, draft_id).application_id == application_id


def test_what_was_written_for_an_application_made_by_hand_stays_with_it(alice: int, now: datetime) -> None:
    application_id, added = applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    draft_id = drafts.create(alice, DraftKind.LETTER, "", now, application_id=application_id)
    drafts.keep_version(alice, draft_id, 0, Author.YOU, {"lines": []}, now)
    assert added.id
    with pytest.raises(ConflictError, match="you wrote something for “Nurse”, and that would be lost"):
        changes.undo(alice, added.id, now)
    assert drafts.one(alice, draft_id).application_id == application_id
    drafts.delete(alice, draft_id)
    changes.undo(alice, added.id, now)


def test_what_was_written_goes_with_an_application_that_is_gone_for_good(alice: int, now: datetime) -> None:
    application_id, _ = applications.add(alice, writing.opening(alice), now)
    drafts.create(alice, DraftKind.LETTER, "", now, application_id=application_id)
    applications.delete(alice, [application_id], now)
    assert drafts.all_of(alice, TEXTS) == ([], 0)
    applications.forget_deleted(now + applications.KEPT_DELETED + timedelta(days=1))
    assert drafts.all_of(alice, TEXTS) == ([], 0)


def test_someone_elses_letter_does_not_leave(alice: int, bob: int, now: datetime) -> None:
    draft_id, _ = finished(alice, now)
    for call in (
        lambda: letters.file(bob, draft_id, LetterFormat.PDF, Look(), now),
        lambda: letters.words(bob, draft_id, now),
        lambda: letters.keep(bob, draft_id, LetterFormat.TEXT, Look(), now),
        lambda: letters.sent(bob, draft_id, now),
        lambda: letters.kept(bob, draft_id),
    ):
        with pytest.raises(NotFoundError):
            call()
