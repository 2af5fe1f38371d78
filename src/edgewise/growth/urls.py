from __future__ import annotations

from django.urls import path

from edgewise.growth import views

app_name = "growth"
urlpatterns = [
    path("commitments/", views.mine, name="commitments"),
    path("commitments/witnessing/", views.witnessing, name="witnessing"),
    path("commitments/plan/", views.plan, name="plan"),
    path("commitments/<slug:code>/", views.check_in, name="check_in"),
    path("commitments/<slug:code>/ask/", views.ask, name="ask"),
    path("circles/<slug:code>/commitments/", views.circle, name="circle"),
    path("circles/<slug:code>/commitments/new/", views.new, name="new"),
]
