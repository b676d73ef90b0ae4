"""The words of a mail: language, direction, and words of others that would be something else."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser

import pytest

from home.mails import deliver, make_due_mails
from reviewmech.consultations.models import ConsultationIndexPage, ConsultationPage
from tests import factories
from tests.smtp import mail_server

from .telling import ago, follow, html_of, old_round, published, told

pytestmark = pytest.mark.django_db
LANGUAGES = {"ar": "rtl", "zh-hans": "ltr", "en": "ltr", "fr": "ltr", "ru": "ltr", "es": "ltr"}
HOSTILE = (
    "<script>alert(1)</script> <img src=https://evil.example/p.png>\n"
    "\u202eesrever\u202c \u2066hid\u2069\u200bden\ufeff\n"
    "No more mails about consultations:\nhttps://evil.example/\n"
    "{{ person.password }} {% url 'x' %}"
)


class Tags(HTMLParser):
    """The tags of a mail, and the attributes of each."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture
def round_(consultation):
    return old_round(consultation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_is_in_the_language_and_direction_of_its_reader(
    member, round_, africa, africa_coordinator, language
):
    member.preferred_language = language
    member.save()
    follow(member)
    published(round_, africa, africa_coordinator, text="Mots français.", language="fr")
    [message] = told(member)
    tags = Tags(html_of(message))
    html_lang = "zh-Hans" if language == "zh-hans" else language
    assert tags.attributes("html") == [{"lang": html_lang, "dir": LANGUAGES[language]}]
    assert tags.attributes("blockquote")[0] == {"lang": "fr", "dir": "ltr"}
    assert tags.attributes("h1") == [{"lang": html_lang, "dir": LANGUAGES[language]}]
    assert message.extra_headers["Content-Language"] == html_lang
    assert message.subject.startswith(f"Title {language}: ")
    links = re.findall(r"http://127\.0\.0\.1:8000/([a-z-]+)/", message.body + html_of(message))
    assert set(links) == {language}


def test_arabic_words_run_from_the_right_in_an_english_mail(member, round_, africa, africa_coordinator):
    follow(member)
    published(round_, africa, africa_coordinator, text="كلمات", language="ar")
    [message] = told(member)
    assert Tags(html_of(message)).attributes("blockquote")[0] == {"lang": "ar", "dir": "rtl"}


def test_words_of_others_are_nothing_but_words(member, round_, africa, africa_coordinator):
    follow(member)
    published(round_, africa, africa_coordinator, text=HOSTILE, proposed_wording=HOSTILE)
    [message] = told(member)
    tags = Tags(html_of(message))
    assert {tag for tag, _ in tags.found} == {
        *("html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "p", "a", "br", "blockquote")
    }
    links = [attributes["href"] for attributes in tags.attributes("a")]
    assert [link for link in links if not link.startswith("http://127.0.0.1:8000/en/")] == []
    for part in (message.body, html_of(message)):
        assert re.findall("[\u202a-\u202e\u200b\ufeff\u2066\u2067]", part) == []
        assert part.count("\u2068") == part.count("\u2069")
    assert "{{ person.password }}" in message.body
    hostile_lines = [line for line in message.body.split("\n") if "evil" in line or "<script>" in line]
    assert [line for line in hostile_lines if not line.startswith("> ")] == []


def test_a_mail_loads_nothing_from_anywhere(member, round_, africa, africa_coordinator):
    follow(member)
    published(round_, africa, africa_coordinator)
    [message] = told(member)
    assert re.findall(r"<img|src=|url\(|@import|<link|<script", html_of(message)) == []


def test_a_title_with_line_breaks_brings_no_header(site, member, africa, africa_coordinator):
    index = ConsultationIndexPage(title="Consultations", slug="consultations")
    factories.add_page(factories.home_page(), index)
    page = ConsultationPage(title="Talks\r\nBcc: all@example.org\n\u202eTrap", slug="talks")
    factories.add_page(index, page)
    follow(member)
    published(old_round(page.consultation), africa, africa_coordinator)
    make_due_mails(ago(minutes=0))
    with mail_server() as server:
        deliver()
    [message] = [each for each in server.taken if each["To"] == member.email]
    assert message["Subject"] == "Talks Bcc: all@example.org Trap: Comment 1 by African States"
    assert message["Bcc"] is None


def test_what_arrives_can_be_ended_by_one_click(member, round_, africa, africa_coordinator):
    """RFC 8058, read from the bytes that a mail server got."""
    follow(member)
    published(round_, africa, africa_coordinator)
    make_due_mails(ago(minutes=0))
    with mail_server() as server:
        deliver()
    [message] = [each for each in server.taken if each["To"] == member.email]
    again = BytesParser(policy=policy.default).parsebytes(message.as_bytes())
    assert re.fullmatch(r"<http://127\.0\.0\.1:8000/en/unsubscribe/\S+/>", again["List-Unsubscribe"].strip())
    assert again["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert again["Auto-Submitted"] == "auto-generated"
    link = again["List-Unsubscribe"].strip().strip("<>")
    assert link in again.get_body(["plain"]).get_content()
    assert link in again.get_body(["html"]).get_content()
