"""Reads the site as a program: what the server answers, in every language and for every reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

import requests
from bs4 import BeautifulSoup

from .places import DRAFT, STATE_A, Place

PASSWORD = "demo-password-2019"
TIMEOUT = 60  # seconds
OWN_COMMENT = re.compile(r"/my-comments/(\d+)/")


@dataclass(frozen=True)
class Answer:
    """A page as it came; ``size`` in bytes as they travelled, compressed."""

    address: str
    status: int
    html: str
    size: int
    cookies: tuple[str, ...]
    csp: str


@dataclass(eq=False)
class Site:
    """The served demo, with the sessions of those who read it."""

    address: str
    sessions: dict[str, requests.Session] = field(default_factory=dict)

    def session(self, reader: str = "") -> requests.Session:
        if reader not in self.sessions:
            self.sessions[reader] = self.sign_in(reader) if reader else requests.Session()
        return self.sessions[reader]

    def sign_in(self, reader: str) -> requests.Session:
        session = requests.Session()
        self.send(session, "/en/accounts/login/", login=reader, password=PASSWORD)
        assert "sessionid" in session.cookies
        return session

    def send(self, session: requests.Session, path: str, **words: str) -> requests.Response:
        """Send the form of a page as a browser does, with the token that stands in it."""
        page = session.get(self.address + path, timeout=TIMEOUT)
        token = BeautifulSoup(page.text, "html.parser").find("input", {"name": "csrfmiddlewaretoken"})
        data = {"csrfmiddlewaretoken": token["value"], **words}
        headers = {"Referer": self.address + path}
        return session.post(self.address + path, data, headers=headers, timeout=TIMEOUT)

    @cache  # noqa: B019 (lives as long as the run)
    def own_comments(self) -> dict[str, str]:
        """State A's comments by their state: one that was returned, and a draft, written here."""
        session = self.session(STATE_A)
        listed = session.get(f"{self.address}/en/my-comments/?status=returned", timeout=TIMEOUT).text
        words = {"language": "fr", "type": "editorial", "text": "[Illustration] Brouillon."}
        form = f"/fr/{DRAFT}paragraphs/3/comment/"
        page = BeautifulSoup(session.get(self.address + form, timeout=TIMEOUT).text, "html.parser")
        words["proposed_wording"] = page.find(attrs={"name": "proposed_wording"}).text.strip() + " Fin."
        words["participant"] = page.find(attrs={"name": "participant"}).find("option")["value"]
        written = self.send(session, form, action="check", **words)
        return {"returned": OWN_COMMENT.search(listed)[1], "draft": OWN_COMMENT.search(written.url)[1]}

    def path(self, place: Place, language: str) -> str:
        path = place.path.format(**self.own_comments()) if "{" in place.path else place.path
        return f"/{language}/{path}"

    @cache  # noqa: B019 (lives as long as the run)
    def read(self, place: Place, language: str) -> Answer:
        """The page of a place; it does not change during the run. No cookie goes along from a visitor."""
        session = self.session(place.reader) if place.reader else requests.Session()
        address = self.address + self.path(place, language)
        with session.get(address, timeout=TIMEOUT, stream=True) as response:
            size = int(response.headers["Content-Length"])
            return Answer(
                address=response.url,
                status=response.status_code,
                html=response.text,
                size=size,
                cookies=tuple(response.cookies.keys()),
                csp=response.headers.get("Content-Security-Policy", ""),
            )

    @cache  # noqa: B019 (lives as long as the run)
    def size_of(self, path: str) -> int:
        """Bytes of a style sheet or a script as they travel, compressed."""
        response = requests.get(self.address + path, timeout=TIMEOUT, stream=True)
        assert response.headers["Content-Encoding"] in {"gzip", "br"}
        return int(response.headers["Content-Length"])
