"""The command line: reads the words, makes sure that what they need is installed, and hands over. Standard library only;
what needs installed packages is imported after the bootstrap."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from career_copilot.errors import CareerCopilotError
from career_copilot.local import bootstrap

DESCRIPTION = "Career Copilot: one command to start it, and the few to look after it."
Run = Callable[[argparse.Namespace], int]


def up(arguments: argparse.Namespace) -> int:
    from career_copilot.local import stack

    return stack.up()


def demo(arguments: argparse.Namespace) -> int:
    from career_copilot.local import stack

    return stack.demo(reset=arguments.reset)


def build(arguments: argparse.Namespace) -> int:
    from career_copilot.local import frontend

    frontend.ensure()
    return 0


def process(arguments: argparse.Namespace) -> int:
    from career_copilot.local import processes

    return processes.become(arguments.command)


def migrate(arguments: argparse.Namespace) -> int:
    from career_copilot.local import maintenance

    return maintenance.migrate()


def backup(arguments: argparse.Namespace) -> int:
    from career_copilot.local import maintenance

    return maintenance.backup(arguments.file, with_key=arguments.with_key)


def restore(arguments: argparse.Namespace) -> int:
    from career_copilot.local import maintenance

    return maintenance.restore(arguments.file)


def reset_password(arguments: argparse.Namespace) -> int:
    from career_copilot.local import maintenance

    return maintenance.reset_password(arguments.email)


def rotate_key(arguments: argparse.Namespace) -> int:
    from career_copilot.local import maintenance

    return maintenance.rotate_key()


def inspect(arguments: argparse.Namespace) -> int:
    from career_copilot.local import inspect as inspection

    return inspection.run(arguments.what, arguments.words)


def test(arguments: argparse.Namespace) -> int:
    from career_copilot.local import testing

    return testing.test(arguments.words)


def check(arguments: argparse.Namespace) -> int:
    from career_copilot.local import testing

    return testing.check()


def _options(default: str | None) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False, argument_default=default)
    options.add_argument("--data", type=Path, metavar="DIR", help="where the database, files and secrets live")
    options.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    options.add_argument("--port", type=int, help="port to listen on (default 8000)")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m career_copilot", description=DESCRIPTION, parents=[_options(None)]
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: Run, help_text: str) -> argparse.ArgumentParser:
        # SUPPRESS: an option given before the command is not overwritten by the default of the one after it.
        command = commands.add_parser(name, help=help_text, parents=[_options(argparse.SUPPRESS)])
        command.set_defaults(run=run)
        return command

    add("up", up, "start everything")
    add("demo", demo, "start a demonstration with a fictional person and fictional companies").add_argument(
        "--reset", action="store_true", help="throw the demonstration's data away first", default=False
    )
    add("test", test, "install what tests need and run all of them").add_argument("words", nargs="*", metavar="PYTEST")
    add("check", check, "lint and type-check")
    add("build", build, "build the frontend if its sources changed")
    add("worker", process, "only the task worker; needs DATABASE_URL and REDIS_URL")
    add("beat", process, "only the schedule; needs REDIS_URL")
    add("web", process, "only the web server; needs DATABASE_URL and REDIS_URL")
    add("migrate", migrate, "bring the database up to this version (dumps it first)")
    backing = add("backup", backup, "write database and files into FILE")
    backing.add_argument("file", type=Path)
    backing.add_argument(
        "--with-key", action="store_true", help="also the key that opens stored keys of language models"
    )
    add("restore", restore, "read FILE into an empty data directory").add_argument("file", type=Path)
    add("reset-password", reset_password, "print a one-time link to set a new password").add_argument("email")
    add("rotate-key", rotate_key, "encrypt the stored keys of language models with a new key")
    inspection = add(
        "inspect",
        inspect,
        "print what is read from a board, a résumé, a match, claims in a text or a document made of a résumé, one JSON object a line",
    )
    inspection.add_argument("what", choices=("board", "resume", "match", "claims", "render", "letter"))
    inspection.add_argument(
        "words",
        nargs="+",
        metavar="…",
        help="board NAME COMPANY FILE… | resume FILE | match PROFILE.json POSTINGS.jsonl | claims PROFILE.json TEXT.jsonl | "
        "render RESUME.json TEMPLATE FORMAT OUT | letter LETTER.json TEMPLATE FORMAT OUT",
    )
    return parser


def names() -> list[str]:
    """All commands."""
    choices = next(action.choices for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    return list(choices or ())


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = _parser()
    if words[:1] == ["test"]:  # its words are pytest's, also those that begin with a dash
        arguments, rest = parser.parse_known_args(words)
        arguments.words += rest
        return arguments
    return parser.parse_args(words)


def _name_in_environment(arguments: argparse.Namespace) -> None:
    """Options become settings of this process and of all it starts."""
    for option in ("data", "host", "port"):
        value = getattr(arguments, option, None)
        if value is not None:
            os.environ[f"CAREER_COPILOT_{option.upper()}"] = str(value)
    if data := os.environ.get("CAREER_COPILOT_DATA"):
        os.environ["CAREER_COPILOT_DATA"] = os.path.abspath(data)


def main(words: list[str]) -> int:
    """Run one command; return its exit code. An expected error is one line on stderr and code 1."""
    arguments = _arguments(words)
    try:
        bootstrap.ensure(words, development=arguments.command in ("test", "check"))
        _name_in_environment(arguments)
        run: Run = arguments.run
        return run(arguments)
    except CareerCopilotError as error:
        print(f"career-copilot: {error}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if not error.name or error.name.startswith("career_copilot"):
            raise
        print(f"career-copilot: {bootstrap.missing(error.name)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
