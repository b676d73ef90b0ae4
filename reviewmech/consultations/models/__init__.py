from .comment import Comment, CommentVersion, ReturnReason
from .consultation import Consultation
from .draft import Draft, DraftLanguage, Paragraph, ParagraphText
from .pages import ConsultationIndexPage, ConsultationPage
from .round import Round, RoundPeriod
from .text_import import TextImport

__all__ = [
    "Comment",
    "CommentVersion",
    "Consultation",
    "ConsultationIndexPage",
    "ConsultationPage",
    "Draft",
    "DraftLanguage",
    "Paragraph",
    "ParagraphText",
    "ReturnReason",
    "Round",
    "RoundPeriod",
    "TextImport",
]
