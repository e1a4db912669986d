"""Every recorded résumé is read, and at least as well as when these floors were set."""

import json
from datetime import date
from pathlib import Path

from career_copilot.documents import kinds, text
from career_copilot.domain.resume_checking import check
from tests.documents import ground_truth

TODAY = date(2026, 3, 31)
# A little below what was measured: precision, recall.
FLOORS = {
    "name": (1.0, 1.0),
    "email": (1.0, 1.0),
    "phone": (1.0, 1.0),
    "place": (1.0, 1.0),
    "work position": (0.97, 0.97),
    "work employer": (0.97, 0.97),
    "work dates": (0.97, 0.95),
    "work place": (0.97, 0.97),
    "education school": (1.0, 1.0),
    "education degree": (1.0, 1.0),
    "education dates": (1.0, 1.0),
    "skills": (0.97, 0.97),
    "projects": (0.95, 0.95),
    "certificates": (1.0, 1.0),
    "languages": (1.0, 1.0),
}


def test_reading_is_as_good_as_it_was(recordings: Path) -> None:
    figures = ground_truth.figures(recordings)
    low = {
        field: (figures[field][:2], floors)
        for field, floors in FLOORS.items()
        if figures[field][0] < floors[0] or figures[field][1] < floors[1]
    }
    assert not low, "\n".join(ground_truth.report(recordings))


def test_every_recorded_pdf_is_read_and_what_is_read_would_pass_as_a_correction(recordings: Path) -> None:
    files = [path for path in recordings.glob("resumes/*/*.pdf") if "job_desc" not in path.name]
    assert len(files) == 18
    for path in files:
        resume = text.read(path.read_bytes(), kinds.PDF, TODAY)
        check(resume)
        assert resume.basics.name, path.name
        assert "@" in resume.basics.email, path.name
        assert resume.education, path.name
        assert resume.skills, path.name
        if path.name != "laverne-resume.pdf":  # a student's: it has no paid work
            assert all(work.name and work.position and work.start_date for work in resume.work), path.name
            assert resume.work, path.name


def test_anonymised_word_files_yield_work_and_education(recordings: Path) -> None:
    files = sorted(recordings.glob("resumes/vacancy_matching_docx/*.docx"))
    assert len(files) == 35
    resumes = [text.read(path.read_bytes(), kinds.DOCX, TODAY) for path in files]
    for resume in resumes:
        check(resume)
    figures = {
        "work": sum(bool(resume.work) for resume in resumes),
        "education": sum(bool(resume.education) for resume in resumes),
        "skills": sum(bool(resume.skills) for resume in resumes),
    }
    assert figures["work"] >= 30, figures
    assert figures["education"] >= 24, figures


def test_recorded_json_resumes_are_read_whole(recordings: Path) -> None:
    for path in sorted(recordings.glob("resumes/json_resume/*resume.json")):
        source = json.loads(path.read_text())
        resume = text.read(path.read_bytes(), kinds.JSON, TODAY)
        check(resume)
        assert len(resume.work) == len(source["work"]), path.name
        assert len(resume.education) == len(source["education"]), path.name
        for work in resume.work:
            assert work.span is not None
            assert work.position in resume.text[work.span.start : work.span.end]
            for highlight in work.highlights:
                assert highlight.span is not None
                assert resume.text[highlight.span.start : highlight.span.end] == " ".join(highlight.text.split())
