"""What the admin asks about a language version of a document."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .models import DocumentPage


def documents() -> list[tuple[str, str]]:
    """The documents by the key that their six pages share, with their titles in the source language."""
    pages = DocumentPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("title")
    return [(str(key), title) for key, title in pages.values_list("translation_key", "title")]


def documents_or_none() -> list[tuple[str, str]]:
    return [("", "---------"), *documents()]


class DocumentLanguageForm(WagtailAdminModelForm):
    """A document is chosen by its title: nobody types a key."""

    document_key = forms.TypedChoiceField(
        label=_("Document"), choices=documents_or_none, coerce=forms.UUIDField().to_python
    )
