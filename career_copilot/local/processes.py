"""The three kinds of process that a deployment runs: web, worker, beat. The supervisor and the commands `web`, `worker`,
`beat` start them from the same words, so what is tried at home is what runs on servers."""

import os
import sys

from career_copilot.config import QUEUES, Settings, settings
from career_copilot.errors import StartError
from career_copilot.local import frontend
from career_copilot.local.bootstrap import ROOT

CELERY = {"worker": "career_copilot.worker:celery", "beat": "career_copilot.local.schedule:celery"}
THREADS = 16


def command(kind: str, chosen: Settings) -> list[str]:
    """The command line of `web`, `worker` or `beat`."""
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", CELERY.get(kind, "")]
    if kind == "worker":
        queues = ",".join(QUEUES)
        pool = ["-P", "threads", "-c", str(THREADS), "--without-mingle", "--without-gossip"]
        return [*celery, "worker", *pool, "-Q", queues, "-n", f"worker-{os.getpid()}@%h", "--loglevel=WARNING"]
    if kind == "beat":
        return [*celery, "beat", "-S", "redbeat.RedBeatScheduler", "--pidfile=", "--loglevel=WARNING"]
    server = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--no-access-log"]
    server += ["--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "1"]
    server += ["--host", chosen.host, "--port", str(chosen.port), "--workers", str(chosen.web_workers)]
    return [*server, "career_copilot.app:app"]


def environment(kind: str, chosen: Settings, database_url: str, redis_url: str) -> dict[str, str]:
    """What the process finds in its environment: our settings, spelt out."""
    found = os.environ | {
        "CAREER_COPILOT_DATA": str(chosen.data),
        "CAREER_COPILOT_HOST": chosen.host,
        "CAREER_COPILOT_PORT": str(chosen.port),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PYTHONUNBUFFERED": "1",
    }
    if kind == "worker":
        found["PYTHONWARNINGS"] = (
            "ignore:You're running the worker with superuser"  # root's choice, said once too often
        )
    if kind == "web":
        found |= {
            "REFLEX_ENV_MODE": "prod",
            "REFLEX_REDIS_URL": redis_url,
            "REFLEX_WEB_WORKDIR": str(frontend.web_directory(chosen.data)),
            "REFLEX_CHECK_LATEST_VERSION": "0",
            # Reflex makes this directory at start; by default beside the program, where it may not write.
            "REFLEX_UPLOADED_FILES_DIR": str(chosen.data / "unused-uploads"),
            # Names internal to Reflex 0.10.1, which is pinned; tests/local starts the real server with them.
            "__REFLEX_SKIP_COMPILE": "true",
            "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        }
    return found


def become(kind: str) -> int:
    """Turn this process into `kind`, against servers named in the environment. Does not return."""
    chosen = settings()
    wanted = {"DATABASE_URL": chosen.database_url, "REDIS_URL": chosen.redis_url}
    if absent := [name for name, value in wanted.items() if not value]:
        raise StartError(
            f"`{kind}` runs one part of Career Copilot against your own servers: set {' and '.join(absent)}. To run "
            f"everything on this machine use `python3 -m career_copilot up`."
        )
    words = command(kind, chosen)
    os.chdir(ROOT)
    os.execve(words[0], words, environment(kind, chosen, chosen.database_url, chosen.redis_url))
