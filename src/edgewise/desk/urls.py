from __future__ import annotations

from django.urls import path

from edgewise.desk import views

app_name = "desk"
urlpatterns = [
    path("cohorts/<slug:code>/desk/", views.desk, name="desk"),
    path("cohorts/<slug:code>/figures/", views.figures, name="figures"),
    path("cohorts/<slug:code>/desk/log/", views.log, name="log"),
    path("cohorts/<slug:code>/desk/hand-over/", views.handover, name="handover"),
    path("cohorts/<slug:code>/desk/hand-over/<int:pk>/end/", views.end_handover, name="end_handover"),
    path("cohorts/<slug:code>/desk/<int:pk>/", views.case, name="case"),
    path("cohorts/<slug:code>/desk/<int:pk>/do/", views.act, name="act"),
    path("cohorts/<slug:code>/desk.csv", views.export, name="export"),
    path("o/<slug:slug>/overview/", views.overview, name="overview"),
]
