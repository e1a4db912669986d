"""A `Resume` as a JSON Resume file (https://jsonresume.org/schema, version 1.0.0): its keys and no others of ours."""

import json
from typing import Any

from career_copilot.domain.resume import Basics, Education, Language, Project, Resume, Work

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def json_resume(resume: Resume) -> str:
    """The file's text. What is empty is left out."""
    made = {
        "$schema": SCHEMA,
        "basics": _basics(resume.basics),
        "work": [_work(each) for each in resume.work],
        "education": [_education(each) for each in resume.education],
        "skills": [{"name": s.name, "level": s.level, "keywords": s.keywords} for s in resume.skills],
        "projects": [_project(each) for each in resume.projects],
        "certificates": [{"name": c.name, "issuer": c.issuer, "date": c.date} for c in resume.certificates],
        "languages": [_language(each) for each in resume.languages],
    }
    return json.dumps(_filled(made), ensure_ascii=False, indent=2) + "\n"


def _basics(basics: Basics) -> dict[str, Any]:
    made: dict[str, Any] = {
        name: getattr(basics, name) for name in ("name", "label", "email", "phone", "url", "summary")
    }
    if place := basics.location:
        city = place.city or ("" if place.region or place.country_code else place.text)
        made["location"] = {"city": city, "region": place.region, "countryCode": place.country_code}
    made["profiles"] = [{"network": p.network, "username": p.username, "url": p.url} for p in basics.profiles]
    return made


def _work(work: Work) -> dict[str, Any]:
    return {
        "name": work.name,
        "position": work.position,
        "location": work.location,
        "startDate": work.start_date,
        "endDate": work.end_date,
        "summary": work.summary,
        "highlights": [highlight.text for highlight in work.highlights],
    }


def _education(education: Education) -> dict[str, Any]:
    return {
        "institution": education.institution,
        "area": education.area,
        "studyType": education.study_type,
        "startDate": education.start_date,
        "endDate": education.end_date,
        "score": education.score,
        "courses": [highlight.text for highlight in education.highlights],
    }


def _project(project: Project) -> dict[str, Any]:
    return {
        "name": project.name,
        "description": project.description,
        "startDate": project.start_date,
        "endDate": project.end_date,
        "url": project.url,
        "highlights": [highlight.text for highlight in project.highlights],
    }


def _language(language: Language) -> dict[str, str]:
    return {"language": language.language, "fluency": language.fluency or language.level}


def _filled(value: Any) -> Any:
    """Without what is empty, at any depth."""
    if isinstance(value, dict):
        kept = {key: _filled(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ("", [], {}, None)}
    return [_filled(each) for each in value] if isinstance(value, list) else value
