from __future__ import annotations

from django.urls import path

from edgewise.desk.calendar import views as calendar
from edgewise.desk.cases import views as cases
from edgewise.desk.evidence import views as evidence
from edgewise.desk.figures import views as figures
from edgewise.desk.handovers import views as handovers
from edgewise.desk.memberships import views as memberships
from edgewise.desk.outcomes.views import files as outcome_files
from edgewise.desk.outcomes.views import registration as outcomes
from edgewise.desk.recalls import views as recalls
from edgewise.desk.roi import views as roi
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
    path("cohorts/<slug:code>/outcomes/", outcomes.outcomes, name="outcomes"),
    path("cohorts/<slug:code>/outcomes/new/", outcomes.register, name="register_outcome"),
    path("cohorts/<slug:code>/outcomes/forget/", outcomes.forget, name="forget_outcomes"),
    path("cohorts/<slug:code>/outcomes/<int:pk>/", outcomes.outcome, name="outcome"),
    path("cohorts/<slug:code>/outcomes/<int:pk>/remove/", outcomes.remove, name="remove_outcome"),
    path("cohorts/<slug:code>/outcomes/<int:pk>/clear/", outcomes.clear, name="clear_outcome"),
    path("cohorts/<slug:code>/outcomes/file/", outcome_files.upload, name="outcome_file"),
    path("cohorts/<slug:code>/outcomes/file/<slug:draft>/", outcome_files.preview, name="outcome_preview"),
    path("cohorts/<slug:code>/outcomes/file/<slug:draft>/sheet/", outcome_files.sheet, name="outcome_sheet"),
    path("cohorts/<slug:code>/outcomes/file/<slug:draft>/columns/", outcome_files.columns, name="outcome_columns"),
    path("cohorts/<slug:code>/outcomes/file/<slug:draft>/confirm/", outcome_files.confirm, name="confirm_outcomes"),
    path("cohorts/<slug:code>/outcomes/file/<slug:draft>/discard/", outcome_files.discard, name="discard_outcomes"),
    path("cohorts/<slug:code>/evidence/", evidence.evidence, name="evidence"),
    path("cohorts/<slug:code>/evidence/make/", evidence.make, name="make_report"),
    path("cohorts/<slug:code>/evidence/return/", roi.roi, name="roi"),
    path("cohorts/<slug:code>/evidence/<slug:report_code>/", evidence.report, name="report"),
    path("cohorts/<slug:code>/evidence/<slug:report_code>/outcomes/<int:number>/", evidence.answer, name="answer"),
    path("cohorts/<slug:code>/evidence/<slug:report_code>/report.json", evidence.as_json, name="report_json"),
    path("cohorts/<slug:code>/evidence/<slug:report_code>/report.xlsx", evidence.as_xlsx, name="report_xlsx"),
    path("cohorts/<slug:code>/evidence/<slug:report_code>/check/", evidence.check, name="check_report"),
    path("cohorts/<slug:code>/evidence/<slug:report_code>/delete/", evidence.delete, name="delete_report"),
    path("o/<slug:slug>/people/<int:pk>/", memberships.person, name="person"),
    path("o/<slug:slug>/people/<int:pk>/end/", memberships.end_person, name="end_person"),
    path("o/<slug:slug>/people/<int:pk>/back/", memberships.bring_back, name="bring_back"),
    path("o/<slug:slug>/overview/", figures.overview, name="overview"),
]
