"""The bank of achievements: stories told as situation, task, action and result (STAR), each tied to a job."""

import re
from typing import Annotated

from pydantic import BaseModel, StringConstraints, field_validator

from career_copilot.domain.claims_facts import Achievement
from career_copilot.domain.resume import Resume
from career_copilot.errors import InvalidInputError

LONGEST = 4000
MOST = 300
PARTS = ("situation", "task", "action", "result")
_DATE = re.compile(r"(?:(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?")
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class AchievementForm(BaseModel, frozen=True):
    """What the person enters. `employer` and `position` name the job of the résumé that it belongs to."""

    title: Line = ""
    situation: Words = ""
    task: Words = ""
    action: Words = ""
    result: Words = ""
    skills: list[Line] = []
    start_date: Line = ""
    end_date: Line = ""
    employer: Line = ""
    position: Line = ""

    @field_validator("skills")
    @classmethod
    def _each_once(cls, names: list[str]) -> list[str]:
        return list(dict.fromkeys(name for name in names if name))[:30]


def checked(form: AchievementForm) -> AchievementForm:
    """The form as it can be kept. Raises InvalidInputError, in words for the person."""
    form = AchievementForm.model_validate_json(form.model_dump_json().replace("\\u0000", ""))  # Postgres keeps no NUL
    if not form.action and not form.result:
        raise InvalidInputError("Say what you did or what came of it: a story needs an action or a result.")
    for date in (form.start_date, form.end_date):
        if not _DATE.fullmatch(date):
            raise InvalidInputError(f"“{date}” is no date: write 2024, 2024-05 or 2024-05-31.")
    if form.start_date and form.end_date and form.end_date < form.start_date[: len(form.end_date)]:
        raise InvalidInputError("It cannot end before it begins.")
    return form


def achievement(form: AchievementForm, row_id: int | None, resume: Resume) -> Achievement:
    """As the claim ledger takes it: its job found again in the résumé, if it is still there."""
    told = form.model_dump(exclude={"employer", "position"})
    return Achievement(id=row_id, work=_job(form, resume), **told)


def _job(form: AchievementForm, resume: Resume) -> int | None:
    """By employer and position, else by the employer alone if it is the only job there."""
    wanted = form.employer.casefold()
    there = [index for index, job in enumerate(resume.work) if wanted and job.name.casefold() == wanted]
    same = [index for index in there if resume.work[index].position.casefold() == form.position.casefold()]
    return next(iter(same), there[0] if len(there) == 1 else None)
