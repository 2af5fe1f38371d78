from __future__ import annotations

from django.urls import path

from edgewise.leaders.outside import views as outside
from edgewise.leaders.three_sixty.views import leader, rater, report

app_name = "leaders"
urlpatterns = [
    path("360/", leader.three_sixties, name="three_sixties"),
    path("360/new/", leader.new, name="new"),
    path("360/answer/<str:token>/", rater.answer, name="answer"),
    path("360/answer/<str:token>/decline/", rater.decline, name="decline"),
    path("360/shared/<slug:code>/", report.shared, name="shared"),
    path("360/shared/<slug:code>/end/", report.end_share, name="end_share"),
    path("360/<slug:code>/", leader.three_sixty, name="three_sixty"),
    path("360/<slug:code>/own/", leader.own, name="own"),
    path("360/<slug:code>/people/", leader.raters, name="raters"),
    path("360/<slug:code>/people/add/", leader.add_colleague, name="add_colleague"),
    path("360/<slug:code>/people/<slug:rater>/remove/", leader.remove_rater, name="remove_rater"),
    path("360/<slug:code>/preview/", leader.preview, name="preview"),
    path("360/<slug:code>/launch/", leader.launch, name="launch"),
    path("360/<slug:code>/delete/", leader.end, name="end"),
    path("360/<slug:code>/report/", report.report, name="report"),
    path("360/<slug:code>/choose/", report.choose, name="choose"),
    path("360/<slug:code>/share/", report.share, name="share"),
    path("360/<slug:code>/again/", report.again, name="again"),
    path("o/<slug:slug>/outside/", outside.people, name="outside-people"),
    path("o/<slug:slug>/outside/add/", outside.add, name="add-outside"),
    path("o/<slug:slug>/outside/hours/", outside.hours, name="outside-hours"),
    path("o/<slug:slug>/outside/hours.csv", outside.hours_file, name="outside-hours-file"),
    path("o/<slug:slug>/outside/<int:pk>/", outside.edit, name="edit-outside"),
    path("o/<slug:slug>/outside/<int:pk>/end/", outside.end, name="end-outside"),
    path("cohorts/<slug:code>/outside/", outside.cohort, name="cohort-outside"),
    path("cohorts/<slug:code>/outside/add/", outside.add_for_cohort, name="cohort-add-outside"),
    path("cohorts/<slug:code>/circles/<slug:circle>/outside/", outside.invite, name="invite-outside"),
    path("cohorts/<slug:code>/outside/<slug:invitation>/end/", outside.take_back, name="end-outside-invitation"),
    path("circles/<slug:code>/outside/", outside.circle, name="circle-outside"),
    path("circles/<slug:code>/outside/<slug:invitation>/", outside.answer, name="answer-outside"),
    path("outside/", outside.dates, name="outside"),
    path("outside/<slug:code>/", outside.agreement, name="outside-agreement"),
]
