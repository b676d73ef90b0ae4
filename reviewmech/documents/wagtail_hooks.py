"""What this room registers with Wagtail. Registrations only."""

from wagtail import hooks

from .viewsets import DocumentLanguageViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> DocumentLanguageViewSet:
    return DocumentLanguageViewSet()
