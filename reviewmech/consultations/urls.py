from django.urls import include, path

from .views import (
    appealing,
    deadlines,
    delegating,
    desk,
    editorial,
    groups,
    listing,
    mailing,
    own,
    reading,
    speaking_for_group,
    writing,
)

app_name = "consultations"

draft_patterns = [
    path("", reading.draft, name="draft"),
    path("comment/", writing.write, name="comment_whole"),
    path("comments/", reading.place, name="whole"),
    path("comments/all/", listing.comments, name="comments"),
    path("comments/participants/", listing.participants, name="participants"),
    path("comments/export.csv", listing.export, name="export"),
    path("editorial/", editorial.batch, name="editorial"),
    path("paragraphs/<int:position>/", reading.place, name="paragraph"),
    path("paragraphs/<int:position>/comment/", writing.write, name="comment_paragraph"),
    path("rounds/<int:round_number>/deadline.ics", deadlines.calendar, name="calendar"),
]
own_patterns = [
    path("", own.detail, name="own_comment"),
    path("edit/", writing.edit, name="own_comment_edit"),
    path("check/", own.check, name="own_comment_check"),
    path("submit/", own.submit, name="own_comment_submit"),
    path("withdraw/", own.withdraw, name="own_comment_withdraw"),
    path("discard/", own.discard, name="own_comment_discard"),
    path("appeal/", appealing.appeal, name="own_comment_appeal"),
    path("verify/", delegating.verify, name="own_comment_verify"),
    path("unverify/", delegating.unverify, name="own_comment_unverify"),
    path("share/", delegating.share, name="own_comment_share"),
    path("unshare/", delegating.stop_sharing, name="own_comment_unshare"),
    path("late/", delegating.offer_late, name="own_comment_late"),
    path("opinion/", delegating.opinion, name="own_comment_opinion"),
]
delegation_patterns = [
    path("", desk.index, name="delegations"),
    path("<slug:code>/", desk.desk, name="delegation"),
    path("<slug:code>/rounds/<int:pk>/submit/", desk.submit, name="delegation_submit"),
]
group_patterns = [
    path("", groups.group, name="group"),
    path("compose/", groups.compose, name="group_compose"),
    path("circulations/", groups.circulations, name="circulations"),
    path("circulations/<int:pk>/", groups.circulation, name="circulation"),
    path("circulations/<int:pk>/position/", groups.position, name="circulation_position"),
    path("comments/<int:pk>/circulate/", speaking_for_group.circulate, name="group_circulate"),
    path("comments/<int:pk>/submit/", speaking_for_group.submit, name="group_submit"),
]
urlpatterns = [
    path("consultations/<slug:code>/drafts/<int:number>/", include(draft_patterns)),
    path("consultations/<slug:code>/comments/<int:number>/", reading.comment, name="comment"),
    path(
        "delegations/<slug:code>/rounds/<int:pk>/internal-deadline/",
        deadlines.internal_deadline,
        name="internal_deadline",
    ),
    path("consultations/<slug:code>/follow/", mailing.follow, name="follow"),
    path("accounts/mails/", mailing.mails, name="mails"),
    path("unsubscribe/<str:signed>/", mailing.end_mails, name="unsubscribe"),
    path("delegations/", include(delegation_patterns)),
    path("groups/<slug:code>/", include(group_patterns)),
    path("my-comments/", own.index, name="own_comments"),
    path("my-comments/<int:pk>/", include(own_patterns)),
]
