"""Every address of the site, made from its URL patterns: for tests that try each one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def patterns(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    """The routes of all patterns, with ``<name>`` where a value belongs, in the order of the resolver."""
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + route_of(each)
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        else:
            yield route


def route_of(each: URLPattern | URLResolver) -> str:
    if isinstance(each.pattern, LocalePrefixPattern | RoutePattern):
        return str(each.pattern)
    return simplify_regex(each.pattern._regex).removeprefix("/")


def addresses(values: Mapping[str, Mapping[str, list[object]]]) -> list[str]:
    """Every pattern with every combination of the values of its parameters; ``1`` where none is given.

    ``values`` are those of parameters by the beginning of a pattern; the first that fits holds.
    """
    found = {}
    for route in patterns():
        fitting = next((chosen for start, chosen in values.items() if route.startswith(start)), {})
        names = PARAMETER.findall(route)
        for chosen in product(*(fitting.get(name, [1]) for name in names)):
            words = iter(chosen)
            found[PARAMETER.sub(lambda _match, words=words: str(next(words)), route)] = None
    return list(found)
