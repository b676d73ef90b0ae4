"""The working text: a flat list of blocks, each one addressable unit of the text under consultation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from home.blocks import INLINE_FEATURES, TableBlock

LEVELS = [(1, "1"), (2, "2"), (3, "3"), (4, "4")]


class SourceOnly:
    """A block that is a fact: the translations keep the source's value."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value


class FactCharBlock(SourceOnly, blocks.CharBlock):
    pass


class FactLevelBlock(SourceOnly, blocks.ChoiceBlock):
    pass


class OneParagraphBlock(blocks.RichTextBlock):
    """Rich text of exactly one paragraph, so that delegates can comment on 12 (b)."""

    def clean(self, value: RichText) -> RichText:
        value = super().clean(value)
        if value.source.count("<p") > 1:
            raise ValidationError(_("Only one paragraph a block: put the next one into a block of its own."))
        return value


def number_block(*, required: bool) -> FactCharBlock:
    return FactCharBlock(
        required=required,
        default="",
        max_length=40,
        label=_("Number"),
        help_text=_("As printed: 12, 12 (b), II. It is kept as words."),
    )


def level_block(default: int) -> FactLevelBlock:
    return FactLevelBlock(choices=LEVELS, default=default, label=_("Level"))


class HeadingUnit(blocks.StructBlock):
    number = number_block(required=False)
    level = level_block(1)
    text = blocks.CharBlock(default="", label=_("Heading"))

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A heading of the text. It can be commented on like a paragraph.")


class ParagraphUnit(blocks.StructBlock):
    number = number_block(required=False)
    text = OneParagraphBlock(features=INLINE_FEATURES, default="", label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("One paragraph. Give it the number that is printed in front of it, if there is one.")


class SubparagraphUnit(blocks.StructBlock):
    number = number_block(required=False)
    level = level_block(3)
    text = OneParagraphBlock(features=INLINE_FEATURES, default="", label=_("Text"))

    class Meta:
        icon = "list-ol"
        label = _("Sub-paragraph")
        description = _("One part of a paragraph, such as 12 (b).")


class TableUnit(blocks.StructBlock):
    number = number_block(required=False)
    table = TableBlock()

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("A table, commented on as a whole.")


class WorkingTextBlocks(blocks.StreamBlock):
    heading = HeadingUnit()
    paragraph = ParagraphUnit()
    subparagraph = SubparagraphUnit()
    table = TableUnit()
