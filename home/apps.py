from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users import apps as wagtail_users


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Site")


class PeopleAdminConfig(wagtail_users.WagtailUsersAppConfig):
    """Wagtail's management of people, with our own forms and list."""

    default = False
    user_viewset = "home.viewsets.PersonViewSet"
