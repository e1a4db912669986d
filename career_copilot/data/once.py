"""Load a large table at its first use, once: threads that ask meanwhile wait for it instead of loading it too.

What takes long to work out is kept for the next process, as Python keeps bytecode: in `__pycache__`, under a name of its sources."""

import gc
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import TypeVar

Table = TypeVar("Table")

HERE = Path(__file__).parent
KEPT = HERE / "__pycache__"


def once(load: Callable[[], Table]) -> Callable[[], Table]:
    """`load` as a function that answers with what its first call returned. An error is not kept."""
    loaded: list[Table] = []
    lock = Lock()

    @wraps(load)
    def loaded_once() -> Table:
        if not loaded:
            with lock:
                if not loaded:
                    loaded.append(load())
        return loaded[0]

    return loaded_once


def kept(work_out: Callable[[], Table]) -> Callable[[], Table]:
    """`once`, for what is worked out of the tables and the rules alone: a later process reads what the first one made. It is
    made anew when a table or a rule changed, and for each process where nothing can be written."""

    @once
    @wraps(work_out)
    def read_or_worked_out() -> Table:
        name = f"{work_out.__module__}.{work_out.__name__}"
        file = KEPT / f"{name}.{_sources()}.pickle"
        collecting = gc.isenabled()
        gc.disable()  # it would walk through a million new objects again and again
        try:
            with suppress(OSError, EOFError, pickle.UnpicklingError):
                return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]
            made = work_out()
        finally:
            if collecting:
                gc.enable()
        _keep(file, pickle.dumps(made, pickle.HIGHEST_PROTOCOL), f"{name}.*.pickle")
        return made

    return read_or_worked_out


@cache
def _sources() -> str:
    """A name for all tables, all rules, and this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted([*HERE.glob("*.py"), *HERE.glob("*.tsv*"), *(HERE.parent / "domain").glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _keep(file: Path, body: bytes, earlier: str) -> None:
    """Whole or not at all, in place of those of other sources; not at all where nothing can be written."""
    with suppress(OSError):
        KEPT.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=KEPT, delete=False) as made:
            try:
                made.write(body)
                made.close()
                os.chmod(made.name, 0o644)  # whoever made it: the image is built by another user than it runs as
                os.replace(made.name, file)
            except OSError:
                os.unlink(made.name)
                raise
        for other in set(KEPT.glob(earlier)) - {file}:
            other.unlink()
