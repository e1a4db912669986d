"""Choose the modules for the names asked for, and print what they measure."""

import argparse
import importlib
import json
import os
import pkgutil
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import benchmarks

NO_TOPICS = {"figure", "running", "seeding", "serving", "transferring"}


def topics() -> list[str]:
    """Modules of this package that measure something."""
    names = [found.name for found in pkgutil.iter_modules(benchmarks.__path__)]
    return [name for name in names if name not in NO_TOPICS and not name.startswith("_")]


def chosen(words: list[str]) -> dict[ModuleType, list[str]]:
    """The figures to measure, by module. Raises LookupError, listing what there is, for a name that is neither."""
    wanted: dict[ModuleType, list[str]] = {}
    for topic in topics():
        if words and not any(word.partition(".")[0] == topic for word in words):
            continue
        module = importlib.import_module(f"benchmarks.{topic}")
        if names := [name for name in module.FIGURES if not words or topic in words or name in words]:
            wanted[module] = names
    known = {name for names in wanted.values() for name in names} | {
        name.partition(".")[0] for m in wanted for name in m.FIGURES
    }
    if unknown := [word for word in words if word not in known]:
        raise LookupError(f"no such figure: {', '.join(unknown)}; topics: {', '.join(topics())}")
    return wanted


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a figure, or the part before its first dot")
    parser.add_argument(
        "--recordings", type=Path, default=Path(os.environ.get("CAREER_COPILOT_RECORDINGS", "../shared/data"))
    )
    arguments = parser.parse_args(words)
    try:
        wanted = chosen(arguments.names)
    except LookupError as error:
        parser.error(str(error.args[0]))
    failed = False
    for module, names in wanted.items():
        missing = set(names)
        try:
            for figure in module.run(names, arguments.recordings.absolute()):
                missing.discard(figure.figure)
                print(json.dumps(asdict(figure), ensure_ascii=False), flush=True)
        except Exception:  # the other figures are still worth having
            traceback.print_exc()
        for name in sorted(missing):
            print(f"benchmarks: {name} was not measured", file=sys.stderr)
            failed = True
    return int(failed)
