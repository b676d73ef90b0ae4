"""Words to search terms, the same way for what is indexed and for what is asked, in the six languages.

The databases know one search configuration for all languages, so the linguistics are done here: NFKC and case
folding, Snowball stems, folded accents, Arabic letters unified and the article taken off, Chinese as bigrams.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")
ELISION = re.compile(r"\b(?:c|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu)['’](?=\w)")
ARABIC = re.compile(r"[\u0600-\u06ff]")
ARABIC_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None}
)
# The article, alone or after a particle; three letters must remain, or it was part of the word.
ARABIC_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")


def without_marks(text: str) -> str:
    """The text without accents and vowel marks: "é" becomes "e", "مُ" becomes "م"."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def bigrams(run: str) -> list[str]:
    """Overlapping pairs of a run of Chinese characters; a lone character stands for itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    if ARABIC.search(word):
        language = "ar"
        word = ARABIC_ARTICLE.sub("", without_marks(word.translate(ARABIC_LETTERS)))
    if language in STEMMERS and not word.isdigit():
        word = snowballstemmer.stemmer(STEMMERS[language]).stemWord(word)
    return without_marks(word)


def analyse(text: str, language: str) -> list[str]:
    """The search terms of a text, in the order of its words.

    ``language`` is one of the six codes of ``settings.LANGUAGES``. Terms are letters and digits only,
    so they mean nothing special in any database's query syntax.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if language == "fr":
        text = ELISION.sub("", text)
    terms: list[str] = []
    for token in TOKEN.findall(text):
        if re.match(f"[{CJK}]", token):
            terms += bigrams(token)
        elif term := stem(token, language):
            terms.append(term)
    return terms
