"""Lines that are wrong in their form, and values that nobody expects where they stand."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

from .transcripts import LITERAL, PLAIN, SHARED, Line, lines_of, transcript, written

# A line as it stands in the file, and the code with which it is found as the second line of a transcript.
RAW_LINES: list[tuple[bytes, str]] = [
    (b'{"seed":"\xff"}', "not_utf8"),
    (b'{"seed":"\xed\xa0\x80"}', "not_utf8"),  # a lone surrogate
    (b'{"seed":"\xc0\x80"}', "not_utf8"),  # a longer way to write a character
    (b"", "not_canonical"),
    (b"{", "not_canonical"),
    (b'{"seed":"a', "not_canonical"),
    (b'{"seed":"a"', "not_canonical"),
    (b'{"seed":"a"}}', "not_canonical"),
    (b'{"seed":"a",}', "not_canonical"),
    (b"[]", "not_canonical"),
    (b'"seed"', "not_canonical"),
    (b"1", "not_canonical"),
    (b'{"seed":"a"}\r', "not_canonical"),
    (b' {"seed":"a"}', "not_canonical"),
    (b'{"seed": "a"}', "not_canonical"),
    (b'\xef\xbb\xbf{"seed":"a"}', "not_canonical"),
    (b"{'seed':'a'}", "not_canonical"),
    (b'{"seed":1.0}', "not_canonical"),
    (b'{"seed":1e3}', "not_canonical"),
    (b'{"seed":-0}', "not_canonical"),
    (b'{"seed":01}', "not_canonical"),
    (b'{"seed":--1}', "not_canonical"),
    (b'{"seed":1000000000000000}', "not_canonical"),  # no number of a transcript has 16 digits
    (b'{"seed":' + b"9" * 5000 + b"}", "not_canonical"),
    (b'{"seed":true}', "not_canonical"),
    (b'{"seed":null}', "not_canonical"),
    (b'{"seed":NaN}', "not_canonical"),
    (b'{"seed":-Infinity}', "not_canonical"),
    (b'{"seed":"\\u00e9"}', "not_canonical"),
    (b'{"seed":"\\ud800"}', "not_canonical"),
    (b'{"seed":"\\n"}', "not_canonical"),
    (b'{"seed":"\\/"}', "not_canonical"),
    (b'{"seed":"\x01"}', "not_canonical"),
    (b'{"seed":"\x7f"}', "not_canonical"),
    ('{"seed":"\x85"}'.encode(), "not_canonical"),
    ('{"seed":"e\u0301"}'.encode(), "not_canonical"),  # not NFC
    ('{"e\u0301":1}'.encode(), "not_canonical"),
    (b'{"seed":"a","seed":"a"}', "not_canonical"),
    (b'{"seed":"a","hash":"a"}', "not_canonical"),
    ('{"\U0001d4d0":1,"\ufb00":1}'.encode(), "not_canonical"),  # in the order of UTF-16
    (b'{"a":' * 201 + b"1" + b"}" * 201, "not_canonical"),
    (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not_canonical"),
    # In canonical form, and without a hash
    (b'{"seed":"a"}', "hash"),
    (b"{}", "hash"),
    (b'{"hash":1}', "hash"),
    (b'{"hash":{"hash":"a"}}', "hash"),
    (b'{"__proto__":{"hash":"a"}}', "hash"),
    (b'{"seed":999999999999999}', "hash"),
    (b'{"seed":-1}', "hash"),
    (b'{"seed":"\\"\\\\"}', "hash"),
    ('{"seed":"\u2028\U0001f600\u00e9"}'.encode(), "hash"),
    ('{"\ufb00":1,"\U0001d4d0":1}'.encode(), "hash"),
    (b'{"1":1,"10":1,"9":1}', "hash"),
    (b'{"a":' * 200 + b"1" + b"}" * 200, "hash"),
]

# A file as a whole, the line in which it is found (0: unreadable), and the code.
FILES: list[tuple[bytes, int, str]] = [
    (b"", 0, "empty"),
    (b"\n", 0, "no_object"),
    (b"\x00" * 1000, 0, "no_object"),
    (b"iso3,regional_group\nFRA,East\n", 0, "no_object"),
    (b"[]\n[{}]\n1\n", 0, "no_object"),
    (b'{"a":NaN}\n', 0, "no_object"),
    (b'{"a":"\xff"}\n', 0, "no_object"),
    (b'\xef\xbb\xbf{"a":1}\n', 0, "no_object"),
    (b'{"a":' * 201 + b"1" + b"}" * 201, 0, "no_object"),
    (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 0, "no_object"),
    (b"[" * 100_000, 0, "no_object"),
    (b"{}", 1, "no_line_break"),
    (b"{}\n", 1, "hash"),
    (b'words\n{"a": 1.5, "a": [true, null, "\\ud800"]}\n', 1, "not_canonical"),
    (b'\n{"a":' + b"9" * 5000 + b"}\n", 1, "not_canonical"),
    (b'{"a":' * 200 + b"1" + b"}" * 200 + b"\n", 1, "hash"),
    (transcript(PLAIN).replace("\n", "\r\n").encode(), 1, "not_canonical"),
    (transcript(PLAIN).encode("utf-8-sig"), 1, "not_canonical"),
    (transcript(PLAIN).encode("utf-16"), 0, "no_object"),
]

VALUES: list[Any] = [
    *(0, 1, -1, 2, 3, 17, 501, 999_999_999_999_999, 10**15, 2**53 + 1, 10**30, 1.5, 1e300, True, False, None),
    *(
        "",
        "A",
        "B",
        "FA",
        "x" * 300,
        "A/home",
        "A/home+",
        "\u2028",
        "e\u0301",
        "\x00",
        "|",
        "__proto__",
        "first",
    ),
    *(
        [],
        ["A"],
        ["B", "A"],
        ["A", "A"],
        [[]],
        [1],
        ["UNTOC"],
        {},
        {"A": 1},
        {"__proto__": {}},
        {"1": 1, "a": 2},
    ),
    *(
        {"cut": "places"},
        {"either": "mutual"},
        {"A/home": "A"},
        {"constructor": "A"},
        {"\ufb00": 1, "\U0001d4d0": 1},
    ),
]


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in which there is a value: the keys and numbers that lead to it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*path, key)
        yield from places_in(each, (*path, key))


def with_value(lines: list[Line], path: tuple[Any, ...], value: Any) -> bytes:
    """The transcript with another value in one place and a chain of hashes made anew."""
    lines = copy.deepcopy(lines)
    place: Any = lines
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return written(lines)


def with_unexpected_values(count: int) -> Iterator[bytes]:
    """Transcripts with a value of ``VALUES`` in any place."""
    chance = random.Random(7)
    examples = [lines_of(transcript(number)) for number in (PLAIN, SHARED, LITERAL)]
    places = [list(places_in(lines)) for lines in examples]
    for _ in range(count):
        which = chance.randrange(len(examples))
        path = chance.choice([path for path in places[which] if len(path) > 1])
        yield with_value(examples[which], path, chance.choice(VALUES))
