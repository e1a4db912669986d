"""What a document of an application is."""

from enum import StrEnum

LONGEST_NAME = 200
LONGEST_TEXT = 200_000


class DocumentKind(StrEnum):
    RESUME = "resume"
    LETTER = "letter"
    ANSWERS = "answers"
    MESSAGE = "message"  # written to the employer before or after applying: not part of what was sent with it
    OTHER = "other"


KIND_NAMES: dict[str, str] = {
    DocumentKind.RESUME: "Résumé",
    DocumentKind.LETTER: "Letter",
    DocumentKind.ANSWERS: "Answers",
    DocumentKind.MESSAGE: "Message",
    DocumentKind.OTHER: "Document",
}
