"""Read the text of a résumé without any model: every fact with its span in the text."""

import re
from datetime import date

from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Basics, Resume

EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")


def read(text: str, today: date) -> Resume:
    """The facts of a résumé in clean text. `today` is for dates: nothing lies in the far future."""
    first = next(re.finditer(r"\S.*", text), None)
    email = EMAIL.search(text)
    name = first.group().strip() if first and first.end() - first.start() <= 60 else ""
    span = Span(start=first.start(), end=first.end()) if first else None
    return Resume(basics=Basics(name=name, email=email.group() if email else "", span=span), text=text)
