from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks import PARAGRAPH_FEATURES, ContentBlocks


class MandateBlock(blocks.StructBlock):
    reference = blocks.CharBlock(
        default="", label=_("Reference"), help_text=_("Where the mandate stands: OP6, paragraph 54 …")
    )
    text = blocks.RichTextBlock(features=PARAGRAPH_FEATURES, default="", label=_("Words of the mandate"))

    class Meta:
        icon = "openquote"
        label = _("Mandate")
        description = _("A paragraph of a resolution that gives the mandate, quoted.")
        template = "workplan/blocks/mandate.html"


class SectionBlocks(ContentBlocks):
    """The body of a section of the workplan: mandates quoted, then what is envisaged."""

    mandate = MandateBlock()
