from __future__ import annotations

from django.urls import path

from edgewise.rooms import views

app_name = "rooms"
urlpatterns = [
    path("circles/<slug:code>/", views.circle, name="circle"),
    path("circles/<slug:code>/log/", views.access_log, name="access-log"),
    path("circles/<slug:code>/plan/", views.plan, name="plan"),
    path("circles/<slug:code>/plan/series/", views.series, name="series"),
    path("circles/<slug:code>/times/", views.times, name="times"),
    path("circles/<slug:code>/times/new/", views.ask_times, name="ask-times"),
    path("circles/<slug:code>/times/plan/", views.plan_time, name="plan-time"),
    path("circles/<slug:code>/times/withdraw/", views.withdraw_times, name="withdraw-times"),
    path("circles/<slug:code>/hours/", views.hours, name="hours"),
    path("circles/<slug:code>/hours/<int:pk>/", views.answer_hours, name="answer-hours"),
    path("circles/<slug:code>/sessions/<slug:session>/come/", views.come, name="come"),
    path("circles/<slug:code>/sessions/<slug:session>/not-held/", views.not_held, name="not-held"),
    path("cohorts/<slug:code>/circles/<slug:circle>/attendance/", views.attendance, name="attendance"),
    path("circles/<slug:code>/meeting-link/", views.meeting_link, name="meeting-link"),
    path("circles/<slug:code>/sessions/<slug:session>/restore/", views.restore, name="restore"),
    path("circles/<slug:code>/sessions/<slug:session>/move/", views.move, name="move"),
    path("circles/<slug:code>/sessions/<slug:session>/cancel/", views.cancel, name="cancel"),
    path("rooms/<slug:code>/", views.room, name="room"),
    path("rooms/<slug:code>/session.ics", views.calendar_file, name="calendar-file"),
    path("rooms/<slug:code>/advise/", views.advise, name="advise"),
    path("rooms/<slug:code>/table/", views.table, name="table"),
    path("rooms/<slug:code>/record/", views.record, name="record"),
    path("rooms/<slug:code>/replay/", views.replay, name="replay"),
    path("rooms/<slug:code>/guests/", views.guests, name="guests"),
    path("rooms/<slug:code>/guests/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("me/calendar/", views.feed_settings, name="feed-settings"),
    path("feeds/<str:token>.ics", views.feed, name="feed"),
    path("g/<str:token>/", views.guest, name="guest"),
    path("g/<str:token>/record/", views.guest_record, name="guest-record"),
]
