"""A file is read in a process of its own: whatever it does, the parent gets a résumé or one clear error."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import psutil
import pytest

from career_copilot.documents import child, kinds
from career_copilot.errors import DocumentError
from tests.documents.making import pdf_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in place of ours whose `documents.child` does what the test writes into it."""
    package = tmp_path / "career_copilot" / "documents"
    package.mkdir(parents=True)
    for directory in (package, package.parent):
        (directory / "__init__.py").touch()
    monkeypatch.setattr(child, "ROOT", tmp_path)
    return package / "child.py"


def test_a_file_is_read_with_its_spans(tmp_path: Path, nurse: str) -> None:
    file = tmp_path / "cv"
    file.write_bytes(pdf_of(nurse))
    resume = child.read(file, kinds.PDF, TODAY)
    assert resume.basics.name == "Marta Lindqvist"
    assert resume.work[0].span is not None


def test_the_reason_of_a_refusal_arrives(tmp_path: Path) -> None:
    file = tmp_path / "cv"
    file.write_bytes(pdf_of("x", encrypt="password"))
    with pytest.raises(DocumentError, match="password"):
        child.read(file, kinds.PDF, TODAY)


def test_a_child_that_gets_no_turn_in_time_is_ended_with_all_it_started(stand_in: Path, tmp_path: Path) -> None:
    stand_in.write_text(
        f"import subprocess, time\np = subprocess.Popen(['sleep', '60'])\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(p.pid))\ntime.sleep(60)"
    )
    started = time.monotonic()
    with pytest.raises(DocumentError, match=r"too busy.*The file is kept"):
        child.read(tmp_path, kinds.PDF, TODAY, seconds=1.5)
    assert time.monotonic() - started < 5
    grandchild = int((tmp_path / "pid").read_text())
    with suppress(psutil.NoSuchProcess):  # the kernel ends it when it gets round to it; longer raises TimeoutExpired
        process = psutil.Process(grandchild)
        if process.status() != psutil.STATUS_ZOMBIE:
            process.wait(5)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "memory"),
        ("import os; os.abort()", "memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import sys; sys.exit(3)", "damaged"),
        ("print('not JSON')", "damaged"),
        ("print('{}')", "damaged"),
        ("print('x' * 40_000_000)", "far more text"),
    ],
)
def test_however_the_child_ends_there_is_a_clear_error(stand_in: Path, tmp_path: Path, code: str, says: str) -> None:
    stand_in.write_text(code)
    with pytest.raises(DocumentError, match=says):
        child.read(tmp_path, kinds.PDF, TODAY, seconds=20)


def test_the_child_gets_no_secrets_of_ours(stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    stand_in.write_text("import os, json; print(json.dumps({'error': ' '.join(sorted(os.environ))}))")
    with pytest.raises(DocumentError) as refused:
        child.read(tmp_path, kinds.PDF, TODAY)
    assert "DATABASE_URL" not in str(refused.value)


LIMITED = """
import sys
sys.path.insert(0, {root!r})
from career_copilot.documents import child, text
child.CPU_SECONDS = 5
def greedy(data, media_type, today):
    {body}
text.read = greedy
sys.argv = ["child", {file!r}, "text/plain", "2026-11-23"]
child.main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return [bytes(2**20) for _ in range(4096)]", "memory"),
        ("f = lambda n: f(n + 1); f(0)", "memory"),
        ("while True: pass", "too hard"),
        ("raise type('PanicException', (BaseException,), {})('index out of bounds')", "damaged"),
        ("raise KeyError('a bug')", "damaged"),
    ],
)
def test_limits_and_panics_are_reported(tmp_path: Path, body: str, says: str) -> None:
    file = tmp_path / "cv"
    file.write_text("words")
    code = LIMITED.format(root=str(child.ROOT), body=body, file=str(file))
    done = subprocess.run(
        [sys.executable, "-c", code], env=child.environment(), capture_output=True, timeout=60, check=False
    )
    with pytest.raises(DocumentError, match=says):
        child._resume(done.stdout, done.returncode)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_the_child_dies_with_its_parent(tmp_path: Path) -> None:
    code = textwrap.dedent(
        f"""
        import sys, time
        sys.path.insert(0, {str(child.ROOT)!r})
        from career_copilot.documents import child
        child.limit()
        print("ready", flush=True)
        time.sleep(60)
        """
    )
    parent_code = f"""
import os, subprocess, sys
p = subprocess.Popen([sys.executable, '-c', {code!r}], env=os.environ | {{{child.PARENT!r}: str(os.getpid())}})
print(p.pid, flush=True)
p.wait()
"""
    with subprocess.Popen([sys.executable, "-c", parent_code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        lines = {parent.stdout.readline().strip(), parent.stdout.readline().strip()}
        (pid,) = (int(line) for line in lines - {"ready"})
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_a_child_whose_parent_died_before_it_could_ask_to_be_told_ends(tmp_path: Path) -> None:
    file = tmp_path / "cv"
    file.write_text("words")
    code = LIMITED.format(root=str(child.ROOT), body="while True: pass", file=str(file))
    gone = child.environment() | {child.PARENT: "1"}
    done = subprocess.run([sys.executable, "-c", code], env=gone, capture_output=True, timeout=20, check=False)
    assert done.returncode == 1
    assert done.stdout == b""
