"""What any page of the site needs: people and their mails, images, files, and pages without a domain."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
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


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> OutgoingMailQuerySet:
        """Neither sent nor called off, whenever they are due."""
        return self.filter(sent_at=None, cancelled_at=None)

    def due(self, at: datetime | None = None) -> OutgoingMailQuerySet:
        """Those to be tried at a moment (now), the one that has waited longest first."""
        return self.waiting().filter(due_at__lte=at or timezone.now()).order_by("due_at", "pk")


class OutgoingMail(models.Model):
    """A mail that is waiting, or was sent: the row keeps it from being lost, its key from being sent twice.

    One with a ``kind`` has no words yet: a maker writes them when it is sent, from what ``about`` names, so
    that a mail which had to wait tells nothing that may no longer be told. One without has its words here,
    until they are sent.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    about = models.JSONField(_("about"), default=dict, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    to = models.EmailField(_("address"), blank=True, help_text=_("Of somebody who has no account."))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("text as HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("called off at"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at=None, cancelled_at=None), name="mails_that_wait"
            ),
            models.Index(fields=["created_at"], name="mails_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(person=None) & ~Q(to="")) | Q(person__isnull=False, to=""),
                name="mails_go_to_a_person_or_an_address",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(cancelled_at=None), name="mails_are_sent_or_called_off"
            ),
        ]

    def __str__(self) -> str:
        return self.key


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
