"""The admin's sign-in and account page, which know what Wagtail's do not: the second factor, and one name."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import account

from .forms import NameForm
from .models import User


def admin_login(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in, and back to the page that was asked for (allauth judges that address).

    Who is signed in without access to the admin is told so: the sign-in would send them back here, for ever.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    wanted = request.GET.get("next") or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")


class NamePanel(account.NameEmailSettingsPanel):
    form_class = NameForm


class AccountView(account.AccountView):
    """One's own settings in the admin. The language chosen here is also that of one's mails."""

    def get_panels(self) -> list[account.BaseSettingsPanel]:
        return [self.with_one_name(panel) for panel in super().get_panels()]

    @staticmethod
    def with_one_name(panel: account.BaseSettingsPanel) -> account.BaseSettingsPanel:
        if not isinstance(panel, account.NameEmailSettingsPanel):
            return panel
        return NamePanel(panel.request, panel.user, panel.profile)

    def post(self, request: HttpRequest) -> HttpResponse:
        response = super().post(request)
        language = request.user.wagtail_userprofile.preferred_language
        if language:
            User.objects.filter(pk=request.user.pk).update(preferred_language=language)
        return response


admin_account = require_admin_access(AccountView.as_view())
