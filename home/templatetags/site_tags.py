"""What every page carries around its own words: menu, language bar, alternates, breadcrumbs, notes.

Each tag costs the same number of queries on every page: what two tags need is kept on the request.
"""

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import get_language, get_language_bidi
from wagtail.models import Page, Site

from home import addresses
from search.pages import visible_pages

register = template.Library()

HOME_DEPTH = 2  # Wagtail's root is 1, a language's home page is 2
LATEST_CHANGES = 5


def translations_of(context: Context) -> dict[str, Page]:
    """Language code -> live, public page, when this address is the page's own; else nothing."""
    page, request = context.get("page"), context.get("request")
    if not page or not request or not page.pk or request.path != page.get_url(request):
        return {}
    if not hasattr(request, "_page_translations"):
        pages = visible_pages(request.user).filter(translation_key=page.translation_key)
        request._page_translations = {
            each.locale.language_code: each for each in pages.select_related("locale")
        }
    return request._page_translations


def ancestors_of(context: Context) -> list[Page]:
    """The page's ancestors below the home page, from the top, and the page itself as it stands in context."""
    page, request = context.get("page"), context.get("request")
    if request is None or not page or not page.pk or page.depth <= HOME_DEPTH:
        return []
    if not hasattr(request, "_page_ancestors"):
        request._page_ancestors = list(page.get_ancestors().filter(depth__gt=HOME_DEPTH))
    return [*request._page_ancestors, page]


def home_children(context: Context) -> list[Page]:
    """The live, public children of the home page in the language of the page, in the editors' order."""
    request = context["request"]
    if not hasattr(request, "_home_children"):
        site = Site.find_for_request(request)
        pages = visible_pages(request.user, get_language()).filter(depth=HOME_DEPTH + 1)
        tree = site.root_page.path[: -Page.steplen] if site else "none"
        request._home_children = list(pages.filter(path__startswith=tree).order_by("path"))
    return request._home_children


def entries(context: Context, *, in_menu: bool) -> list[dict[str, object]]:
    """The home page's children that are, or are not, in the menu, as entries of a menu."""
    request = context.get("request")
    if request is None:
        return []
    pages = [page for page in home_children(context) if page.show_in_menus == in_menu]
    return [entry(page, page.get_url(request), request.path) for page in pages]


def entry(page: Page, url: str, path: str) -> dict[str, object]:
    """One entry of a menu: ``current`` is "page", "true" (a section that holds this page) or empty."""
    inside = "true" if url and path.startswith(url) else ""
    return {"title": page.title, "url": url, "current": "page" if path == url else inside}


@register.simple_tag
def html_direction() -> str:
    """``rtl`` or ``ltr``, for the language of the page."""
    return "rtl" if get_language_bidi() else "ltr"


@register.simple_tag
def is_demo() -> bool:
    """Whether this is the demonstration, which every page then says."""
    return bool(getattr(settings, "DEMO", False))


@register.simple_tag
def html_lang(code: str = "") -> str:
    """A language code as HTML writes it: ``zh-hans`` -> ``zh-Hans``."""
    return addresses.html_lang(code or get_language() or settings.LANGUAGE_CODE)


@register.inclusion_tag("components/main_menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, object]:
    """The sections of the site; the one the reader is in is marked."""
    return {"entries": entries(context, in_menu=True)}


@register.inclusion_tag("components/footer_menu.html", takes_context=True)
def footer_menu(context: Context) -> dict[str, object]:
    """The pages under the home page that the menu leaves out."""
    return {"entries": entries(context, in_menu=False)}


@register.inclusion_tag("components/language_bar.html", takes_context=True)
def language_bar(context: Context) -> dict[str, object]:
    """The same page in the six languages, in the order of the United Nations' language bar."""
    request = context.get("request")
    if request is None:
        return {"languages": []}
    found = translations_of(context)
    languages = [
        {
            "code": addresses.html_lang(code),
            "name": name,
            "dir": addresses.direction(code),
            "url": found[code].get_url(request) if code in found else addresses.in_language(request, code),
            "current": code == get_language(),
        }
        for code, name in settings.LANGUAGES
    ]
    return {"languages": languages}


@register.inclusion_tag("components/alternates.html", takes_context=True)
def alternates(context: Context) -> dict[str, object]:
    """Canonical address and the languages there are; views name theirs in ``alternate_languages``."""
    request = context.get("request")
    if request is None or context.get("no_alternates"):
        return {}
    found = {code: page.get_url(request) for code, page in translations_of(context).items()}
    for code in context.get("alternate_languages") or []:
        found.setdefault(code, addresses.with_prefix(request.path, code))
    order = [code for code, _ in settings.LANGUAGES if code in found]
    links = [(addresses.html_lang(code), request.build_absolute_uri(found[code])) for code in order]
    default = found.get(settings.LANGUAGE_CODE)
    return {
        "canonical": request.build_absolute_uri(request.path),
        "links": links,
        "default": request.build_absolute_uri(default) if default else "",
    }


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context) -> dict[str, object]:
    """The way from the home page; a view adds its own steps as ``crumbs``: pairs of title and address."""
    request = context.get("request")
    trail = [(page.title, page.get_url(request)) for page in ancestors_of(context)]
    return {"trail": trail + list(context.get("crumbs") or [])}


@register.inclusion_tag("components/translation_note.html", takes_context=True)
def translation_note(context: Context) -> dict[str, object]:
    """Says on every page that is not in the source language that its words are an unofficial translation."""
    request = context.get("request")
    source = settings.LANGUAGE_CODE
    if request is None or get_language() == source:
        return {"show": False}
    found = translations_of(context)
    url = found[source].get_url(request) if source in found else addresses.in_language(request, source)
    return {"show": True, "url": url, "source": source}


@register.inclusion_tag("components/latest_changes.html", takes_context=True)
def latest_changes(context: Context) -> dict[str, object]:
    """The pages published last in this language."""
    request = context["request"]
    pages = visible_pages(request.user, get_language()).filter(depth__gt=HOME_DEPTH)
    pages = pages.exclude(last_published_at=None).order_by("-last_published_at", "path")[:LATEST_CHANGES]
    changes = [
        {
            "title": page.title,
            "url": page.get_url(request),
            "published_at": page.last_published_at,
            "kind": page.page_type_display_name,
        }
        for page in pages
    ]
    return {"changes": changes}


@register.filter
def lang_of(code: str) -> str:
    """A language code as the ``lang`` attribute writes it."""
    return addresses.html_lang(code)


@register.filter
def dir_of(code: str) -> str:
    """The direction of a language: ``rtl`` or ``ltr``."""
    return addresses.direction(code)


@register.filter
def language_name(code: str) -> str:
    """A language's own name, as in the language bar."""
    return dict(settings.LANGUAGES).get(code, code)
