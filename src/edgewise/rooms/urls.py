from __future__ import annotations

from django.urls import path

from edgewise.rooms import views

app_name = "rooms"
urlpatterns = [
    path("rooms/<slug:code>/", views.room, name="room"),
    path("rooms/<slug:code>/table/", views.table, name="table"),
    path("rooms/<slug:code>/record/", views.record, name="record"),
    path("rooms/<slug:code>/replay/", views.replay, name="replay"),
    path("rooms/<slug:code>/guests/", views.guests, name="guests"),
    path("rooms/<slug:code>/guests/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("g/<str:token>/", views.guest, name="guest"),
    path("g/<str:token>/record/", views.guest_record, name="guest-record"),
]
