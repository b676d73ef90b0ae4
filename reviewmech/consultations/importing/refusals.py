"""Why a text is not imported: always a sentence that says what to do."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Refused(ValidationError):  # noqa: N818 (named for what happened, as Django names DoesNotExist)
    """The file or the text cannot be imported; the message says why, and what to do."""


EMPTY = _("The file is empty: there is nothing in it. Choose the file again.")
PDF = _("This is a PDF, whatever its name says. Import the Word file from which it was made.")
ENCRYPTED = _("The file is protected by a password. Take the protection off in Word, then choose it again.")
OLD_WORD = _("This is a file of an old Word (.doc). Open it in Word and save it as .docx.")
OTHER_OLD = _("This is a file of an old Office program, not a Word file. Save it in Word as .docx.")
NO_WORD_FILE = _("This is not a Word file. Choose a file that Word has saved as .docx.")
OTHER_OFFICE = _("This is a file of another Office program. Choose a file that Word has saved as .docx.")
OPEN_DOCUMENT = _("This is an OpenDocument file. Open it in Word or LibreOffice and save it as .docx.")
MACROS = _(
    "The file carries macros or controls. Save it in Word as .docx without macros, then choose it again."
)
DAMAGED = _("The file is damaged or incomplete. Open it in Word, save it again, and choose that copy.")
BOMB = _("Unpacked, the file is far larger than a text can be: it was not opened.")
TOO_MANY_PARTS = _("The file consists of far more parts than a text has: it was not opened.")
ENTITIES = _(
    "The file declares entities or a document type, which no Word file needs and which can be used to read"
    " other files: it was not opened."
)
TOO_DEEP = _("The file is nested more deeply than a text can be: it was not opened.")
TOO_MANY_ELEMENTS = _("The file is more complex than a text of this length can be: import it in parts.")
ONLY_IMAGES = _(
    "There are no words in the file, only images. A scanned text has to be made into words (OCR) first."
)
NO_WORDS = _("There are no words to import.")
