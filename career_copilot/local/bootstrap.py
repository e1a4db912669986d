"""Make a virtual environment beside the package, install the pinned requirements into it, and run again inside it.

Standard library only: at this point nothing else is there."""

import compileall
import ctypes
import fcntl
import hashlib
import os
import platform
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from career_copilot.errors import StartError

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
INSIDE = "CAREER_COPILOT_BOOTSTRAPPED"  # set for the run inside the environment and for all it starts
SWITCHED_OFF = "CAREER_COPILOT_NO_BOOTSTRAP"
LIBC = ctypes.CDLL(None)


def notice(text: str) -> None:
    """One line for the person at the terminal; results of commands go to stdout, this does not."""
    print(text, file=sys.stderr, flush=True)


def ensure(words: list[str], *, development: bool = False, module: str = "career_copilot") -> None:
    """Return when the packages are there; does not return when it has to run the command again inside `.venv`.

    With `development` also what tests and checks need. Inside an active virtual environment, or when switched off,
    nothing is installed."""
    if os.environ.get(INSIDE) == str(ROOT):
        return
    reason = _reason_to_leave_alone()
    if reason:
        notice(f"bootstrap: {reason}, nothing is installed")
        os.environ[INSIDE] = str(ROOT)
        return
    with ending_on_sigterm(), _locked():
        _make_environment()
        _install(development)
        # As pip does with packages. Where it cannot be written, Python compiles at each start (twice as long).
        compileall.compile_dir(ROOT / "career_copilot", quiet=2)
    sys.stderr.flush()
    python = str(_python())
    os.execve(python, [python, "-m", module, *words], os.environ | {INSIDE: str(ROOT)})


def missing(module: str) -> str:
    """What to say when a package is not there although nothing was to be installed."""
    return (
        f"the package `{module}` is not installed in {sys.prefix}: run `{sys.executable} -m pip install -r "
        f"{ROOT / 'requirements.txt'}`, or start outside a virtual environment and it is installed for you."
    )


def _reason_to_leave_alone() -> str:
    if os.environ.get(SWITCHED_OFF, "") not in ("", "0"):
        return f"switched off by {SWITCHED_OFF}"
    if sys.prefix != sys.base_prefix:
        return f"using the active virtual environment {sys.prefix}"
    return ""


def _python() -> Path:
    return VENV / "bin" / "python"


@contextmanager
def _locked() -> Iterator[None]:
    """One bootstrap a checkout at a time: the others wait, then find the work done."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make_environment() -> None:
    if _works():
        return
    for module in ("venv", "ensurepip"):
        if find_spec(module) is None:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise StartError(
                f"this Python has no `{module}` module, which makes virtual environments: install it "
                f"(Debian, Ubuntu: `apt install python{version}-venv`), then run the same command again."
            )
    if not os.access(ROOT, os.W_OK):
        raise StartError(
            f"{ROOT} cannot be written to, so no environment can be made there: make it writable, or activate a virtual "
            f"environment of your own with requirements.txt installed."
        )
    notice("bootstrap: making .venv (first start only)")
    run([[sys.executable, "-m", "venv", "--clear", str(VENV)]], "the virtual environment could not be made")


def _works() -> bool:
    """True when `.venv` is complete and was made by a Python of this version (an upgraded one leaves a broken link)."""
    if not _python().exists() or not (VENV / "bin" / "pip").exists():
        return False
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    command = [str(_python()), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == wanted


def _install(development: bool) -> None:
    """Install the requirements whose hash is not the one noted after the last installation."""
    stamp = VENV / "career-copilot-requirements"
    names = ["requirements.txt", *(["requirements-dev.txt"] if development else [])]
    digests = [f"{name} {_digest(ROOT / name)}" for name in names]
    known = stamp.read_text().splitlines() if stamp.exists() else []
    if all(digest in known for digest in digests):
        return
    notice("bootstrap: installing packages into .venv (takes about half a minute)")
    wanted = [line for name in names for line in _pinned(ROOT / name)]
    _pip(wanted, parts=min(os.cpu_count() or 1, 4, len(wanted)))
    # pip compiles on one core. What does not compile is meant for another Python, and pip keeps silent about it too.
    compileall.compile_dir(VENV / "lib", quiet=2, workers=0)
    stamp.write_text("\n".join(digests) + "\n")


def _pinned(path: Path) -> list[str]:
    """The requirements of a file. Ours name all that is needed at one version each, what others need included."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-r ")]


def _pip(wanted: list[str], parts: int) -> None:
    """pip unpacks on one core: several share the list, none looks for more than its own."""
    command = [str(_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-compile", "--no-deps"]
    failure = "the packages could not be installed; check the network, then run the same command again"
    run([[*command, *wanted[part::parts]] for part in range(parts)], failure)


def _digest(path: Path) -> str:
    """Of the file and of the Python that reads it: another version needs other wheels."""
    text = path.read_bytes() + f"{platform.python_version()} {platform.machine()}".encode()
    return hashlib.sha256(text).hexdigest()


def run(commands: list[list[str]], failure: str, **options: object) -> None:
    """Run commands side by side, quietly, each in a process group of its own. Raises StartError with the last lines of the
    first that failed; whatever ends this process ends them too."""
    started: list[subprocess.Popen[str]] = []
    try:
        started.extend(_quietly(command, **options) for command in commands)
        outputs = [process.communicate()[0] for process in started]
    except BaseException:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        raise
    for process, output in zip(started, outputs, strict=True):
        if process.returncode:
            last = "\n".join(output.strip().splitlines()[-12:])
            raise StartError(f"{failure}.\n{last}")


def _quietly(command: list[str], **options: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=die_with_parent,
        **options,
    )


def die_with_parent() -> None:
    """In the child, before exec: the kernel kills it when its parent dies, even by SIGKILL (Linux only)."""
    if sys.platform == "linux":
        LIBC.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


@contextmanager
def ending_on_sigterm() -> Iterator[None]:
    """Let SIGTERM unwind the stack, as Ctrl-C does, so that what was started is also ended."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    previous = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


def free_bytes(directory: Path) -> int:
    """Free space where `directory` is or will be."""
    while not directory.exists():
        directory = directory.parent
    return shutil.disk_usage(directory).free
