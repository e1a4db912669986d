"""A photo for a résumé: upright, cut to the size of a passport's, and without what cameras write beside the picture (the place).

The bytes are a stranger's, so they are opened in a process of their own: `python -m career_copilot.documents.photos`."""

import io
import subprocess
import sys

from career_copilot.documents.child import environment, limit
from career_copilot.errors import DocumentError

SIZE = (420, 540)  # 35 by 45 mm at 305 dots an inch
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
SECONDS = 20
FAILED = "This picture could not be opened. Choose a JPEG, PNG or WebP file of up to 10 MB and 50 megapixels."


def prepared(data: bytes) -> bytes:
    """A small JPEG file. Raises DocumentError."""
    if len(data) > MAX_BYTES:
        raise DocumentError(FAILED)
    command = [sys.executable, "-m", "career_copilot.documents.photos"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd="/", env=environment(), timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(FAILED) from error
    if done.returncode or not done.stdout.startswith(b"\xff\xd8\xff"):
        raise DocumentError(FAILED) from RuntimeError(done.stderr.decode("utf-8", "replace")[-2000:])
    return done.stdout


def _prepared(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError(f"{picture.width} by {picture.height} pixels")
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    ground = Image.new("RGBA", upright.size, "white")
    ground.alpha_composite(upright)
    # A little above the middle: that is where faces are.
    cut = ImageOps.fit(ground.convert("RGB"), SIZE, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    made = io.BytesIO()
    cut.save(made, "JPEG", quality=85, optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(_prepared(sys.stdin.buffer.read()))
