"""The parts of a text around certain words, so that costly patterns need not read the rest."""


def passages(text: str, words: tuple[str, ...], reach: int) -> str:
    """Everything within `reach` characters of one of the words (given in lower case), a line for each separate passage."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have longer small forms
        lower = text
    starts = []
    for word in words:
        at = lower.find(word)
        while at >= 0:
            starts.append(at)
            at = lower.find(word, at + reach)
    parts: list[tuple[int, int]] = []
    for at in sorted(starts):
        start, end = max(0, at - reach), at + 2 * reach
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return "\n".join([text[start:end] for start, end in parts])
