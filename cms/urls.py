from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.views import admin_account, admin_login

from . import views
from .sitemaps import SITEMAPS

# What a reader sees when something is wrong; 500 and 403 are Django's own views, with templates of ours.
handler400 = views.bad_request
handler404 = views.page_not_found

sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

# Wagtail's own ways to sign in and to set a password lead to the one that asks for a second factor.
urlpatterns = [
    path("", views.root),
    path("robots.txt", views.robots),
    path("favicon.ico", views.favicon),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("admin/login/", admin_login),
    re_path("^admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/account/", admin_account),
    path("admin/", include("reviewmech.translation.urls")),  # in place of some of Wagtail's own
    path("admin/", include(wagtailadmin_urls)),
    path("files/", include(wagtaildocs_urls)),
    path("accounts/login/", sign_in),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(re_path("^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))

urlpatterns += i18n_patterns(
    path("accounts/", include("home.urls")),
    path("_util/login/", sign_in),
    path("search/", include("search.urls")),
    path("", include("reviewmech.parties.urls")),
    path("", include("reviewmech.consultations.urls")),
    path("", include("reviewmech.lots.urls")),
    path("", include(wagtail_urls)),
)
