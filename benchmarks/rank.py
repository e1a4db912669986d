"""How long it takes to score 20,000 live openings for one profile."""

import gzip
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figure import Figure, percentile
from career_copilot.domain import ranking
from career_copilot.domain.candidates import candidate
from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import PostingData, Workplace
from career_copilot.domain.resume import Basics, Highlight, Resume, Skill, Work
from career_copilot.domain.resume_writing import with_text
from career_copilot.domain.wishes import WishedPlace, Wishes

FIGURES = ("rank.all_ms",)
OPENINGS = 20_000
ROUNDS = 11
NOW = datetime(2026, 11, 23, tzinfo=UTC)
RESUME = with_text(
    Resume(
        basics=Basics(label="Backend engineer", summary="Builds services that stay up"),
        skills=[Skill(name=name) for name in ("Python", "Django", "PostgreSQL", "Docker", "Kubernetes", "SQL", "Git")],
        work=[
            Work(
                position="Backend engineer",
                start_date="2019-02",
                current=True,
                highlights=[
                    Highlight(text="REST APIs with Django on PostgreSQL"),
                    Highlight(text="Moved to Kubernetes"),
                ],
            )
        ],
        language="en",
    )
)
WISHES = Wishes(
    titles=["Backend engineer", "Software engineer"],
    places=[WishedPlace(text="Berlin", country="DE", latitude=52.52, longitude=13.405)],
    workplaces=[Workplace.REMOTE, Workplace.HYBRID],
    work_permits=["EU"],
    salary_floor=60_000,
    avoid=["crypto", "cold calling"],
)


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """Every recorded Ashby posting, repeated up to 20,000; wishes of every kind that cost time."""
    made = [ranking.features(normalise(posting, NOW)) for posting in _postings(recordings)]
    rows = [made[number % len(made)] for number in range(OPENINGS)]
    start = time.perf_counter()
    openings = ranking.batch(rows)
    unpacked = time.perf_counter() - start
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        ranking.rank(openings, candidate(RESUME, WISHES, NOW))
        times.append(1000 * (time.perf_counter() - start))
    note = (
        f"median of {ROUNDS}, reading of profile and wishes to score and blocked for all, from unpacked features "
        f"({openings.bytes / 1e6:.0f} MB, {len(made)} different postings); slowest {max(times):.0f} ms; "
        f"unpacking all of them once: {1000 * unpacked:.0f} ms"
    )
    yield Figure("rank.all_ms", round(percentile(times, 0.5), 1), "ms", OPENINGS, note)


def _postings(recordings: Path) -> Iterator[PostingData]:
    for path in sorted((recordings / "ashby/boards").glob("*.json.gz")):
        for job in json.loads(gzip.decompress(path.read_bytes()))["jobs"]:
            if job.get("descriptionHtml"):
                yield PostingData(
                    job_board="ashby",
                    company=path.name.partition(".")[0],
                    identifier=job["id"],
                    url=job["jobUrl"],
                    title=job["title"],
                    hiring_organization=path.name.partition(".")[0],
                    description=job["descriptionHtml"],
                    job_location=[job["location"]] if job.get("location") else [],
                )
