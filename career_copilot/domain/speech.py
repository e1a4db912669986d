"""What a recording of a spoken answer may be: the containers that browsers record into, known by their first bytes."""

from career_copilot.errors import InvalidInputError

MOST_BYTES = 25_000_000
ENDINGS = {"audio/webm": ".webm", "audio/ogg": ".ogg", "audio/mp4": ".m4a"}
NO_AUDIO = "This is no recording that is known here: WebM, Ogg and MP4 are."


def media_type(audio: bytes) -> str:
    """Of a recording. Raises InvalidInputError for what is none, or too large."""
    if not audio or len(audio) > MOST_BYTES:
        raise InvalidInputError("A recording may have up to 25 MB." if audio else "The recording is empty.")
    if audio.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm"
    if audio.startswith(b"OggS"):
        return "audio/ogg"
    if audio[4:8] == b"ftyp":
        return "audio/mp4"
    raise InvalidInputError(NO_AUDIO)
