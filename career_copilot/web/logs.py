"""Keep session tokens out of every log. Reflex logs whole events, headers included, when it does not know a handler."""

import logging
import re
import sys
from typing import Any

SECRET = re.compile(r"(career_copilot_\d+(?:_note)?=)[^;,'\"\s\\]+")
HIDDEN = r"\1(hidden)"
LINK = re.compile(r"([?&]link=|/calendar/)[\w-]+")


def without_secrets(text: str) -> str:
    return LINK.sub(HIDDEN, SECRET.sub(HIDDEN, text))


class _Careful(logging.LogRecord):
    """A record whose text, arguments and traceback hold no secret, whichever handler prints it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0] is not None:
            self.exc_text = without_secrets(logging.Formatter().formatException(self.exc_info))
            if without_secrets(str(self.exc_info[1])) != str(self.exc_info[1]):
                self.exc_info = None  # some handlers print the exception anew; its cleaned text stays

    def getMessage(self) -> str:
        return without_secrets(super().getMessage())


def install() -> None:
    """Make all log records of this process careful ones, and show them on standard error."""
    logging.setLogRecordFactory(_Careful)
    if not logging.getLogger().handlers:
        logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
