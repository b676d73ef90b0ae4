from allauth.account.decorators import secure_admin_login  # noqa: F401
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/", include(wagtailadmin_urls)),
    path("files/", include(wagtaildocs_urls)),
    path("accounts/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("search/", include("search.urls")),
    path("", include("reviewmech.consultations.urls")),
    path("", include(wagtail_urls)),
)
