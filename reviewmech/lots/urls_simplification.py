"""Included by ``urls`` at ``lots/simplification/``, before the codes of draws."""

from django.urls import path

from .views.simplification import simplification

urlpatterns = [path("", simplification, name="simplification")]
