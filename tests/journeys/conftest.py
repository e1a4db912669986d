"""For journeys: nobody stays; a worker and the fictional boards beside the application, for those in which something is
read."""

import os
import sys
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from career_copilot.config import settings
from career_copilot.local import postgres, processes
from tests.serving import ROOT, AppServer, child


@pytest.fixture(autouse=True)
def closing(browser: Browser) -> Iterator[None]:
    """Tabs left open would go on following what later tests do."""
    yield
    for context in list(browser.contexts):
        context.close()


@pytest.fixture(scope="module")
def worker(app_server: AppServer) -> Iterator[None]:
    """A real Celery worker that reads the demonstration's boards on loopback. Other modules play the worker themselves."""
    port = postgres.free_port()
    boards = f"http://127.0.0.1:{port}"
    chosen = settings()
    environment = processes.environment("worker", chosen, chosen.database_url, chosen.redis_url)
    environment |= {"CAREER_COPILOT_DEMO_BOARDS_URL": boards}
    log = (app_server.data / "worker.log").open("wb")
    serve = [sys.executable, "-m", "career_copilot.demo", "boards", "--port", str(port)]
    with (
        log,
        child(serve, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log),
        child(processes.command("worker", chosen), cwd=ROOT, env=environment, stdout=log, stderr=log),
    ):
        with httpx.Client(transport=httpx.HTTPTransport(retries=8)) as client:
            client.get(f"{boards}/www.arbeitnow.com/api/job-board-api").raise_for_status()
        yield
