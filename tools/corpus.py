"""Titles and texts of recorded postings, for the tools that count words. Only counts leave this folder, never texts."""

import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TAG = re.compile(r"<[^>]+>")
_EACH_COMPANY = 25  # postings; an employer's boilerplate must not look like everybody's words


def _read(path: Path) -> Any:
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text()
    return [json.loads(line) for line in text.split("\n") if line] if ".jsonl" in path.name else json.loads(text)


def _plain(text: str) -> str:
    return _TAG.sub(" ", html.unescape(html.unescape(text or "")))


def texts(recordings: Path) -> Iterator[tuple[str, str]]:
    """Title and plain text of each recorded posting that has a description, at most 25 of one company."""
    for path in sorted((recordings / "ashby/boards").glob("*.json.gz")):
        jobs = _read(path)["jobs"][:_EACH_COMPANY]
        yield from ((job["title"], job["descriptionPlain"]) for job in jobs if job.get("descriptionPlain"))
    for path, title, text in (
        ("bulk_descriptions/capgemini_successfactors.json.gz", "title", "description"),
        ("bulk_descriptions/uber_careers_2025-12.json.gz", "title", "description"),
        ("greenhouse/stripe_jobs_content_true.json", "title", "content"),
        ("lever/lever_postings_mode_json.json", "text", "descriptionPlain"),
    ):
        found = _read(recordings / path)
        jobs = found["jobs"] if isinstance(found, dict) else found
        yield from ((job[title], _plain(job[text])) for job in jobs[:: max(1, len(jobs) // 100)])
    for path, key, title, text in (
        ("bulk_descriptions/jobspy_multi_board.jsonl.gz", "", "Job Title (Primary)", "Description"),
        ("remoteok/remoteok_api_2026-03.json", "", "position", "description"),
        ("arbeitnow/arbeitnow_page1.json", "data", "title", "description"),
        ("adzuna/adzuna_fr_search.json", "", "title", "description"),
        ("themuse/muse_2026_200.json", "", "name", "contents"),
        ("remotive/remotive_2025-07_processed.json", "", "title", "description"),
    ):
        found = _read(recordings / path)
        for job in found[key] if key else found:
            if job.get(title) and job.get(text):
                yield job[title], _plain(job[text])
