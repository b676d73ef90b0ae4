from django.urls import include, path

from .views import invitations, people

app_name = "parties"

people_patterns = [
    path("", people.index, name="people"),
    path("invite/", people.invite_somebody, name="invite"),
    path("hand-over/", people.hand_over_own_seat, name="hand_over"),
    path("seats/<int:pk>/end/", people.end, name="end_seat"),
    path("invitations/<int:pk>/resend/", people.resend, name="resend_invitation"),
    path("invitations/<int:pk>/call-off/", people.call_off, name="cancel_invitation"),
]
urlpatterns = [
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("delegations/<slug:code>/people/", include(people_patterns)),
]
