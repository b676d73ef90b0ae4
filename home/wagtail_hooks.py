"""What this app registers with Wagtail. Registrations only."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from .rich_text import LocalizedPageLinkHandler


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, which this one takes the place of
def register_localized_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(LocalizedPageLinkHandler)
