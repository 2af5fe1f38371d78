from __future__ import annotations

from django.urls import path

from edgewise.desk import views

app_name = "desk"
urlpatterns = [
    path("cohorts/<slug:code>/desk/", views.desk, name="desk"),
    path("cohorts/<slug:code>/desk.csv", views.export, name="export"),
    path("o/<slug:slug>/overview/", views.overview, name="overview"),
]
