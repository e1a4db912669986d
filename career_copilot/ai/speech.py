"""A spoken answer becomes text, by a speech model. Without a key: the person types."""

from career_copilot.ai.client import Client
from career_copilot.domain.speech import ENDINGS

FEATURE = "speech"


def heard(client: Client, audio: bytes, media_type: str) -> str:
    """The words of a recording, in whichever language; empty if there are none. Raises ModelError."""
    return client.transcribe(audio, f"answer{ENDINGS[media_type]}").text.strip()
