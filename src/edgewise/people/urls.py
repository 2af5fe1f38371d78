from __future__ import annotations

from django.urls import path

from edgewise.people import views

app_name = "people"
urlpatterns = [
    path("enter/<str:token>/", views.enter, name="enter"),
]
