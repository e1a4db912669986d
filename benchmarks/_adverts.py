"""Twenty thousand adverts for the benchmarks: the recorded ones, varied, or our own when there are none."""

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TRADES = (
    "Nurse", "Electrician", "Data Engineer", "Bookkeeper", "Teacher", "Truck Driver", "Pastry Chef", "Civil Engineer",
    "Customer Support Agent", "Pharmacist", "Warehouse Lead", "Lawyer", "Graphic Designer", "Welder", "Sales Manager",
)  # fmt: skip
PLACES = ("Graz, Austria", "Porto, Portugal", "Leeds, United Kingdom", "Austin, TX", "Pune, India", "Lyon, France")
SENTENCES = (
    "You plan the work of a small team and answer for its results.",
    "At least three years of experience in a comparable position are required.",
    "A driving licence of category B is an advantage.",
    "You speak English at level B2 or better; German is nice to have.",
    "Experience with Excel, SQL or SAP helps you here.",
    "We pay between 42,000 and 55,000 EUR a year, depending on experience.",
    "The position is full-time and partly remote.",
    "You must be allowed to work in this country; we cannot sponsor a visa.",
    "You keep the records complete, communicate clearly and like to learn.",
    "Shift work and weekends are part of the job, and they are paid.",
)


def ashby_boards(recordings: Path, boards: int, each: int) -> Iterator[tuple[str, bytes, str]]:
    """(company, answer of Ashby's API, where the texts come from), `boards` times with `each` postings in it. Texts and
    titles are varied, so that every posting is a vacancy of its own."""
    texts, origin = _recorded(recordings), "recorded Ashby boards, varied"
    if not texts:
        texts, origin = [_invented(number) for number in range(4000)], "invented adverts"
    for board in range(boards):
        jobs = [_varied(texts[(board * each + n) % len(texts)], board * each + n) for n in range(each)]
        yield f"company{board}", json.dumps({"apiVersion": "1", "jobs": jobs}).encode(), origin


def _recorded(recordings: Path) -> list[dict[str, Any]]:
    return [
        job
        for path in sorted((recordings / "ashby/boards").glob("*.json.gz"))
        for job in json.loads(gzip.decompress(path.read_bytes()))["jobs"]
    ]


def _varied(job: dict[str, Any], number: int) -> dict[str, Any]:
    paragraph = f"<p>Reference {number}. {' '.join(random.Random(number).sample(SENTENCES, 2))}</p>"
    return job | {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "title": f"{job['title']} {number}",
        "descriptionHtml": job["descriptionHtml"] + paragraph,
    }


def _invented(number: int) -> dict[str, Any]:
    chance = random.Random(number)
    place = chance.choice(PLACES)
    paragraphs = "".join(f"<p>{' '.join(chance.sample(SENTENCES, 5))}</p>" for _ in range(8))
    bullets = "".join(f"<li>{sentence}</li>" for sentence in chance.sample(SENTENCES, 6))
    return {
        "title": chance.choice(TRADES), "department": "Department", "team": "Team", "employmentType": "FullTime",
        "location": place, "secondaryLocations": [], "isListed": True, "isRemote": False,
        "address": {"postalAddress": {"addressLocality": place.split(",")[0]}},
        "publishedAt": "2026-11-01T08:00:00.000+00:00", "jobUrl": f"https://jobs.ashbyhq.com/x/{number}",
        "applyUrl": f"https://jobs.ashbyhq.com/x/{number}/application",
        "descriptionHtml": f"{paragraphs}<h3>Requirements</h3><ul>{bullets}</ul>", "descriptionPlain": "",
        "compensation": {"compensationTierSummary": None, "compensationTiers": [], "summaryComponents": []},
    }  # fmt: skip
