"""The steps of an import as a browser takes them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviewmech.consultations.models import ConsultationPage

ANCHORS = [f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3)]


def start(page) -> str:
    return reverse("consultations_admin:import_text", args=[page.pk])


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def upload(client, page, data: bytes, name: str = "text.docx", **fields):
    return client.post(start(page), {"file": SimpleUploadedFile(name, data), "text": "", **fields})


def paste(client, page, text: str) -> str:
    """The address of the preview of a pasted text."""
    response = client.post(start(page), {"text": text})
    assert response.status_code == 302, response.content.decode()
    return response.url


def confirm(client, preview: str, page, action: str = "confirm", **fields):
    page.refresh_from_db()
    return client.post(preview, {"action": action, "revision": page.latest_revision_id, **fields})


def messages(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def blocks(page) -> list[tuple[str, str, str]]:
    """The latest working text: ids that were there before by their place, others as new."""
    page = ConsultationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    rows = page.working_text.get_prep_value()
    return [
        (row["id"] if row["id"] in ANCHORS else "new", row["value"]["number"], row["value"].get("text", ""))
        for row in rows
    ]
