"""Log lines are dropped rather than waited for."""

import os
from pathlib import Path

from career_copilot.local.output import Output


def test_a_child_s_lines_carry_its_name_and_are_kept(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    log = tmp_path / "log"
    Output(log, errors=writing).line("worker", "ready")
    assert os.read(reading, 100) == b"worker   | ready\n"
    assert log.read_text() == "worker   | ready\n"


def test_a_reader_that_stopped_reading_blocks_nothing() -> None:
    reading, writing = os.pipe()
    output = Output(errors=writing)
    for _ in range(100):
        output.line("worker", "x" * 3000)  # five times what the pipe holds
    assert len(os.read(reading, 1_000_000)) <= 65536


def test_a_reader_that_went_away_fails_nothing(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    output = Output(tmp_path / "log", errors=writing)
    output.line("worker", "one")
    output.line("worker", "two")
    assert (tmp_path / "log").read_text().count("\n") == 2


def test_a_log_that_cannot_be_written_fails_nothing(tmp_path: Path) -> None:
    Output(tmp_path / "missing" / "log", errors=os.open(os.devnull, os.O_WRONLY)).line("worker", "one")


def test_the_log_file_is_changed_for_a_new_one_when_it_is_large(tmp_path: Path) -> None:
    log = tmp_path / "copilot.log"
    log.write_bytes(b"x" * 5_000_001)
    Output(log, errors=os.open(os.devnull, os.O_WRONLY)).line("worker", "one")
    assert log.read_text() == "worker   | one\n"
    assert (tmp_path / "copilot.1.log").stat().st_size == 5_000_001
