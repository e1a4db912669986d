"""How long a person waits for a résumé as PDF, and for the pictures of a preview, once the typesetter is warm."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ats import resumes
from benchmarks.figure import Figure, percentile
from career_copilot.documents import resume_pdf
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_sheet import Look, Template

FIGURES = ("pdf.render_p50_ms", "pdf.preview_p50_ms", "pdf.one_page_p50_ms")
ROUNDS = 5


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """Each résumé is changed a little before each time, as a person who types changes it: nothing is answered from a cache."""
    people = list(resumes().values())
    makers = {
        "pdf.render_p50_ms": (lambda resume, look: resume_pdf.pdf(resume, look), False),
        "pdf.preview_p50_ms": (lambda resume, look: resume_pdf.pictures(resume, look), False),
        "pdf.one_page_p50_ms": (lambda resume, look: resume_pdf.pdf(resume, look), True),
    }
    for name in names:
        make, one_page = makers[name]
        looks = [Look(template=template, one_page=one_page) for template in Template]
        for look in looks:
            make(people[0], look)
        taken = []
        for turn in range(ROUNDS):
            for resume in people:
                for look in looks:
                    changed = _changed(resume, turn)
                    start = time.perf_counter()
                    make(changed, look)
                    taken.append(1000 * (time.perf_counter() - start))
        note = (
            f"{len(people)} résumés of one and two pages, {len(looks)} templates; p95 {percentile(taken, 0.95):.0f} ms"
        )
        yield Figure(name, round(percentile(taken, 0.5), 1), "ms", len(taken), note)


def _changed(resume: Resume, turn: int) -> Resume:
    made = Resume.model_validate(json.loads(resume.model_dump_json()))
    made.basics.summary += f" {turn}"
    return made
