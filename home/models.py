"""What any page of the site needs: people, images, files, and pages without a domain of their own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from search.models import SearchablePage

from .blocks import ContentBlocks

# The words every page has. Only slugs are kept equal in the six trees.
PAGE_WORDS = [
    TranslatableField("title"),
    TranslatableField("seo_title"),
    TranslatableField("search_description"),
    SynchronizedField("slug", overridable=False),
]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person. Without a password nobody can sign in until one is set by a link."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. The e-mail address is the name; there is no other."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, help_text=_("As shown to colleagues in the admin."))
    preferred_language = models.CharField(
        _("preferred language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Deactivate people instead of deleting them: what they wrote stays theirs in the log."),
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_ignoring_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class SiteImage(AbstractImage):
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What a reader who cannot see the image needs to know. Empty for decoration."),
    )

    admin_form_fields = (*Image.admin_form_fields, "alternative_text")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter"
            )
        ]


def document_storage() -> Storage:
    return storages["documents"]


class SiteDocument(AbstractDocument):
    """A file to download. Files lie outside MEDIA_ROOT, so that only Wagtail's view gives them out."""

    file = models.FileField(_("file"), upload_to="documents", storage=document_storage)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions = [("choose_document", "Can choose document")]


class HomePage(SearchablePage, Page):
    lead = models.TextField(_("lead"), blank=True, help_text=_("What the mechanism is, told in ten seconds."))
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    translatable_fields = [
        PAGE_WORDS[0],
        PAGE_WORDS[1],
        PAGE_WORDS[2],
        TranslatableField("lead"),
        TranslatableField("body"),
    ]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    searched_fields = ["lead", "body"]

    class Meta:
        verbose_name = _("home page")


class StandardPage(SearchablePage, Page):
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences that open the page."))
    body = StreamField(ContentBlocks(), verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    translatable_fields = [*PAGE_WORDS, TranslatableField("lead"), TranslatableField("body")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    searched_fields = ["lead", "body"]

    class Meta:
        verbose_name = _("standard page")
