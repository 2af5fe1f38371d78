from __future__ import annotations

from django.urls import path

from edgewise.people import views

app_name = "people"
urlpatterns = [
    path("enter/<str:token>/", views.enter, name="enter"),
    path("me/", views.me, name="me"),
    path("me/busy/", views.busy, name="busy"),
    path("o/<slug:slug>/hours/", views.hours, name="hours"),
    path("o/<slug:slug>/away/", views.away, name="away"),
    path("o/<slug:slug>/people/", views.people, name="people"),
    path("o/<slug:slug>/people/import/", views.upload, name="import"),
    path("o/<slug:slug>/people/import/<slug:code>/", views.preview, name="preview"),
    path("o/<slug:slug>/people/import/<slug:code>/columns/", views.columns, name="columns"),
    path("o/<slug:slug>/people/import/<slug:code>/confirm/", views.confirm, name="confirm"),
    path("o/<slug:slug>/people/import/<slug:code>/discard/", views.discard, name="discard"),
]
