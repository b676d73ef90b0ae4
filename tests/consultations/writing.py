"""Comments for tests, in the state the test needs, and the people who bring them there."""

from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry as log_registry

from home.models import User
from reviewmech.consultations import actions
from reviewmech.consultations.enums import CommentStatus, CommentType
from reviewmech.consultations.models import Comment, ReturnReason
from tests import factories


def save(round_, participant, by, **words) -> Comment:
    """A draft in English on the first paragraph, unless told otherwise."""
    paragraph = words.pop("paragraph") if "paragraph" in words else round_.draft.paragraphs.get(position=1)
    language = words.pop("language", "en")
    words = {
        "type_": CommentType.SUBSTANTIVE,
        "text": "Words of ours.",
        "base": paragraph and paragraph.texts.get(draft_language__language=language),
        **words,
    }
    return actions.save_comment(
        round_=round_, paragraph=paragraph, participant=participant, by=by, language=language, **words
    )


def submit(round_, participant, by, **words) -> Comment:
    return actions.submit_comment(save(round_, participant, by, **words), by=by)


def publish(round_, participant, by, **words) -> Comment:
    return actions.publish_comment(submit(round_, participant, by, **words), by=secretariat())


def give_back(comment: Comment, text: str = "Please say where.") -> Comment:
    reason, _ = ReturnReason.objects.get_or_create(code="unclear", defaults={"name_en": "Unclear"})
    return actions.return_comment(comment, reason=reason, text=text, by=secretariat())


def take_down(comment: Comment) -> Comment:
    reason, _ = ReturnReason.objects.get_or_create(
        code="personal-data", defaults={"name_en": "Personal data", "name_ar": "بيانات شخصية"}
    )
    return actions.take_down_comment(comment, reason=reason, by=secretariat())


def make_comment(status: str, round_, participant, by, **words) -> Comment:
    """A comment that went the usual way to a state; one that is gone was published before."""
    if status == CommentStatus.DRAFT:
        return save(round_, participant, by, **words)
    comment = submit(round_, participant, by, **words)
    if status == CommentStatus.RETURNED:
        return give_back(comment)
    if status in {CommentStatus.PUBLISHED, CommentStatus.WITHDRAWN, CommentStatus.TAKEN_DOWN}:
        comment = actions.publish_comment(comment, by=secretariat())
    if status == CommentStatus.WITHDRAWN:
        comment = actions.withdraw_comment(comment, by=by)
    if status == CommentStatus.TAKEN_DOWN:
        comment = take_down(comment)
    return comment


def secretariat() -> User:
    """Somebody who may moderate, without the groups of a site that was set up."""
    user = User.objects.filter(email="secretariat@example.org").first()
    if user is None:
        user = factories.make_user("secretariat@example.org")
        user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
        user = User.objects.get(pk=user.pk)
    return user


def queries(client, url) -> int:
    """How many queries a page costs once what stays is in its caches."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def another_moderator() -> User:
    """A second one, who answers appeals against what ``secretariat`` decided."""
    user = User.objects.filter(email="colleague@example.org").first()
    if user is None:
        user = factories.make_user("colleague@example.org")
        user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
        user = User.objects.get(pk=user.pk)
    return user


def log_of(comment: Comment) -> list[str]:
    """The steps that the log tells of, oldest first."""
    entries = log_registry.get_logs_for_instance(comment).order_by("timestamp", "pk")
    return [entry.action.removeprefix("consultations.") for entry in entries]
