"""`demo`: one command to a person, companies, ranked openings, without any outside network."""

import re
from pathlib import Path

from tests.local.conftest import instance


def test_demo_prints_its_numbers_and_the_login_before_ready(data: Path) -> None:
    with instance(data, command="demo") as running:
        lines = running.wait_until_ready()
        said = [line for line in lines if line.startswith(("demo:", "ready:"))]
        assert re.fullmatch(r"demo: (\d+) postings, (\d+) openings, login leila@example\.org \S{8,}", said[0])
        assert said[1].startswith("ready: http://127.0.0.1:")
        postings, openings = map(int, re.findall(r"\d+", said[0])[:2])
        assert postings > openings > 200
        assert running.healthy()
