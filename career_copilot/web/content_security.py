"""The Content-Security-Policy: scripts only from us, inline ones only those of this build, known by their hash.

`unsafe-eval` has to stay: Reflex evaluates functions that our server sends (toasts, downloads, focus)."""

import base64
import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def inline_hashes(build: Path) -> list[str]:
    """`'sha256-…'` of each inline script in the built pages, sorted. Empty when nothing is built."""
    found = set()
    for page in build.rglob("*.html"):
        for script in INLINE_SCRIPT.findall(page.read_text("utf-8")):
            digest = hashlib.sha256(script.encode()).digest()
            found.add(f"'sha256-{base64.b64encode(digest).decode()}'")
    return sorted(found)


@lru_cache(maxsize=1)
def policy() -> str:
    """One policy for all answers; made once, from the build that this process serves."""
    build = Path(os.environ.get("REFLEX_WEB_WORKDIR", ".web")) / "build/client"
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' {' '.join(inline_hashes(build))}".rstrip(),
            "style-src 'self' 'unsafe-inline'",  # Radix positions what floats with style attributes
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self' blob:",  # to listen to a recording before it is sent
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
