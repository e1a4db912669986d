"""Where the focus goes after a handler has drawn a part of the page anew."""

import json
from typing import Any

import reflex as rx


def focus_on(*ids: str) -> Any:
    """Put the focus on the first of these elements that can take it, once the page has been drawn anew; but not away from
    where the person has put it meanwhile."""
    return rx.call_script(
        "{ const before = document.activeElement;"
        "requestAnimationFrame(() => requestAnimationFrame(() => {"
        "const now = document.activeElement; if (now !== before && now !== document.body) return;"
        f"for (const id of {json.dumps(ids)}) {{ const found = document.getElementById(id);"
        "if (found && !found.disabled) { found.focus(); break; } } })) }"
    )
