"""`python -m career_copilot.demo seed | boards --port PORT`: the two programs that `demo` runs beside everything else."""

import argparse
import sys
from datetime import UTC, datetime


def main(arguments: list[str]) -> int:
    """Parse and run. `seed` prints the line with the numbers and the login."""
    parser = argparse.ArgumentParser(prog="python -m career_copilot.demo")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("seed", help="make the fictional person and read the boards once")
    commands.add_parser("boards", help="serve the fictional boards").add_argument("--port", type=int, required=True)
    chosen = parser.parse_args(arguments)
    if chosen.command == "boards":
        serve(chosen.port)
    else:
        from career_copilot.demo.seeding import seed

        print(seed(datetime.now(UTC)))  # noqa: T201
    return 0


def serve(port: int) -> None:
    """Serve the boards on loopback until a signal. The first start is the day that all dates count back from."""
    from granian.constants import Interfaces
    from granian.server import Server

    from career_copilot.demo.shown import begin

    begin(datetime.now(UTC))
    Server(
        "career_copilot.demo.boards:app",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
