"""A recording is known by its first bytes, whatever it is called."""

import pytest

from career_copilot.domain.speech import MOST_BYTES, media_type
from career_copilot.errors import InvalidInputError


@pytest.mark.parametrize(
    ("audio", "kind"),
    [
        (b"\x1a\x45\xdf\xa3 and so on", "audio/webm"),
        (b"OggS and so on", "audio/ogg"),
        (b"\x00\x00\x00\x18ftypM4A and so on", "audio/mp4"),
    ],
)
def test_what_browsers_record_into_is_known(audio: bytes, kind: str) -> None:
    assert media_type(audio) == kind


@pytest.mark.parametrize(
    ("audio", "words"),
    [
        (b"", "empty"),
        (b"<html>ftyp</html>", "no recording"),
        (b"RIFF....WAVE", "no recording"),
        (b"OggS" + bytes(MOST_BYTES), "25 MB"),
    ],
)
def test_anything_else_is_refused(audio: bytes, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        media_type(audio)
