"""The blocks any page of the site may use. Each has a template of its own under ``home/blocks/``."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

PARAGRAPH_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]
INLINE_FEATURES = ["bold", "italic", "link", "superscript"]


class TableBlock(TypedTableBlock):
    """A table of plain text cells whose caption, headings and cells can be translated.

    wagtail-localize knows no tables: without the two methods below every translation would show
    the source's words. A segment's path is ``caption``, ``heading-<column>`` or ``cell-<row>-<column>``.
    """

    text = blocks.CharBlock(required=False, label=_("Text"), default="")

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("A table with a caption, column headings and text cells.")
        template = "home/blocks/table.html"

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        words = {"caption": value.caption}
        words |= {f"heading-{i}": column["heading"] for i, column in enumerate(value.columns)}
        for r, row in enumerate(value.row_data):
            words |= {f"cell-{r}-{c}": cell for c, cell in enumerate(row["values"])}
        return [StringSegmentValue(path, text) for path, text in words.items() if text]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        for segment in segments:
            kind, *position = segment.path.split("-")
            text = segment.render_text()
            if kind == "caption":
                value.caption = text
            elif kind == "heading":
                value.columns[int(position[0])]["heading"] = text
            else:
                row, column = map(int, position)
                value.row_data[row]["values"][column] = text
        return value


class QuoteBlock(blocks.StructBlock):
    source = blocks.CharBlock(required=False, default="", label=_("Source"))
    text = blocks.RichTextBlock(features=PARAGRAPH_FEATURES, default="", label=_("Words quoted"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of an official text, quoted as they stand.")
        template = "home/blocks/quote.html"


class LinkBlock(blocks.StructBlock):
    title = blocks.CharBlock(default="", label=_("Title"))
    url = blocks.URLBlock(label=_("Address"))
    description = blocks.TextBlock(required=False, default="", label=_("What is found there"))
    language = blocks.ChoiceBlock(
        choices=settings.LANGUAGES,
        required=False,
        label=_("Language"),
        help_text=_("The language of the page linked to, if it is in one language only."),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        template = "home/blocks/link.html"


class NoteBlock(blocks.StructBlock):
    number = blocks.CharBlock(max_length=8, default="", label=_("Number"))
    text = blocks.RichTextBlock(features=INLINE_FEATURES, default="", label=_("Note"))

    class Meta:
        icon = "list-ol"
        label = _("Note")
        template = "home/blocks/note.html"


class LinksBlock(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(LinkBlock(), **kwargs)

    class Meta:
        icon = "link"
        label = _("Links")
        description = _("Links to other sites, each with a sentence on what is found there.")
        template = "home/blocks/links.html"


class NotesBlock(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(NoteBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Footnotes")
        description = _("Footnotes. Refer to note 4 with a superscript link to #note-4.")
        template = "home/blocks/notes.html"


class ContentBlocks(blocks.StreamBlock):
    """The body of a page: what an editor needs to set a public document, and no more."""

    heading = blocks.CharBlock(
        icon="title",
        default="",
        label=_("Heading"),
        description=_("A heading between two parts of the page."),
        template="home/blocks/heading.html",
    )
    paragraph = blocks.RichTextBlock(
        icon="pilcrow",
        features=PARAGRAPH_FEATURES,
        default="",
        label=_("Text"),
        description=_("One or more paragraphs and lists."),
        template="home/blocks/paragraph.html",
    )
    quote = QuoteBlock()
    table = TableBlock()
    links = LinksBlock()
    notes = NotesBlock()
