"""Load a large table at its first use, once: threads that ask meanwhile wait for it instead of loading it too."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

Table = TypeVar("Table")


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
