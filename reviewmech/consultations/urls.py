from django.urls import include, path

from .views import delegating, desk, editorial, own, reading, writing

app_name = "consultations"

draft_patterns = [
    path("", reading.draft, name="draft"),
    path("comment/", writing.write, name="comment_whole"),
    path("comments/", reading.place, name="whole"),
    path("editorial/", editorial.batch, name="editorial"),
    path("paragraphs/<int:position>/", reading.place, name="paragraph"),
    path("paragraphs/<int:position>/comment/", writing.write, name="comment_paragraph"),
]
own_patterns = [
    path("", own.detail, name="own_comment"),
    path("edit/", writing.edit, name="own_comment_edit"),
    path("check/", own.check, name="own_comment_check"),
    path("submit/", own.submit, name="own_comment_submit"),
    path("withdraw/", own.withdraw, name="own_comment_withdraw"),
    path("discard/", own.discard, name="own_comment_discard"),
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
urlpatterns = [
    path("consultations/<slug:code>/drafts/<int:number>/", include(draft_patterns)),
    path("consultations/<slug:code>/comments/<int:number>/", reading.comment, name="comment"),
    path("delegations/", include(delegation_patterns)),
    path("my-comments/", own.index, name="own_comments"),
    path("my-comments/<int:pk>/", include(own_patterns)),
]
