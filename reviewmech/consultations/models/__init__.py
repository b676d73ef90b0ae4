from .appeal import Appeal
from .comment import Comment
from .consultation import Consultation
from .draft import Draft, DraftLanguage, Paragraph, ParagraphText
from .group import Circulation, Endorsement, Position
from .opinion import Opinion
from .pages import ConsultationIndexPage, ConsultationPage
from .period import InternalDeadline, RoundPause, RoundPeriod, RoundReason
from .round import Round
from .subscription import Subscription
from .text_import import TextImport
from .version import CommentVersion, ReturnReason

__all__ = [
    "Appeal",
    "Circulation",
    "Comment",
    "CommentVersion",
    "Consultation",
    "ConsultationIndexPage",
    "ConsultationPage",
    "Draft",
    "DraftLanguage",
    "Endorsement",
    "InternalDeadline",
    "Opinion",
    "Paragraph",
    "ParagraphText",
    "Position",
    "ReturnReason",
    "Round",
    "RoundPause",
    "RoundPeriod",
    "RoundReason",
    "Subscription",
    "TextImport",
]
