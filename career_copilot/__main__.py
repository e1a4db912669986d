"""`python3 -m career_copilot COMMAND`: the one command. Nothing here or above the bootstrap needs an installed package."""

import sys

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts this has not read what it needs
        sys.exit(
            f"Career Copilot needs Python 3.11 or newer, this is {sys.version.split()[0]}: run it with python3.11."
        )
    if sys.platform == "win32":
        sys.exit("Career Copilot runs on Linux and macOS; on Windows start it inside WSL.")
    from career_copilot.local.command import main

    sys.exit(main(sys.argv[1:]))
