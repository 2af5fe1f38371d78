from __future__ import annotations

from django.urls import path

from edgewise.desk.calendar import views as calendar
from edgewise.desk.cases import views as cases
from edgewise.desk.figures import views as figures
from edgewise.desk.handovers import views as handovers
from edgewise.desk.memberships import views as memberships
from edgewise.desk.recalls import views as recalls
from edgewise.desk.ties import views as ties

app_name = "desk"
urlpatterns = [
    path("desk/", cases.desks, name="desks"),
    path("desk/calendar/", calendar.calendar, name="calendar"),
    path("cohorts/<slug:code>/desk/", figures.desk, name="desk"),
    path("cohorts/<slug:code>/figures/", figures.figures, name="figures"),
    path("cohorts/<slug:code>/ties/", ties.ties, name="ties"),
    path("recall/<slug:code>/", recalls.recall, name="recall"),
    path("cohorts/<slug:code>/desk/log/", cases.log, name="log"),
    path("cohorts/<slug:code>/desk/hand-over/", handovers.handover, name="handover"),
    path("cohorts/<slug:code>/desk/hand-over/<int:pk>/end/", handovers.end_handover, name="end_handover"),
    path("cohorts/<slug:code>/desk/<int:pk>/", cases.case, name="case"),
    path("cohorts/<slug:code>/desk/<int:pk>/times/", cases.propose, name="propose"),
    path("cohorts/<slug:code>/desk/<int:pk>/do/", cases.act, name="act"),
    path("cohorts/<slug:code>/desk.csv", figures.export, name="export"),
    path("o/<slug:slug>/people/<int:pk>/", memberships.person, name="person"),
    path("o/<slug:slug>/people/<int:pk>/end/", memberships.end_person, name="end_person"),
    path("o/<slug:slug>/people/<int:pk>/back/", memberships.bring_back, name="bring_back"),
    path("o/<slug:slug>/overview/", figures.overview, name="overview"),
]
