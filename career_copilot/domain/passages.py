"""The parts of a text around certain words, so that costly patterns need not read the rest."""

from career_copilot.domain import cues


def passages(text: str, words: tuple[str, ...], reach: int) -> str:
    """Everything within `reach` characters of one of the words (given in lower case), a line for each separate passage."""
    starts = sorted(at for at, _ in cues.places(text, words, reach))
    parts: list[tuple[int, int]] = []
    for at in starts:
        start, end = max(0, at - reach), at + 2 * reach
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return "\n".join([text[start:end] for start, end in parts])
