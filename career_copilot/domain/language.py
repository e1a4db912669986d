"""The language a text is written in."""

import re
from collections import Counter

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from career_copilot.data.once import once

# Languages that adverts are written in. Fewer candidates, fewer wrong guesses on short texts.
PLAUSIBLE = [
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "da",
    "no",
    "nb",
    "fi",
    "cs",
    "sk",
    "hu",
    "ro",
    "bg",
    "hr",
    "sl",
    "sr",
    "el",
    "tr",
    "uk",
    "ru",
    "et",
    "lv",
    "lt",
    "he",
    "ar",
    "fa",
    "hi",
    "id",
    "ms",
    "vi",
    "th",
    "ja",
    "ko",
    "zh",
    "ca",
    "eu",
    "gl",
    "ga",
    "cy",
    "is",
    "mt",
]
MINIMUM = 20  # characters; below, greetings and names decide
_SURE = 0.8
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAMPLE = 300  # characters of each of three places in a long text
# The commonest short words settle most adverts without the model, ten times faster.
_SHORT_WORDS = {
    "en": "the and of to with you our we for are is will your this that have from be work",
    "de": "und der das mit für wir sie den eine ist im von zu auf du ein dich dein sowie bei",
    "fr": "et le les des du vous dans pour une nous votre est sur avec au aux vos notre ou qui",
    "es": "y el los las para con una por que tu nuestro se como más lo nuestra del",
    "nl": "het een van je en met voor wij ons bij zijn onze jij niet ook aan dat te",
    "it": "e il di per con che una nel della del gli sono dei al nella si delle",
    "pt": "e o para com uma os em que da dos na você por um das ao nossa",
    "pl": "w z na się oraz dla nie jest że od przez są co naszej",
}
_USES = Counter(word for words in _SHORT_WORDS.values() for word in words.split())
_COMMON = {word: code for code, words in _SHORT_WORDS.items() for word in words.split() if _USES[word] == 1}
_ENOUGH = 6


@once
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in PLAUSIBLE if code in identifier.labels])
    return identifier


def language_of(text: str) -> str:
    """ISO 639-1 of most of the text, empty when it is too short or too mixed to tell."""
    if sum(map(len, _WORD.findall(text[:200]))) < MINIMUM * 0.6 or len(text) < MINIMUM:
        return ""
    counts = Counter(filter(None, map(_COMMON.get, text[:3000].lower().split())))
    ranked = [*counts.most_common(2), ("", 0)]
    if ranked[0][1] >= _ENOUGH and ranked[0][1] > 4 * ranked[1][1]:
        return ranked[0][0]
    if len(text) > 4 * _SAMPLE:
        third = len(text) // 3
        text = "\n".join(
            text[start : start + _SAMPLE] for start in (third // 2, third + third // 2, 2 * third + third // 4)
        )
    code, probability = _identifier().classify(text)
    if probability < _SURE:
        return ""
    return "no" if code == "nb" else str(code)
