from __future__ import annotations

from django.urls import path

from edgewise.growth import views

app_name = "growth"
urlpatterns = [
    path("commitments/", views.mine, name="commitments"),
    path("commitments/witnessing/", views.witnessing, name="witnessing"),
    path("commitments/plan/", views.plan, name="plan"),
    path("commitments/steps/<slug:code>/", views.change_step, name="step"),
    path("commitments/steps/<slug:code>/done/", views.done, name="step_done"),
    path("commitments/steps/<slug:code>/undone/", views.undone, name="step_undone"),
    path("commitments/steps/<slug:code>/next/", views.carry, name="step_next"),
    path("commitments/steps/<slug:code>/remove/", views.remove, name="step_remove"),
    path("commitments/<slug:code>/", views.check_in, name="check_in"),
    path("commitments/<slug:code>/ask/", views.ask, name="ask"),
    path("commitments/<slug:code>/steps/", views.new_step, name="new_step"),
    path("reflect/", views.reflections, name="reflections"),
    path("reflect/<slug:code>/", views.reflection, name="reflection"),
    path("changes/", views.changes, name="changes"),
    path("changes/<slug:code>/ask/", views.ask_peers, name="ask_peers"),
    path("changes/asked/<slug:code>/", views.asked, name="asked"),
    path("changes/asked/<slug:code>/withdraw/", views.withdraw, name="withdraw"),
    path("circles/<slug:code>/change/", views.name_change, name="name_change"),
    path("circles/<slug:code>/commitments/", views.circle, name="circle"),
    path("circles/<slug:code>/commitments/new/", views.new, name="new"),
]
