"""What this app registers with Wagtail. Registrations only."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.rich_text.feature_registry import FeatureRegistry

from .missing import refuse_another_language
from .rich_text import LocalizedPageLinkHandler


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, whose place it takes
def register_localized_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(LocalizedPageLinkHandler)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("home.invite", _("Invite"), _("Sent a link to set the password"))


hooks.register("before_serve_page", refuse_another_language)
