"""Pages of the admin, to be included before Wagtail's: most stand in place of its and wagtail-localize's own.

What those would do without asking is said in ``views``. They keep their names, so they get none here.
"""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from . import views

PATTERNS = [
    ("translation/<int:page_id>/submit/", views.submit, "translation_submit"),
    ("translation/<int:page_id>/decide/", views.decide, "translation_decide"),
    (
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        views.workflow_action,
        None,
    ),
    ("localize/submit/page/<int:page_id>/", views.StartTranslationView.as_view(), None),
    ("localize/update/<int:translation_source_id>/", views.SyncView.as_view(), None),
    ("localize/page/<int:page_id>/convert_to_alias/", views.stay_a_translation, None),
    ("localize/translate/<int:translation_id>/disable/", views.stay_a_translation, None),
    ("localize/translate/<int:translation_id>/pofile/upload/", views.import_strings, None),
]

urlpatterns = [path(address, require_admin_access(view), name=name) for address, view, name in PATTERNS]
