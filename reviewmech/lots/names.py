"""What States and groups of a list are called in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reviewmech.parties.enums import ParticipantKind
from reviewmech.parties.models import Participant

from .models import PartiesList
from .tables import names_in

# The names there are of one thing: from columns like name_zh_hans to words.
Names = Mapping[str, str]


@dataclass(frozen=True)
class Name:
    """``language``: of the words, where it is not the reader's; else empty. Templates show ``html``."""

    words: str
    language: str = ""

    def __str__(self) -> str:
        return self.words

    @property
    def html(self) -> SafeString:
        if self.language:
            return format_html('<bdi lang="{}">{}</bdi>', self.language, self.words)
        return format_html("<bdi>{}</bdi>", self.words)

    def __html__(self) -> SafeString:
        return self.html


@dataclass(frozen=True)
class StateNames:
    """Names for a list: a participant of the site with the same code first, then what the table says.

    A language without a name is shown the English one, marked as English; without any, the code.
    """

    reader: str
    states: Mapping[str, Names] = field(default_factory=dict)
    groups: Mapping[str, Names] = field(default_factory=dict)

    @classmethod
    def of(cls, parties: PartiesList) -> Self:
        """The names for the language that is active now: one query."""
        participants = list(Participant.objects.order_by("pk"))
        states: dict[str, Names] = dict(names_in(parties.table))
        for participant in participants:
            code = participant.code.upper()
            if code in states and participant.kind != ParticipantKind.GROUP:
                states[code] = names_on(participant)
        groups = {each.name_en: names_on(each) for each in participants if each.kind == ParticipantKind.GROUP}
        return cls(get_language() or settings.LANGUAGE_CODE, states, groups)

    def state(self, code: str) -> Name:
        return self._in_words(self.states.get(code, {})) or Name(code)

    def group(self, name: str) -> Name:
        """``name``: as the table has it; it counts as English where the site has no such group."""
        return self._in_words(self.groups.get(name, {"name_en": name})) or Name(name)

    def _in_words(self, names: Names) -> Name | None:
        for language in (self.reader, settings.LANGUAGE_CODE):
            if words := names.get(f"name_{language.replace('-', '_')}"):
                return Name(words, "" if language == self.reader else language)
        return None


def names_on(participant: Participant) -> Names:
    return {column: getattr(participant, column) for column in Participant.NAME_FIELDS}
