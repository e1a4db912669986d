"""When two spellings of a skill's name are one: by their tokens, without case, plurals and English verb endings."""

import re

_TOKEN = re.compile(r"([^\W_]+(?:\+\+|#(?!\w))?|(?<!\w)\.(?:[nN][eE][tT]|[jJ][sS])\b)")
_REMEMBERED = 200_000  # words


def fold(token: str) -> str:
    """The token without case and plural: `Licences` → `licence`, `queries` → `query`."""
    word = token.lower()
    if word == ".js":
        return "js"
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui":
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


def stem(token: str) -> str:
    """`fold`, and without English verb endings: `managing`, `managed`, `manages` → `manag`; `organise` = `organize`."""
    word = fold(token)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word.replace("isation", "ization") if len(word) > 6 else word


class _Folded(dict[str, tuple[str, str]]):
    """Token → (fold, stem), remembered: adverts repeat their words."""

    def __missing__(self, token: str) -> tuple[str, str]:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[token] = (fold(token), stem(token))
        return found


folded = _Folded()


def tokens_of(name: str) -> list[str]:
    return _TOKEN.findall(name)


def key_of(tokens: list[str]) -> str:
    # A single word keeps its verb ending: `programming` is not `programs`, `training` not `train`.
    return folded[tokens[0]][0] if len(tokens) == 1 else " ".join([folded[token][1] for token in tokens])


def name_key(name: str) -> str:
    """Equal for spellings that count as one name; empty if there is no word in it."""
    tokens = tokens_of(name)
    return key_of(tokens) if tokens else ""
