"""Settings from the environment, read when first asked for: importing the app needs no environment at all."""

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from career_copilot.errors import StartError

PREFIX = "CAREER_COPILOT_"
QUEUES = ("default", "ingest", "documents")  # here and not in worker.py, so that the supervisor does not import Celery
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


ROOT_DATA_DIR = Path("/var/lib/career-copilot")


def user_data_dir() -> Path:
    """The XDG data directory."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "career-copilot"


def default_data_dir() -> Path:
    """`/var/lib/career-copilot` for root (the database runs as another user and must be able to enter), else the
    XDG data directory."""
    return ROOT_DATA_DIR if hasattr(os, "geteuid") and os.geteuid() == 0 else user_data_dir()


class Settings(BaseModel, frozen=True):
    """Every setting. A field `x` is read from `CAREER_COPILOT_X`, but for `database_url` and `redis_url`."""

    data: Path = Field(default_factory=default_data_dir, description="directory of the database, files and secrets")
    host: str = Field("127.0.0.1", description="address the web server binds to")
    port: int = Field(8000, ge=1, le=65535, description="port of the web server")
    public_url: str = Field("", description="address that browsers use when a proxy stands in front")
    allowed_hosts: str = Field("", description="more Host names to accept, separated by commas")
    web_workers: int = Field(1, ge=1, le=64, description="number of web processes")
    single_user: bool = Field(False, description="no login; only on a loopback address")
    signups: str = Field("open", pattern="^(open|closed)$", description="`closed`: nobody can sign up")
    demo_boards_url: str = Field("", description="set by `demo`: job boards are read from this loopback address")
    key: str = Field(
        "", repr=False, description="encrypts the keys of language models; without it a file of the data does"
    )
    database_url: str = Field("", description="a Postgres to use in place of the embedded one")
    redis_url: str = Field("", description="a Redis or Valkey to use in place of the embedded one")

    @field_validator("public_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise PydanticCustomError("address", "it must be a whole address such as https://jobs.example.org")
        return value

    @property
    def loopback(self) -> bool:
        """True when only this machine can reach the web server."""
        return self.host in LOOPBACK_HOSTS

    @property
    def base_url(self) -> str:
        """The address a browser should open, without a trailing slash."""
        return (
            self.public_url.rstrip("/") or f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}"
        )

    @property
    def secure(self) -> bool:
        """True when browsers reach us over https, so cookies must be `Secure`."""
        return urlsplit(self.public_url).scheme == "https"


def environment_name(field: str) -> str:
    """`data` → `CAREER_COPILOT_DATA`; `database_url` → `DATABASE_URL`."""
    return field.upper() if field in ("database_url", "redis_url") else PREFIX + field.upper()


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises StartError that names the first one that is wrong. Tests call
    `settings.cache_clear()` after changing the environment."""
    found = {
        name: os.environ[environment_name(name)]
        for name in Settings.model_fields
        if environment_name(name) in os.environ
    }
    try:
        return Settings.model_validate(found)
    except ValidationError as error:
        wrong = error.errors()[0]
        name = environment_name(str(wrong["loc"][0]))
        raise StartError(f"{name} is {os.environ[name]!r}: {wrong['msg'].lower()}.") from error
