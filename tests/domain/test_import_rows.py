"""Rows of other programs become applications; what cannot be read is told cell by cell."""

from datetime import UTC, datetime

import pytest

from career_copilot.domain.import_fields import PRESETS, Column, guess, recognised
from career_copilot.domain.import_rows import Mapping, read
from career_copilot.domain.import_stages import meaning
from career_copilot.domain.pipeline import STAGES, Stage, Step, label

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def stages_of(row: list[str], *columns: Column | None) -> list[tuple[Stage, int]]:
    found, errors = read(row, Mapping(columns=list(columns)), UTC, NOW)
    assert not errors
    assert found is not None
    return [(entry.stage, entry.at.day) for entry in found.history]


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (["Application Date", "Contact Email", "Company Name", "Job Title", "Job Url", "Resume Name"], "linkedin"),
        (["Job Position", "Company", "Status", "Date Saved", "Date Applied", "Max. Salary"], "teal"),
        (["Job Title", "Company Name", "Job URL", "Application Status", "Applied Date"], "simplify"),
        (["Title", "Company", "List", "URL", "Location"], "huntr"),
        (["Company", "Position", "Stage", "Posting URL"], "notion"),
        (["Id", "Title", "Company", "Stage", "History", "Archived"], "career-copilot"),
        (["Firma", "Stelle", "Status"], None),
    ],
)
def test_files_of_other_programs_are_recognised(headers: list[str], name: str | None) -> None:
    found = recognised(headers)
    assert (found.name if found else None) == name


def test_every_preset_maps_title_company_and_knows_its_own_file() -> None:
    for preset in PRESETS:
        for headers in preset.headers:
            assert recognised(headers) is not None
            found = guess(headers, preset)
            assert Column.TITLE in found, headers
            assert Column.COMPANY in found, headers


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["Firma", "Stelle", "Ort", "Beworben am", "Status", "Notizen"],
         [Column.COMPANY, Column.TITLE, Column.PLACE, Column.APPLIED, Column.STAGE, Column.NOTES]),
        (["Entreprise", "Intitulé du poste", "Lieu", "Date de candidature", "Statut"],
         [Column.COMPANY, Column.TITLE, Column.PLACE, Column.APPLIED, Column.STAGE]),
        (["Empresa", "Puesto", "Ubicación", "Fecha de postulación", "Estado"],
         [Column.COMPANY, Column.TITLE, Column.PLACE, Column.APPLIED, Column.STAGE]),
        (["Role", "Where found"], [Column.TITLE, Column.SOURCE]),
        (["Stelle", "Gefunden auf"], [Column.TITLE, Column.SOURCE]),
        (["Poste", "Trouvée sur"], [Column.TITLE, Column.SOURCE]),
        (["Puesto", "Encontrado en"], [Column.TITLE, Column.SOURCE]),
        (["Job", "Gevonden op"], [Column.TITLE, Column.SOURCE]),
        (["Title", "Job board", "Platform"], [Column.TITLE, Column.SOURCE, None]),
        (["Name", "Job Title", "Colour"], [None, Column.TITLE, None]),
        (["Notes", "Comments"], [Column.NOTES, Column.NOTES]),
    ],
)  # fmt: skip
def test_headers_in_four_languages(headers: list[str], expected: list[Column | None]) -> None:
    assert guess(headers) == expected


@pytest.mark.parametrize(
    ("word", "stage", "step"),
    [
        ("Wishlist", Stage.INTERESTED, Step.NONE),
        ("✅ Applied", Stage.APPLIED, Step.NONE),
        ("Absage", Stage.REJECTED, Step.NONE),
        ("Entretien technique", Stage.INTERVIEW, Step.TECHNICAL),
        ("EN ENTREVISTA", Stage.INTERVIEW, Step.NONE),
        ("On-site", Stage.INTERVIEW, Step.ON_SITE),
        ("No Response", Stage.APPLIED, Step.NONE),
        ("Zugesagt", Stage.ACCEPTED, Step.NONE),
        ("Purgatory", None, Step.NONE),
    ],
)
def test_words_for_stages(word: str, stage: Stage | None, step: Step) -> None:
    found = meaning(word)
    assert (found.stage, found.step) == (stage, step)


def test_our_own_words_are_exact() -> None:
    for stage in STAGES:
        for step in Step if stage is Stage.INTERVIEW else [Step.NONE]:
            found = meaning(label(stage, step))
            assert (found.stage, found.step) == (stage, step)


def test_dates_become_history_and_the_present_stage_is_last() -> None:
    columns = (Column.TITLE, Column.STAGE, Column.ADDED, Column.APPLIED, Column.INTERVIEW, Column.CLOSED)
    assert stages_of(["Nurse", "Rejected", "2026-01-01", "2026-01-02", "2026-01-05", "2026-01-09"], *columns) == [
        (Stage.INTERESTED, 1), (Stage.APPLIED, 2), (Stage.INTERVIEW, 5), (Stage.REJECTED, 9),
    ]  # fmt: skip
    assert stages_of(["Nurse", "Rejected", "", "2026-01-02", "", ""], *columns) == [
        (Stage.APPLIED, 2), (Stage.REJECTED, 2),
    ]  # fmt: skip
    assert stages_of(["Nurse", "", "", "2026-01-02", "2026-01-05", ""], *columns)[-1] == (Stage.INTERVIEW, 5)
    assert stages_of(["Nurse", "Applied", "", "2026-01-02", "2026-01-05", ""], *columns)[-1] == (Stage.APPLIED, 5)


def test_a_stage_without_a_date_has_the_moment_of_the_last_and_one_of_the_same_day_comes_after_it() -> None:
    columns = [Column.TITLE, Column.STAGE, Column.APPLIED, Column.CLOSED]
    for closed, apart in (("", False), ("2026-01-02", True)):
        found, _ = read(["Nurse", "Rejected", "2026-01-02", closed], Mapping(columns=columns), UTC, NOW)
        assert found is not None
        assert (found.history[1].at > found.history[0].at) is apart


@pytest.mark.parametrize("stage", ["Interview", "Applied", "Offer", ""])
def test_nothing_in_the_history_is_still_to_come(stage: str) -> None:
    columns = [Column.TITLE, Column.STAGE, Column.APPLIED, Column.INTERVIEW, Column.OFFER]
    row = ["Nurse", stage, "2026-11-02", "2026-12-10 14:00", "2027-01-05"]
    found, errors = read(row, Mapping(columns=columns), UTC, NOW)
    assert not errors
    assert found is not None
    assert all(entry.at <= NOW for entry in found.history)
    assert found.ahead == {Column.INTERVIEW: datetime(2026, 12, 10, 14, tzinfo=UTC)}


def test_an_unknown_date_stays_unknown() -> None:
    found, _ = read(["Nurse", "Applied"], Mapping(columns=[Column.TITLE, Column.STAGE]), UTC, NOW)
    assert found is not None
    assert found.form.applied_at is None


def test_every_bad_cell_is_named() -> None:
    columns = [Column.TITLE, Column.URL, Column.APPLIED, Column.STAGE, Column.TAGS]
    found, errors = read(["", "javascript://x", "soon", "Purgatory", "x" * 41], Mapping(columns=columns), UTC, NOW)
    assert found is None
    assert {error.column for error in errors} == {*columns}
    assert any("Purgatory" in error.text for error in errors)


def test_nobody_applied_on_a_day_still_to_come() -> None:
    mapping = Mapping(columns=[Column.TITLE, Column.APPLIED, Column.CLOSED])
    found, errors = read(["Nurse", "2031-10-01", ""], mapping, UTC, NOW)
    assert found is None
    assert [(error.column, error.text) for error in errors] == [(Column.APPLIED, "this day is still to come")]
    found, errors = read(["Nurse", "2026-11-24", "2031-10-01"], mapping, UTC, NOW)  # an offer may run out later
    assert (found is not None, errors) == (True, [])


def test_odd_texts_are_kept() -> None:
    row = ["👩‍⚕️ Nurse", "مستشفى", "=HYPERLINK(1)", "n" * 200_000]
    columns = [Column.TITLE, Column.COMPANY, Column.PLACE, Column.NOTES]
    found, errors = read(row, Mapping(columns=columns), UTC, NOW)
    assert not errors
    assert found is not None
    assert (found.form.title, found.form.company, found.form.place) == tuple(row[:3])
    assert len(found.note) == 200_000
