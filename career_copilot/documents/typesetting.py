"""Documents out: a template and its data become a PDF, set by Typst in a process of its own with limits of time and
memory. What people wrote is data: nothing in it can be taken for markup, a file to read or a package to load.

Run as `python -m career_copilot.documents.typesetting TEMPLATE` with the data on standard input."""

import subprocess
import sys
from pathlib import Path

from pydantic import BaseModel

from career_copilot.documents.child import ROOT, limit
from career_copilot.errors import DocumentError

SECONDS = 20
TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[1] / "data" / "fonts"
FAILED = "The PDF could not be made. What was recorded is safe; try again, and tell whoever looks after this server."


def pdf(template: str, data: BaseModel, seconds: float = SECONDS) -> bytes:
    """The document of the template `templates/{template}.typ`. Raises DocumentError."""
    command = [sys.executable, "-m", "career_copilot.documents.typesetting", template]
    environment = {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command, input=data.model_dump_json().encode(), capture_output=True, cwd="/", env=environment, timeout=seconds
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"Making the PDF took more than {seconds:g} seconds, so it was stopped.") from error
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise DocumentError(FAILED) from RuntimeError(done.stderr.decode("utf-8", "replace")[-2000:])
    return done.stdout


def _main() -> None:
    """In the child: Typst sees one directory, the fonts that are shipped and, for scripts that these lack (Chinese, Japanese,
    Korean, …: too large to ship), those of the machine, and the data."""
    limit()
    import typst

    made = typst.compile(
        str(TEMPLATES / f"{sys.argv[1]}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        sys_inputs={"data": sys.stdin.read()},
        package_path="/nonexistent",
        package_cache_path="/nonexistent",
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    _main()
