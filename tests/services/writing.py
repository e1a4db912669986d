"""What tests of writing need: a nurse with a résumé, an opening in her list, an application, a model that answers."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from career_copilot import db, models
from career_copilot.domain import ranking, skills
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.posting import OpeningData, PostingData, Seniority, Workplace
from career_copilot.domain.requirements import requirements
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_reading import read
from career_copilot.models.ai import ModelConnection
from career_copilot.services import applications, matches, vault

KEY = "gsk_a_key_nobody_may_ever_read_0123456789"
RESUME = Path(__file__).parent.parent / "fixtures" / "resumes" / "nurse_en.txt"
ADVERT = (
    "Fjordlegene looks for an intensive care nurse in Bergen.\nRequirements\n- Registered nurse\n- Wound care and triage\n"
    "- Mentoring of students\n- Kubernetes\n- Norwegian B2"
)
TRUE = "I introduced a checklist for central lines that halved infections within a year. ⟦6⟧"
FALSE = "I led a team of 40 nurses. ⟦4⟧"
LETTER = f"Dear hiring team,\n\nI am applying for the position of Intensive Care Nurse at Fjordlegene.\n{TRUE}\n{FALSE}\n\nKind regards,\n"


@lru_cache(maxsize=1)
def nurse() -> Resume:
    return read(RESUME.read_text(), date(2026, 11, 23))


def resume(user_id: int) -> int:
    """Her résumé, used for matching."""
    with db.transaction() as session:
        row = models.ResumeFile(
            user_id=user_id, name="cv", media_type="text/plain", size=1, sha256="", path="", state="ready",
            resume=nurse().model_dump(mode="json"), matching=True,
        )  # fmt: skip
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def opening(user_id: int, advert: str = ADVERT, title: str = "Intensive Care Nurse", language: str = "en") -> int:
    """In her list, stored as ingestion stores it."""
    posting = PostingData(
        job_board="lever", identifier="1", url="https://example.org/1", title=title, hiring_organization="Fjordlegene"
    )
    found = skills.mentions(advert, language)
    data = OpeningData(
        fingerprint=f"{user_id} {advert}", title=title, company="Fjordlegene", html="", text=advert, places=[], countries=["NO"],
        workplace=Workplace.ON_SITE, remote_regions=[], employment_types=[], seniority=Seniority.UNKNOWN, language=language,
        salary=None, annual_salary=None, skills=[one.skill_id for one in found],
        requirements=requirements(advert, language, found, posting), date_posted=None, valid_through=None,
    )  # fmt: skip
    features = ranking.features(data)
    values = {
        name: value for name, value in data.model_dump(mode="json").items() if name in models.Opening.model_fields
    }
    with db.transaction() as session:
        row = models.Opening(**values)
        session.add(row)
        session.flush()
        assert row.id is not None
        asked = [one.model_dump(mode="json") for one in data.requirements]
        session.add(models.OpeningText(opening_id=row.id, html="", text=advert, requirements=asked, skills=data.skills))
        session.add(
            models.OpeningFeatures(
                opening_id=row.id, version=features.version, packed=features.packed, vector=features.vector.tolist()
            )
        )
        session.add(models.OpeningMatch(user_id=user_id, opening_id=row.id))
        number = row.id
    matches.rescore(user_id, datetime.now(UTC))
    return number


def application(user_id: int, now: datetime, opening_id: int | None = None, stage: Stage = Stage.INTERESTED) -> int:
    form = ApplicationForm.model_validate(
        {"title": "Intensive Care Nurse", "company": "Fjordlegene", "place": "Bergen"}
    )
    number = applications.create(user_id, form, stage, now - timedelta(days=9))[0]
    if opening_id is not None:
        with db.transaction() as session:
            row = session.get_one(models.tracker.Application, number)
            row.opening_id = opening_id
            session.add(row)
    return number


def connect(url: str, user_id: int | None = None) -> None:
    """A model: the installation's, or that of an administrator, who may use one on loopback."""
    with db.transaction() as session:
        session.add(ModelConnection(user_id=user_id, provider="groq", url=url, sealed_key=vault.seal(session, KEY)))
