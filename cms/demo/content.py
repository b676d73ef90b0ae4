"""The demo's content as data: facts once, words in each language, read from TOML files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(__file__).parent
LANGUAGES = [code for code, _native in settings.LANGUAGES]
TRANSLATIONS = [code for code in LANGUAGES if code != settings.LANGUAGE_CODE]


class ContentError(Exception):
    """What is wrong with the content, one line for each problem, naming the file and the key."""


@dataclass(frozen=True)
class Content:
    facts: dict[str, Any]
    words: dict[str, dict[str, Any]]  # by language code

    @property
    def source(self) -> dict[str, Any]:
        return self.words[settings.LANGUAGE_CODE]

    def names(self, kind: str, code: str) -> dict[str, str]:
        """The name fields of a row that is named in six languages; ``kind`` is a table of the words."""
        return {f"name_{key.replace('-', '_')}": words[kind][code] for key, words in self.words.items()}


def read(folder: Path = FOLDER) -> Content:
    """The content of a folder, unchecked. Raises ContentError where a file is missing or is not TOML."""
    words = {language: _read(folder / "words" / f"{language}.toml") for language in LANGUAGES}
    return Content(_read(folder / "facts.toml"), words)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{path.name}: the file is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name}: not TOML: {error}") from error
