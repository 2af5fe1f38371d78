from __future__ import annotations

from django.urls import include, path

from edgewise.web.views import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("edgewise.web.urls")),
    path("accounts/", include("allauth.urls")),
]
