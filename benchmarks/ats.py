"""How many fields of a résumé a program does not read back as they were written, by template and format.

The fictional people of `tests/fixtures/rendered`, in nine languages and four scripts, one and two pages; read by our own
readers of uploads. Lost and changed fields both count."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.figure import Figure
from career_copilot.documents import json_resume, text
from career_copilot.documents.resume_files import MEDIA_TYPES, ResumeFormat, file
from career_copilot.domain.ats_check import Outcome, compare
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Look, Template

PEOPLE = Path(__file__).parents[1] / "tests" / "fixtures" / "rendered"
FORMATS = (ResumeFormat.PDF, ResumeFormat.DOCX)
FIGURES = tuple(f"ats.fields_lost.{template}.{format}" for template in Template for format in FORMATS)
TODAY = date(2026, 11, 28)


def resumes() -> dict[str, Resume]:
    """By the name of their file."""
    found = {}
    for path in sorted(PEOPLE.glob("*.json")):
        source = path.read_text()
        language = json.loads(source).get("language", "en")
        found[path.stem] = json_resume.read(source).model_copy(update={"language": language})
    return found


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    people = resumes()
    for name in names:
        template, format = name.split(".")[2:]
        kind, look = ResumeFormat(format), Look(template=Template(template))
        checks = [
            (who, check)
            for who, resume in people.items()
            for check in compare(resume, text.read(file(resume, kind, look), MEDIA_TYPES[kind], TODAY)).fields
        ]
        wrong = [(who, check) for who, check in checks if check.outcome != Outcome.KEPT]
        lost = sum(check.outcome == Outcome.LOST for _, check in wrong)
        where = ", ".join(dict.fromkeys(who for who, _ in wrong)) or "none"
        note = f"{lost} of them nowhere, the others read as another field; résumés with any: {where}"
        yield Figure(name, len(wrong), "fields", len(checks), note)
