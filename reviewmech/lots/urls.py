from django.urls import include, path

from .views import draws, files, states, verifying

app_name = "lots"

draw_patterns = [
    path("", draws.draw, name="draw"),
    path("result/", draws.result, name="result"),
    path("result.csv", files.result, name="result_file"),
    path("states/<str:state_code>/", states.state, name="state"),
    path("transcript.jsonl", files.transcript, name="transcript"),
    path("input.csv", files.parties, name="input"),
    path("rules.json", files.rules, name="rules"),
]
verify_patterns = [
    path("", verifying.page, name="verify"),
    path("offline.html", verifying.offline, name="offline"),
    path("verify_lots.py", files.verifier, name="verifier"),
]
urlpatterns = [
    path("lots/simplification/", include("reviewmech.lots.urls_simplification")),
    path("lots/verify/", include(verify_patterns)),
    path("lots/<slug:code>/", include(draw_patterns)),
]
