"""The states of the room, and the sets of states that have a name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    PUBLIC = "public", _("Public")
    NAMED = "named", _("Named participants")


class ParagraphKind(TextChoices):
    HEADING = "heading", _("Heading")
    PARAGRAPH = "paragraph", _("Paragraph")
    SUBPARAGRAPH = "subparagraph", _("Sub-paragraph")
    TABLE = "table", _("Table")


class CommentType(TextChoices):
    SUBSTANTIVE = "substantive", _("Substantive")
    TECHNICAL = "technical", _("Technical")
    EDITORIAL = "editorial", _("Editorial")
    TRANSLATION = "translation", _("Translation")


class CommentStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    VERIFIED = "verified", _("Verified")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TAKEN_DOWN = "taken_down", _("Taken down")


# The author may change the words.
EDITABLE = (CommentStatus.DRAFT, CommentStatus.VERIFIED, CommentStatus.RETURNED)
# Nobody outside the delegation knows of these.
PRIVATE = (CommentStatus.DRAFT, CommentStatus.VERIFIED)
# The author may take the comment back.
WITHDRAWABLE = (CommentStatus.SUBMITTED, CommentStatus.RETURNED, CommentStatus.PUBLISHED)
# The words are no longer shown to anybody but their author and the moderators.
GONE = (CommentStatus.WITHDRAWN, CommentStatus.TAKEN_DOWN)
