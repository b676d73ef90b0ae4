"""What a person does on the account pages."""

import re

PASSWORD = "a quiet long sentence"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/[a-z-]+/accounts/password/reset/key/\S+/)")


def sign_in(client, email="person@example.org", password=PASSWORD, path="/en/accounts/login/", **fields):
    return client.post(path, {"login": email, "password": password, **fields})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def link_in(message):
    return LINK.search(message.body)[1]
