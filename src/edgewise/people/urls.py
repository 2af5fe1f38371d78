from __future__ import annotations

from django.urls import path

from edgewise.people.calendars import views as calendars
from edgewise.people.hours import views as hours
from edgewise.people.imports import views as imports
from edgewise.people.memberships import views as memberships
from edgewise.people.photographs import views as photographs
from edgewise.people.profiles import views as profiles
from edgewise.people.sign_in import views as sign_in

app_name = "people"
urlpatterns = [
    path("enter/<str:token>/", sign_in.enter, name="enter"),
    path("me/", profiles.me, name="me"),
    path("me/photograph/", photographs.photograph, name="photograph"),
    path("me/photograph/remove/", photographs.remove, name="photograph-remove"),
    path("me/devices/", sign_in.devices, name="devices"),
    path("me/devices/sign-out/", sign_in.sign_out, name="sign-out"),
    path("me/busy/", calendars.busy, name="busy"),
    path("o/<slug:slug>/hours/", hours.hours, name="hours"),
    path("o/<slug:slug>/away/", hours.away, name="away"),
    path("o/<slug:slug>/people/", profiles.people, name="people"),
    path("o/<slug:slug>/people/add/", memberships.add_person, name="add_person"),
    path("o/<slug:slug>/people/<int:pk>/edit/", memberships.edit_person, name="edit_person"),
    path("o/<slug:slug>/people/import/", imports.upload, name="import"),
    path("o/<slug:slug>/people/import/remembered/", imports.remembered, name="remembered"),
    path("o/<slug:slug>/people/import/remembered/<slug:kind>/<int:pk>/", imports.forget, name="forget"),
    path("o/<slug:slug>/people/import/<slug:code>/", imports.preview, name="preview"),
    path("o/<slug:slug>/people/import/<slug:code>/sheet/", imports.sheet, name="sheet"),
    path("o/<slug:slug>/people/import/<slug:code>/columns/", imports.columns, name="columns"),
    path("o/<slug:slug>/people/import/<slug:code>/values/", imports.values, name="values"),
    path("o/<slug:slug>/people/import/<slug:code>/hidden/", imports.hidden, name="hidden"),
    path("o/<slug:slug>/people/import/<slug:code>/retry/", imports.retry, name="retry"),
    path("o/<slug:slug>/people/import/<slug:code>/confirm/", imports.confirm, name="confirm"),
    path("o/<slug:slug>/people/import/<slug:code>/discard/", imports.discard, name="discard"),
]
