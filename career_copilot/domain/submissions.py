"""What was sent to an employer, as values that can be frozen, hashed and compared."""

import hashlib
import json
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from career_copilot.domain.posting import Place, Salary


class AdvertSnapshot(BaseModel, frozen=True):
    """An opening as it stood at one moment. `html` is the sanitised ad; spans and differences are of `text`."""

    title: str
    company: str
    places: list[Place] = []
    workplace: str = "unknown"
    salary: Salary | None = None
    date_posted: datetime | None = None
    text: str = ""
    links: list[str] = Field([], description="where it was advertised")
    boards: list[str] = Field([], description="names of the boards that listed it")
    taken_at: datetime


def canonical(value: Any) -> bytes:
    """The one way to write a JSON value: sorted names, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: Any) -> str:
    """sha256, hex, of the canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()
