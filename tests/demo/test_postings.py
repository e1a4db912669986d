"""The demonstration is the same on every start, and plausible."""

from datetime import UTC, datetime, timedelta

from career_copilot.demo.postings import companies, postings

STARTED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def test_two_starts_show_the_same_postings() -> None:
    first = postings("greenhouse", "nordlichtwerk", STARTED, STARTED)
    assert first == postings("greenhouse", "nordlichtwerk", STARTED, STARTED)
    assert len(first) > 30


def test_new_postings_appear_while_it_runs() -> None:
    before = postings("ashby", "quillworks", STARTED, STARTED)
    after = postings("ashby", "quillworks", STARTED + timedelta(hours=1), STARTED)
    assert {posting.number for posting in before} < {posting.number for posting in after}


def test_every_company_shows_postings_with_numbers_of_their_own() -> None:
    shown = [
        posting
        for job_board, token in {(company["job_board"], company.get("token", "")) for company in companies()}
        for posting in postings(job_board, token, STARTED + timedelta(days=1), STARTED)
    ]
    assert {posting.company for posting in shown} == {company["name"] for company in companies()}
    assert len({(posting.job_board, posting.number) for posting in shown}) == len(shown)
    assert len(shown) > 300


def test_arbeitnow_repeats_some_of_quillworks_postings_word_for_word() -> None:
    originals = {(posting.title, posting.html) for posting in postings("ashby", "quillworks", STARTED, STARTED)}
    copies = [posting for posting in postings("arbeitnow", "", STARTED, STARTED) if posting.company == "Quillworks"]
    assert copies
    assert all((copy.title, copy.html) in originals for copy in copies)
