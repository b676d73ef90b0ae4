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
CHINESE = re.compile(f"[{CJK}]")
# What an apostrophe joins to a word: French "l'examen", English "the State's".
ELISION = re.compile(r"\b(?:c|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu)['’](?=\w)")
POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
ARABIC = re.compile(r"[\u0600-\u06ff]")
ARABIC_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None}
)
# The article, alone or after a particle; three letters must remain, or it was part of the word.
ARABIC_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")
# PostgreSQL refuses a term of more than 2046 bytes; no word is longer than this, in characters.
LONGEST_TERM = 64


def without_marks(text: str) -> str:
    """The text without accents and vowel marks: "é" becomes "e", "مُ" becomes "م"."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=128)  # to save a page is to index the same text several times
def plain(text: str) -> str:
    """The text in one way of writing: composed, in lower case, with 0-9 for digits.

    Marks that belong to no composed letter (Arabic vowels, Russian stress) go, and so do characters that are
    not seen (soft hyphens, marks of direction): they would cut a word in pieces.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    kept = (c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.digit(c, c)) for c in kept)


def words(text: str, language: str) -> list[str]:
    """The words of a text as they are written; a run of Chinese characters is one."""
    text = plain(text)
    if language == "fr":
        text = ELISION.sub("", text)
    elif language == "en":
        text = POSSESSIVE.sub("", text)
    return TOKEN.findall(text)


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
    return without_marks(word)[:LONGEST_TERM]


def analyse(text: str, language: str) -> list[str]:
    """The search terms of a text, in the order of its words.

    ``language`` is one of the six codes of ``settings.LANGUAGES``. Terms are letters and digits only,
    so they mean nothing special in any database's query syntax.
    """
    terms: list[str] = []
    for word in words(text, language):
        if CHINESE.match(word):
            terms += bigrams(word)
        elif term := stem(word, language):
            terms.append(term)
    return terms


def index_terms(text: str, language: str) -> list[str]:
    """What the index keeps of a text: its terms, and what a reader may ask for instead.

    That is each Chinese character, for it may be asked for alone, and the term of a word typed without its
    accents, for stemmers take "criminalite" for another word than "criminalité".
    """
    unaccented = (stem(without_marks(word), language) for word in words(text, language) if is_accented(word))
    return [*analyse(text, language), *CHINESE.findall(plain(text)), *filter(None, unaccented)]


def is_accented(word: str) -> bool:
    """Whether it is a Latin word with an accent. A Russian letter without its mark is another letter."""
    return not word.isascii() and without_marks(word).isascii()
