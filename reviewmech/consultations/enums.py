"""The states of the room, and the sets of states that have a name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(TextChoices):
    PUBLIC = "public", _("Public")
    NAMED = "named", _("Named participants")


class ParagraphKind(TextChoices):
    HEADING = "heading", _("Heading")
    PARAGRAPH = "paragraph", _("Paragraph")
    SUBPARAGRAPH = "subparagraph", _("Sub-paragraph")
    TABLE = "table", _("Table")


class Commenters(TextChoices):
    """Who may comment in a round, of those who may read the consultation."""

    ALL = "all", _("All who may read")
    NAMED = "named", _("Named participants")


class Embargo(TextChoices):
    """From whom the comments of a round are kept until it closes. Moderators and authors see them."""

    NONE = "none", _("Nothing is held back")
    PUBLIC = "public", _("Held back from the public until the close")
    ALL = "all", _("Held back from everybody else until the close")


class RoundScope(TextChoices):
    WHOLE = "whole", _("The whole text")
    CHANGED = "changed", _("Changed paragraphs, and the draft as a whole")


class RoundState(TextChoices):
    """Where a round stands by the clock. None of them is stored."""

    PLANNED = "planned", _("Not yet open")
    OPEN = "open", _("Open for comment")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


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
# A moderator has decided against the comment: its author may appeal, once.
APPEALABLE = (CommentStatus.RETURNED, CommentStatus.TAKEN_DOWN)
# A moderator has decided, and the decision can be undone.
DECIDED = (CommentStatus.PUBLISHED, *APPEALABLE)


class OpinionKind(TextChoices):
    """What a member of the delegation says of a draft of its own."""

    SUPPORT = "support", pgettext_lazy("opinion on a draft", "Support")
    QUESTION = "question", pgettext_lazy("opinion on a draft", "Question")


class Stance(TextChoices):
    """Where a member State stands on its Group's comment."""

    ALIGNED = "aligned", _("Aligned")
    NO_OBJECTION = "no_objection", _("No objection")
    DISSOCIATED = "dissociated", _("Dissociated")


# What a State can say; the third is what its silence comes to.
SAID = (Stance.ALIGNED, Stance.DISSOCIATED)


class AppealOutcome(TextChoices):
    PENDING = "pending", _("Not yet decided")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")


class Frequency(TextChoices):
    """How often a person is mailed about a consultation."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")
