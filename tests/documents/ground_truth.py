"""How much of what the recorded résumés say is read: precision and recall a field, over all files together.

`PYTHONPATH=. python tests/documents/ground_truth.py FOLDER` prints the figures."""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from career_copilot.documents import kinds, text
from career_copilot.domain.resume import Resume

TODAY = date(2026, 3, 31)
Facts = dict[str, Counter[str]]


def facts_of(resume: Resume) -> Facts:
    """What we read, as bags of comparable words a field."""
    found: Facts = defaultdict(Counter)
    _add(found, "name", resume.basics.name)
    _add(found, "email", resume.basics.email)
    _add(found, "phone", re.sub(r"\D", "", resume.basics.phone))
    _add(found, "place", resume.basics.location.text if resume.basics.location else "")
    for work in resume.work:
        _add(found, "work position", work.position)
        _add(found, "work employer", work.name)
        _add(found, "work dates", f"{work.start_date}/{'present' if work.current else work.end_date}")
        _add(found, "work place", work.location)
    for education in resume.education:
        _add(found, "education school", education.institution)
        _add(found, "education degree", f"{education.study_type} {education.area}")
        _add(found, "education dates", f"{education.start_date}/{education.end_date}")
    for skill in resume.skills:
        for keyword in skill.keywords or [skill.name]:
            _add(found, "skills", keyword)
    for project in resume.projects:
        _add(found, "projects", project.name)
    for certificate in resume.certificates:
        _add(found, "certificates", certificate.name)
    for language in resume.languages:
        _add(found, "languages", language.language)
    return found


def _add(facts: Facts, field: str, value: str) -> None:
    folded = re.sub(r"\b(?:in|of)\b|[^\w/+#]+", " ", value.casefold()).strip()
    if folded and folded != "/":
        facts[field][" ".join(folded.split())] += 1


def reactive_resume(source: dict[str, Any]) -> Facts:
    """Ground truth of a Reactive-Resume PDF."""
    found: Facts = defaultdict(Counter)
    basics = source["basics"]
    _basics(found, basics["name"], basics["email"], basics["phone"], basics["location"])
    sections = {
        name: [item for item in section.get("items", []) if item.get("visible")]
        for name, section in source["sections"].items()
        if name != "custom" and section.get("visible")
    }
    for item in sections["experience"]:
        _add(found, "work position", item["position"])
        _add(found, "work employer", item["company"])
        _add(found, "work place", item["location"])
        _add(found, "work dates", _month_range(item["date"]))
    for item in sections["education"]:
        _add(found, "education school", item["institution"])
        _add(found, "education degree", item["studyType"])
        _add(found, "education dates", _month_range(item["date"]))
    for item in sections["skills"]:
        for keyword in item["keywords"]:
            _add(found, "skills", keyword)
    for field in ("projects", "certifications", "languages"):
        for item in sections[field]:
            _add(found, field.replace("certifications", "certificates"), item["name"])
    return found


def _basics(found: Facts, name: str, email: str, phone: str, place: str) -> None:
    _add(found, "name", name)
    _add(found, "email", email)
    _add(found, "phone", re.sub(r"\D", "", phone or ""))
    _add(found, "place", place)


def _month_range(words: str) -> str:
    """`January 2019 to Present` → `2019-01/present`."""
    first, last = words.split(" to ")
    return "/".join(
        "present" if word == "Present" else datetime.strptime(word, "%B %Y").strftime("%Y-%m") for word in (first, last)
    )


def rendercv(source: dict[str, Any]) -> Facts:
    """Ground truth of a rendercv PDF."""
    found: Facts = defaultdict(Counter)
    cv = source["cv"]
    _basics(found, cv["name"], cv["email"], cv.get("phone") or "", cv["location"])
    sections = cv["sections"]
    for item in sections["experience"]:
        _add(found, "work position", item["position"])
        _add(found, "work employer", item["company"])
        _add(found, "work place", item["location"])
        _add(found, "work dates", f"{item['start_date']}/{item['end_date']}")
    for item in sections["education"]:
        _add(found, "education school", item["institution"])
        _add(found, "education degree", f"{item['degree']} {item['area']}")
        _add(found, "education dates", f"{item['start_date']}/{item['end_date']}")
    for item in sections["skills"]:
        for keyword in item["details"].split(", "):
            _add(found, "skills", keyword)
    for item in sections["projects"]:
        _add(found, "projects", re.sub(r"\[(.+?)\]\(.*?\)", r"\1", item["name"]))
    return found


def pairs(folder: Path) -> Iterator[tuple[str, Facts, Facts]]:
    """File name, what is true of it, what we read in it."""
    for path in sorted(folder.glob("resumes/reactive_resume/*.pdf")):
        yield path.name, reactive_resume(json.loads(path.with_suffix(".json").read_text())), _read(path)
    for path in sorted(folder.glob("resumes/rendercv/*.pdf")):
        yield path.name, rendercv(yaml.safe_load(path.with_suffix(".yaml").read_text())), _read(path)


def _read(path: Path) -> Facts:
    data = path.read_bytes()
    return facts_of(text.read(data, kinds.media_type(data), TODAY))


def figures(folder: Path) -> dict[str, tuple[float, float, int]]:
    """Field → precision, recall, number of true values."""
    true: Counter[str] = Counter()
    read: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for _, truth, reading in pairs(folder):
        for field in {*truth, *reading}:
            true[field] += truth[field].total()
            read[field] += reading[field].total()
            both[field] += (truth[field] & reading[field]).total()
    return {
        field: (both[field] / max(read[field], 1), both[field] / max(true[field], 1), true[field])
        for field in sorted(true | read)
    }


def report(folder: Path) -> Iterator[str]:
    """The figures, then each difference."""
    for field, (precision, recall, count) in figures(folder).items():
        yield json.dumps({"field": field, "precision": round(precision, 3), "recall": round(recall, 3), "n": count})
    for name, truth, reading in pairs(folder):
        for field in sorted({*truth, *reading}):
            missing, wrong = dict(truth[field] - reading[field]), dict(reading[field] - truth[field])
            if missing or wrong:
                yield json.dumps({"file": name, "field": field, "missing": missing, "wrong": wrong})


if __name__ == "__main__":
    sys.stdout.write("\n".join(report(Path(sys.argv[1]))) + "\n")
