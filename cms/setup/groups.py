"""Who may do what: the groups of the house, and what each is granted. Run again, they are what they were.

What stands here is exact: a grant added by hand to one of these groups goes away with the next run. Make a
group of your own for anything else; such groups are left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from .trees import home_pages

ADMIN = "wagtailadmin.access_admin"
EDITING = ["add_page", "change_page"]
PUBLISHING = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"]
FILES = [
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
]
ALL_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def all_of(model: str, *, deleting: bool = False) -> list[str]:
    """The permissions to see, add and change rows of a model, ``parties.seat``."""
    app, name = model.split(".")
    verbs = ["view", "add", "change", *(["delete"] if deleting else [])]
    return [f"{app}.{verb}_{name}" for verb in verbs]


@dataclass(frozen=True)
class Grants:
    """What a group may do: anywhere, with the pages of some languages, and with images and files."""

    anywhere: list[str]
    pages: list[str] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    files: list[str] = field(default_factory=list)


# Only publishers start translations: wagtail-localize's one permission for it knows no trees.
GROUPS = {
    "Editors": Grants(
        [ADMIN, *all_of("documents.documentlanguage")], EDITING, (settings.LANGUAGE_CODE,), FILES
    ),
    "Publishers": Grants(
        [
            ADMIN,
            "wagtail_localize.submit_translation",
            "consultations.release_draft",
            "consultations.open_round",
            *all_of("consultations.consultation"),
            *all_of("consultations.round"),
            *all_of("consultations.roundreason"),
            *all_of("documents.documentlanguage", deleting=True),
            *all_of("lots.draw", deleting=True),
            "lots.view_partieslist",
            "lots.add_partieslist",
            "lots.delete_partieslist",
            "lots.seal_draw",
            "lots.hold_draw",
            *all_of("lots.simulation", deleting=True),
        ],
        PUBLISHING,
        ALL_LANGUAGES,
        FILES,
    ),
    "Moderators": Grants(
        [ADMIN, "consultations.moderate_comment", *all_of("consultations.returnreason")],
    ),
    # Whoever may change people may make anybody an administrator of everything: Wagtail knows no half of it.
    "Administrators": Grants(
        [
            ADMIN,
            *all_of("home.user"),
            *all_of("parties.participant"),
            *all_of("parties.membership", deleting=True),
            *all_of("parties.seat"),
            *all_of("parties.invitation"),
            "auth.view_group",
            # Publishers prepare a draw, seal it and draw; that it holds, others say.
            "lots.view_draw",
            "lots.view_partieslist",
            "lots.view_simulation",
            "lots.confirm_draw",
        ],
    ),
} | {
    f"Translators: {code}": Grants([ADMIN], ["change_page"], (code,))
    for code in ALL_LANGUAGES
    if code != settings.LANGUAGE_CODE
}


def make_groups() -> None:
    for name, grants in GROUPS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions(grants.anywhere))
        grant_pages(group, grants)
        grant_files(group, grants)


def permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions of names like ``parties.add_seat``. Raises LookupError for a name that there is not."""
    names = set(names)
    asked = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        asked |= Q(content_type__app_label=app, codename=codename)
    found = {f"{row.content_type.app_label}.{row.codename}": row for row in of_models().filter(asked)}
    if missing := names - set(found):
        raise LookupError(f"There is no permission {', '.join(sorted(missing))}")
    return list(found.values())


def of_models() -> QuerySet[Permission]:
    return Permission.objects.select_related("content_type")


def grant_pages(group: Group, grants: Grants) -> None:
    """Grant what ``grants`` names on the trees of its languages, and take other page permissions away."""
    homes = [page for page in home_pages() if page.locale.language_code in grants.languages]
    wanted = {
        (page.pk, permission.pk)
        for page in homes
        for permission in permissions(f"wagtailcore.{name}" for name in grants.pages)
    }
    rows = GroupPagePermission.objects.filter(group=group)
    has = {(row.page_id, row.permission_id): row for row in rows}
    for key in has.keys() - wanted:
        has[key].delete()
    for page, permission in sorted(wanted - has.keys()):
        GroupPagePermission.objects.create(group=group, page_id=page, permission_id=permission)


def grant_files(group: Group, grants: Grants) -> None:
    """The same for images and files, which have one collection for all languages."""
    root = Collection.get_first_root_node()
    wanted = {permission.pk for permission in permissions(grants.files)}
    rows = GroupCollectionPermission.objects.filter(group=group)
    has = {row.permission_id for row in rows.filter(collection=root)}
    rows.exclude(collection=root, permission__in=wanted).delete()
    for permission in sorted(wanted - has):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission_id=permission)
