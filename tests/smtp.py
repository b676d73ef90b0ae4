"""A mail server that does what a test tells it: real SMTP over a real socket."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from django.test import override_settings

ACCEPT = "250 2.0.0 Taken"
TRY_LATER = "451 4.3.0 Secret words of the server, to <somebody@example.org>"
REFUSE = "550 5.1.1 No such address"
DROP = ""  # hang up after the mail, without a word
TAKE_AND_DROP = "250 2.0.0 Taken, and gone"


class Session(socketserver.StreamRequestHandler):
    """One connection: enough of RFC 5321 for smtplib."""

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 test ready")
        while line := self.rfile.readline():
            verb = line.split()[0].upper().rstrip(b":")
            if verb == b"DATA":
                self.say("354 Go on")
                if not self.take_mail():
                    return
            elif verb == b"QUIT":
                self.say("221 Bye")
                return
            else:
                self.say("250 Fine")

    def take_mail(self) -> bool:
        """Read the mail and answer as told; False: the connection is to be cut."""
        lines = []
        while (line := self.rfile.readline().rstrip(b"\r\n")) != b".":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        answer = self.server.next_answer()
        self.server.tried.append(email.message_from_bytes(b"\n".join(lines), policy=email.policy.default))
        if answer.startswith("250"):
            self.server.taken.append(self.server.tried[-1])
        if answer != DROP:
            self.say(answer)
        return answer not in {DROP, TAKE_AND_DROP}


class MailServer(socketserver.ThreadingTCPServer):
    """``answers`` are given to the mails in their order; after the last one every mail is taken."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *answers: str) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.answers = list(answers)
        self.tried: list[EmailMessage] = []
        self.taken: list[EmailMessage] = []
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def next_answer(self) -> str:
        with self.lock:
            return self.answers.pop(0) if self.answers else ACCEPT

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


@contextmanager
def mail_server(*answers: str) -> Iterator[MailServer]:
    """A server that the site sends its mails to while the block runs."""
    with MailServer(*answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        with smtp_settings(server.port):
            yield server
        server.shutdown()
        thread.join(5)


def smtp_settings(port: int) -> override_settings:
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        EMAIL_TIMEOUT=5,
    )
