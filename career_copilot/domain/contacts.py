"""The people met on the way, and what they have to do with an application."""

import re
from enum import StrEnum
from urllib.parse import quote

from pydantic import BaseModel, Field, field_validator, model_validator

MOST_CHANNELS = 10


class Relation(StrEnum):
    """What a contact has to do with an application."""

    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"
    REFERRER = "referrer"
    OTHER = "other"


class ChannelKind(StrEnum):
    """How a contact is reached."""

    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    OTHER = "other"


RELATION_NAMES = {
    Relation.RECRUITER: "Recruiter",
    Relation.HIRING_MANAGER: "Hiring manager",
    Relation.INTERVIEWER: "Interviewer",
    Relation.REFERRER: "Referrer",
    Relation.OTHER: "Other",
}
CHANNEL_NAMES = {
    ChannelKind.EMAIL: "E-mail",
    ChannelKind.PHONE: "Phone",
    ChannelKind.LINKEDIN: "LinkedIn",
    ChannelKind.OTHER: "Other",
}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LINKEDIN = re.compile(r"https://([a-z]{2,3}\.)?(www\.)?linkedin\.com/\S+", re.IGNORECASE)


class Channel(BaseModel, frozen=True):
    """One way to reach somebody."""

    kind: ChannelKind
    value: str = Field(min_length=1, max_length=300)

    @model_validator(mode="after")
    def _fits(self) -> "Channel":
        if self.kind is ChannelKind.EMAIL and not _ADDRESS.fullmatch(self.value):
            raise ValueError(f"“{self.value[:60]}” is no e-mail address")
        if self.kind is ChannelKind.PHONE and not any(letter.isdigit() for letter in self.value):
            raise ValueError(f"“{self.value[:60]}” is no phone number")
        if self.kind is ChannelKind.LINKEDIN and not _LINKEDIN.fullmatch(self.value):
            raise ValueError("a LinkedIn address begins with https://www.linkedin.com/")
        return self


class ContactForm(BaseModel, frozen=True):
    """What a person may enter about a contact."""

    name: str = Field(min_length=1, max_length=200)
    role: str = Field("", max_length=200)
    company: str = Field("", max_length=200)
    channels: list[Channel] = Field([], max_length=MOST_CHANNELS)
    notes: str = Field("", max_length=5_000)

    @field_validator("name", "role", "company")
    @classmethod
    def _one_line(cls, words: str) -> str:
        line = " ".join(words.split())
        if words and not line:
            raise ValueError("is empty")
        return line


def href(channel: Channel) -> str:
    """What a click on it opens; empty when nothing safe does."""
    if channel.kind is ChannelKind.EMAIL:
        return f"mailto:{quote(channel.value, safe='@+.')}"
    if channel.kind is ChannelKind.PHONE:
        return "tel:" + re.sub(r"[^\d+]", "", channel.value)
    return channel.value if channel.value.lower().startswith(("https://", "http://")) else ""


def differing_words(form: ContactForm) -> dict[str, str]:
    """The lines of a contact, for two versions to be compared."""
    channels = {CHANNEL_NAMES[channel.kind]: channel.value for channel in form.channels}
    return {"Name": form.name, "Role": form.role, "Company": form.company, **channels, "Notes": form.notes}
