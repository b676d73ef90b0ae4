"""The number in front of a paragraph, counted by Word or typed by somebody, and what its form tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
IS_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")

SPACE = r"[ \t\u00a0]"
# What stands in front of a paragraph in a typed text, followed by white space. The order matters.
FULL = re.compile(rf"(\d{{1,4}}(?:\.\d{{1,3}})*\.?{SPACE}?(?:\([0-9a-z]{{1,5}}\){SPACE}?)+){SPACE}")
DECIMAL = re.compile(rf"(\d{{1,4}}(?:\.\d{{1,3}})*)(?:\.{SPACE}+|\.?\t{SPACE}*|\.?{SPACE}{{2,}})")
BRACKETED = re.compile(rf"(\([0-9a-z]{{1,5}}\)){SPACE}+")
HALF_BRACKETED = re.compile(rf"([0-9]{{1,3}}|[a-z]{{1,4}})\){SPACE}+")
UPPER = re.compile(rf"([IVXLC]+|[A-Z])\.{SPACE}+")
BULLET = re.compile(rf"[•·◦▪‣●○–—*-](?:\t|{SPACE}){SPACE}*")


@dataclass(frozen=True)
class Label:
    """``text`` as printed, without its final full stop. ``form`` is equal among the items of one list.

    ``list_id`` and ``depth`` say where Word's own numbering has it: a list, and the level in it from 0.
    """

    text: str
    form: str = ""
    list_id: str = ""
    depth: int = 0
    is_base: bool = False  # may number the paragraphs of the text: 12
    is_full: bool = False  # names its parents itself: 12 (b), 1.2
    is_bullet: bool = False


def roman(number: int) -> str:
    """4 as iv; Arabic figures from 4,000 on, which Romans wrote otherwise."""
    if not 0 < number < 4_000:
        return str(number)
    letters = ""
    for value, digits in ROMAN:
        times, number = divmod(number, value)
        letters += digits * times
    return letters


def from_roman(letters: str) -> int:
    """The value of a Roman number, 0 for what is none."""
    letters = letters.lower()
    if not letters or not IS_ROMAN.fullmatch(letters):
        return 0
    values = {digits: value for value, digits in ROMAN if len(digits) == 1}
    numbers = [values[letter] for letter in letters]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    return sum(-number if number < following else number for number, following in pairs)


def letter(number: int) -> str:
    """2 as b, 27 as aa, 28 as bb, as Word counts; figures where that would be longer than three letters."""
    if not 0 < number <= 78:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def from_letter(letters: str) -> int:
    """The value of a letter, or of one doubled; 0 for what is none."""
    letters = letters.lower()
    if not letters or len(set(letters)) > 1 or not "a" <= letters[0] <= "z":
        return 0
    return (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 1


def typed_label(text: str, open_forms: dict[str, int]) -> tuple[Label, int] | None:
    """A typed number at the start of a paragraph, and its length; None where there is none.

    ``open_forms`` gives for each form of the lists that are open the value of its last item: (i) after (h)
    is a letter, otherwise a Roman number.
    """
    if match := FULL.match(text):
        number = re.sub(rf"(?<=[\d)])\.?{SPACE}*\(", " (", match[1].strip())
        return Label(number, f"full-{number.count('(')}", is_full=True), match.end()
    if match := DECIMAL.match(text):
        depth = match[1].count(".")
        return Label(match[1], f"decimal-{depth}", is_base=depth == 0, is_full=depth > 0), match.end()
    if match := BRACKETED.match(text) or HALF_BRACKETED.match(text):
        label = _bracketed(match[1], open_forms)
        return (label, match.end()) if label else None
    if match := BULLET.match(text):
        return Label("", "bullet-typed", is_bullet=True), match.end()
    return None


def _bracketed(text: str, open_forms: dict[str, int]) -> Label | None:
    inner, style = text.strip("()"), "()" if text.startswith("(") else ")"
    printed = text if style == "()" else f"{text})"
    if inner.isdigit():
        return Label(printed, f"decimal{style}")
    letters, romans = from_letter(inner), from_roman(inner)
    goes_on = letters and open_forms.get(f"letter{style}") == letters - 1
    if romans and not goes_on and (letters != 1 or len(inner) > 1):
        return Label(printed, f"roman{style}")
    return Label(printed, f"letter{style}") if letters else None


def value_of(label: Label) -> int:
    """The place of a letter or a Roman number in its list, 0 for others."""
    inner = label.text.strip("().")
    return from_roman(inner) if label.form.startswith("roman") else from_letter(inner)


def heading_label(text: str, last: dict[str, int]) -> tuple[str, int, int] | None:
    """``("II", level, length)`` where a short line begins with the next of I, II, III or A, B, C.

    ``last`` gives the last ``roman`` and ``letter``, so that "C. Smith" is no heading after A.
    """
    match = UPPER.match(text)
    if not match or len(text) > 150 or text.rstrip().endswith((".", ";", ":", ",")):
        return None
    for kind, read, level in (("roman", from_roman, 1), ("letter", from_letter, 2)):
        value = read(match[1])
        if value and value in (1, last.get(kind, 0) + 1) and (value > 1 or match[1] in ("I", "A")):
            last[kind] = value
            if kind == "roman":
                last["letter"] = 0
            return match[1], level, match.end()
    return None


def heading_number(text: str) -> tuple[str, int] | None:
    """The number typed in front of a heading, II or 3.1, and its length; None where there is none."""
    match = UPPER.match(text) or DECIMAL.match(text)
    return (match[1], match.end()) if match and text[match.end() :].strip() else None
