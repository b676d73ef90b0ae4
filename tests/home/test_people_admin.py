"""People in the admin: invited by a mailed link, changed, deactivated; never given a password."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from home.actions import invite
from home.models import User
from tests import factories

NEW = "/admin/users/new/"
LINK = re.compile(r"http://127\.0\.0\.1:8000(\S+)")

pytestmark = pytest.mark.django_db


def make_manager(*codenames):
    manager = factories.make_user("manager@example.org")
    wanted = ["access_admin", *(codenames or ("add_user", "change_user", "delete_user"))]
    manager.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    return manager


@pytest.fixture
def manager(db):
    """May manage people, and is no administrator."""
    return make_manager()


@pytest.fixture
def administrator(db):
    return factories.make_user("admin@example.org", is_superuser=True)


def edit(person):
    return f"/admin/users/edit/{person.pk}/"


def again(person):
    return f"/admin/users/invite/{person.pk}/"


def words(email="new@example.org", **more):
    return {"email": email, "name": "New Person", "preferred_language": "fr", **more}


# --- Coming in


def test_a_new_person_gets_a_link_in_their_language_and_comes_in_by_it(signed_in, manager, mailoutbox):
    signed_in(manager).post(NEW, words("New@Example.org"))
    [message] = mailoutbox
    assert message.to == ["new@example.org"]
    browser = Client()
    form = browser.get(LINK.search(message.body)[1], follow=True).request["PATH_INFO"]
    assert form.startswith("/fr/accounts/password/reset/key/")
    browser.post(form, {"password1": "a quiet long sentence", "password2": "a quiet long sentence"})
    entered = browser.post(
        "/fr/accounts/login/", {"login": "new@example.org", "password": "a quiet long sentence"}
    )
    assert entered.headers["Location"] == "/fr/"


def test_a_new_person_has_no_password_and_the_admin_in_their_language(signed_in, manager):
    signed_in(manager).post(NEW, words())
    person = User.objects.get(email="new@example.org")
    assert not person.has_usable_password()
    assert person.wagtail_userprofile.preferred_language == "fr"


def test_creating_and_inviting_are_in_the_log(signed_in, manager):
    signed_in(manager).post(NEW, words())
    person = User.objects.get(email="new@example.org")
    entries = ModelLogEntry.objects.for_instance(person).values_list("action", "user")
    assert sorted(entries) == [("home.invite", manager.pk), ("wagtail.create", manager.pk)]


def test_a_password_that_is_sent_along_is_ignored(signed_in, manager):
    signed_in(manager).post(NEW, words(password="sesame", password1="sesame", password2="sesame"))
    assert not User.objects.get(email="new@example.org").has_usable_password()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": "MEMBER@Example.org"}, "email"),
        ({"email": "no address"}, "email"),
        ({"email": ""}, "email"),
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"preferred_language": "de"}, "preferred_language"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(signed_in, manager, member, mailoutbox, fields, wrong):
    response = signed_in(manager).post(NEW, {**words(), **fields})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    assert mailoutbox == []


def test_the_link_is_sent_again_by_a_post(signed_in, manager, member, mailoutbox):
    browser = signed_in(manager)
    assert browser.get(again(member)).status_code == 200
    assert mailoutbox == []
    assert browser.post(again(member)).headers["Location"] == edit(member)
    assert [message.to for message in mailoutbox] == [["member@example.org"]]


def test_a_deactivated_person_gets_no_link_and_the_reason_is_said(signed_in, manager, member, mailoutbox):
    User.objects.filter(pk=member.pk).update(is_active=False)
    page = signed_in(manager).post(again(member), follow=True).content.decode()
    assert "This person is deactivated." in page
    assert mailoutbox == []


def test_inviting_checks_for_itself(manager, member):
    with pytest.raises(PermissionDenied):
        invite(person=manager, by=member)
    member.is_active = False
    with pytest.raises(ValidationError):
        invite(person=member, by=manager)


# --- The pages


def test_the_list_shows_name_address_and_language(signed_in, manager):
    factories.make_user("a@example.org", name="Amina", preferred_language="ar")
    page = signed_in(manager).get("/admin/users/").content.decode()
    assert [found in page for found in ("Amina", "a@example.org", "عربي")] == [True, True, True]


@pytest.mark.parametrize(
    "query",
    [
        "?q=amina",
        "?q=A@EXAMPLE",
        "?ordering=name",
        "?ordering=-email",
        "?ordering=nonsense",
        "?is_active=false",
        "?p=-1",
        "?p=1000000000",
    ],
)
def test_the_list_is_searched_sorted_and_filtered(signed_in, manager, query):
    factories.make_user("a@example.org", name="Amina")
    response = signed_in(manager).get(f"/admin/users/{query}")
    assert response.status_code in (200, 404)
    found = [user.name for user in response.context["users"]] if query.startswith("?q=") else ["Amina"]
    assert found == ["Amina"]


def test_a_list_costs_the_same_number_of_queries_for_one_and_three_more(signed_in, manager):
    browser = signed_in(manager)
    counts = []
    for emails in (["1@example.org"], ["2@example.org", "3@example.org"]):
        for email in emails:
            factories.make_user(email)
        with CaptureQueriesContext(connection) as queries:
            browser.get("/admin/users/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", [NEW, "edit", "invite", "delete", "history"])
def test_the_pages_open(signed_in, manager, member, address):
    path = address if address == NEW else f"/admin/users/{address}/{member.pk}/"
    page = signed_in(manager).get(path)
    assert page.status_code == 200
    assert re.findall(r'type="password"|name="password\d?"|first_name', page.content.decode()) == []


def test_a_person_is_changed_and_deactivated(signed_in, manager, member):
    signed_in(manager).post(edit(member), words("member@example.org"))
    member.refresh_from_db()
    assert (member.name, member.preferred_language, member.is_active) == ("New Person", "fr", False)


# --- Who may not


def test_only_an_administrator_makes_administrators(signed_in, manager, member):
    browser = signed_in(manager)
    browser.post(NEW, words(is_superuser="on"))
    browser.post(edit(member), words("member@example.org", is_superuser="on", is_active="on"))
    assert list(User.objects.filter(is_superuser=True)) == []


def test_an_administrator_makes_administrators(signed_in, administrator, member):
    signed_in(administrator).post(
        edit(member), words("member@example.org", is_superuser="on", is_active="on")
    )
    member.refresh_from_db()
    assert member.is_superuser


def test_nobody_deactivates_themselves(signed_in, administrator):
    signed_in(administrator).post(edit(administrator), words("admin@example.org"))
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_superuser) == (True, True)


def test_who_is_no_administrator_does_not_touch_one(signed_in, manager, administrator, mailoutbox):
    browser = signed_in(manager)
    for path in (edit(administrator), again(administrator), f"/admin/users/delete/{administrator.pk}/"):
        assert browser.get(path).headers["Location"] == "/admin/"
        assert browser.post(path, words("stolen@example.org")).headers["Location"] == "/admin/"
    assert User.objects.filter(email="admin@example.org").exists()
    assert mailoutbox == []


@pytest.mark.parametrize("who", ["visitor", "member", "editor"])
def test_the_outsider_reaches_nothing(client, member, mailoutbox, who):
    target = factories.make_user("target@example.org")
    if who != "visitor":
        client.force_login(make_manager("access_admin") if who == "editor" else member)
    for path in ("/admin/users/", NEW, edit(target), again(target), f"/admin/users/delete/{target.pk}/"):
        assert client.get(path).status_code == 302
        assert client.post(path, words(is_superuser="on")).status_code == 302
    assert list(User.objects.filter(name="New Person")) == []
    assert User.objects.filter(pk=target.pk).exists()
    assert mailoutbox == []


def test_every_post_needs_the_token_of_its_form(manager, member, mailoutbox):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    for path in (NEW, edit(member), again(member), f"/admin/users/delete/{member.pk}/"):
        assert client.post(path, words()).status_code == 403
    assert mailoutbox == []


def test_groups_are_kept(signed_in, manager, member):
    group = Group.objects.create(name="Editors of something")
    signed_in(manager).post(edit(member), words("member@example.org", groups=[group.pk], is_active="on"))
    assert list(member.groups.all()) == [group]
