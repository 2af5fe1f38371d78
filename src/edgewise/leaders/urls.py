from __future__ import annotations

from django.urls import path

from edgewise.leaders.outside import views as outside

app_name = "leaders"
urlpatterns = [
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
