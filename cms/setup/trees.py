"""Six languages, a home page in each of them, and the site that starts at the English one."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from reviewmech.translation.actions import save_translation

WELCOME = "Welcome to your new Wagtail site!"
HOME_TITLE = "Review mechanism"
HOME_TITLES = {
    "ar": "آلية الاستعراض",
    "zh-hans": "审议机制",
    "fr": "Mécanisme d’examen",
    "ru": "Механизм обзора",
    "es": "Mecanismo de examen",
}


def make_trees() -> None:
    """Make what is missing. A locale without a home page would answer with the English one."""
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    home = source_home() or make_source_home()
    for code, title in HOME_TITLES.items():
        locale = Locale.objects.get(language_code=code)
        if not home.has_translation(locale):
            save_translation(home, locale, {home.title: title}, publish=True)
    name_site()


def home_pages() -> list[HomePage]:
    """The home pages of all languages, in the tree's order."""
    return list(HomePage.objects.filter(depth=2).order_by("path"))


def source_home() -> HomePage | None:
    return HomePage.objects.filter(depth=2, locale__language_code=settings.LANGUAGE_CODE).first()


def make_source_home() -> HomePage:
    """The English home page, in place of the page that Wagtail brings."""
    welcome = untouched_welcome_page()
    if welcome:
        welcome.slug = "welcome"  # gives the slug away before it goes
        welcome.save()
    root = Page.get_first_root_node()
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    home = HomePage(title=HOME_TITLE, slug=find_available_slug(root, "home"), locale=locale)
    root.add_child(instance=home)
    home.save_revision().publish()
    start_site_at(home, instead_of=welcome)
    if welcome:
        welcome.delete()  # after the site has left it: deleting a site's root deletes the site
    home.refresh_from_db()
    return home


def name_site() -> None:
    """Give the site the address and the name of the settings, where nobody has given it others.

    Wagtail's mails and the admin's first page would speak of "localhost".
    """
    site = Site.objects.get(is_default_site=True)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if site.hostname in ("localhost", address.hostname):
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
    site.save()


def untouched_welcome_page() -> Page | None:
    """The page of Wagtail's first migration, unless somebody has made something of it."""
    page = Page.objects.filter(depth=2, title=WELCOME, numchild=0, content_type__model="page").first()
    return page if page and not page.revisions.exists() else None


def start_site_at(home: HomePage, *, instead_of: Page | None) -> None:
    """Let the default site start at a home page. One that starts elsewhere stays as it is."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    elif instead_of and site.root_page_id == instead_of.pk:
        site.root_page = home
        site.save()
