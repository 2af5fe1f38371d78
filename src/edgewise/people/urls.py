from __future__ import annotations

from django.urls import path

from edgewise.people.calendars import views as calendars
from edgewise.people.hours import views as hours
from edgewise.people.imports import views as imports
from edgewise.people.profiles import views as profiles
from edgewise.people.sign_in import views as sign_in

app_name = "people"
urlpatterns = [
    path("enter/<str:token>/", sign_in.enter, name="enter"),
    path("me/", profiles.me, name="me"),
    path("me/busy/", calendars.busy, name="busy"),
    path("o/<slug:slug>/hours/", hours.hours, name="hours"),
    path("o/<slug:slug>/away/", hours.away, name="away"),
    path("o/<slug:slug>/people/", profiles.people, name="people"),
    path("o/<slug:slug>/people/import/", imports.upload, name="import"),
    path("o/<slug:slug>/people/import/<slug:code>/", imports.preview, name="preview"),
    path("o/<slug:slug>/people/import/<slug:code>/columns/", imports.columns, name="columns"),
    path("o/<slug:slug>/people/import/<slug:code>/confirm/", imports.confirm, name="confirm"),
    path("o/<slug:slug>/people/import/<slug:code>/discard/", imports.discard, name="discard"),
]
