"""Where the focus goes after a handler has drawn a part of the page anew."""

import json
from typing import Any

import reflex as rx


def focus_on(*ids: str, seen: str = "") -> Any:
    """Put the focus on the first of these elements that can take it, once the page has been drawn anew; but not away from
    where the person has put it meanwhile. `seen`: the element that is scrolled into view instead of it."""
    return rx.call_script(
        "{ const before = document.activeElement;"
        "requestAnimationFrame(() => requestAnimationFrame(() => {"
        "const now = document.activeElement; if (now !== before && now !== document.body) return;"
        f"for (const id of {json.dumps(ids)}) {{ const found = document.getElementById(id);"
        f"if (found && !found.disabled) {{ const seen = document.getElementById({json.dumps(seen)});"
        "found.focus({ preventScroll: !!seen }); seen?.scrollIntoView({ block: 'nearest' }); break; } } })) }"
    )
