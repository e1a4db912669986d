"""Inline scripts of the build are known by their hash; nothing else runs inline."""

import base64
import hashlib
from pathlib import Path

from career_copilot.web import content_security


def test_each_inline_script_is_known_once(tmp_path: Path) -> None:
    script = "\n  window.x = 1;\n"
    (tmp_path / "index.html").write_text(
        f'<script>{script}</script><script src="/a.js"></script><script type="module" async="">import "/b.js"</script>'
    )
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs/index.html").write_text(f"<body><script>{script}</script></body>")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    hashes = content_security.inline_hashes(tmp_path)
    assert len(hashes) == 2
    assert f"'sha256-{digest}'" in hashes


def test_the_policy_allows_no_unknown_inline_script_and_no_frame() -> None:
    content_security.policy.cache_clear()
    parts = dict(part.split(" ", 1) for part in content_security.policy().split("; "))
    assert "'unsafe-inline'" not in parts["script-src"]
    assert parts["frame-ancestors"] == parts["object-src"] == parts["base-uri"] == "'none'"
    assert parts["default-src"] == parts["connect-src"] == parts["form-action"] == "'self'"
