"""The words of a text, cut once, are those that each rule would cut for itself."""

import re
import unicodedata
import zlib

import numpy as np
import pytest

from career_copilot.domain import fingerprint, lexical, skills
from career_copilot.domain.function_words import FUNCTION_WORDS
from career_copilot.domain.skill_names import tokens_of
from career_copilot.domain.words import words_in

WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
TEXTS = (
    "", "a", "C++", "C# c#foo word#1 c#_x c++x +++ a+b x++#", "We use .NET, ASP.NET, Node.js, .js and .net_core", ".NET",
    "snake_case and _x_", "Straße, İstanbul, ÉCOLE, ﬁnance, x², ½ Stelle", "🧑‍⚕️ Pflege • 100 %\n—\nΟΔΟΣ 日本語 𠀀𠀁",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_letters_and_digits_with_the_signs_of_languages(text: str) -> None:
    words = words_in(text)
    spans = list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))
    assert spans == [found.span() for found in WORD.finditer(text)]
    assert [words.spelt(at) for at in range(len(words))] == WORD.findall(text)


def test_a_rule_is_asked_once_a_word() -> None:
    asked = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert words_in("one three one").each(length, np.int64).tolist() == [3, 5, 3]
    assert words_in("three seven").each(length, np.int64).tolist() == [5, 5]
    assert sorted(word for word in asked if word in ("one", "three", "seven")) == ["one", "seven", "three"]


@pytest.mark.parametrize("text", TEXTS)
def test_hashes_are_those_of_the_small_words(text: str) -> None:
    words = [word for word in WORD.findall(text.lower()) if word not in FUNCTION_WORDS]
    expected = [zlib.crc32(word.encode()) for word in words if len(word) > 1 or word in "cr"]
    assert lexical.hashes(text).tolist() == expected


@pytest.mark.parametrize("text", TEXTS)
def test_the_key_of_a_text_is_that_of_its_folded_words(text: str) -> None:
    folded = " ".join(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
    assert fingerprint.text_key(text) == fingerprint.hashlib.blake2b(folded.encode(), digest_size=12).hexdigest()


@pytest.mark.parametrize("text", TEXTS)
def test_skills_see_the_tokens_that_names_are_made_of(text: str) -> None:
    starts, ends, numbers, _ = skills._as_tokens(words_in(text))
    tokens = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert tokens == tokens_of(text)
    assert numbers.tolist() == [skills._stem_number(token) for token in tokens]
