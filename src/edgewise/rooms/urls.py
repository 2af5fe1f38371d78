from __future__ import annotations

from django.urls import path

from edgewise.rooms.attendance import views as attendance
from edgewise.rooms.calendars import views as calendars
from edgewise.rooms.circles import views as circles
from edgewise.rooms.guests import views as guests
from edgewise.rooms.hours import views as hours
from edgewise.rooms.introductions import views as introductions
from edgewise.rooms.mirror import views as mirror
from edgewise.rooms.notes import views as notes
from edgewise.rooms.pair_hours import views as pair_hours
from edgewise.rooms.planning import views as planning
from edgewise.rooms.polls import views as polls
from edgewise.rooms.sessions import views as sessions
from edgewise.rooms.unopened import views as unopened

app_name = "rooms"
urlpatterns = [
    path("circles/<slug:code>/", circles.circle, name="circle"),
    path("circles/<slug:code>/log/", circles.access_log, name="access-log"),
    path("circles/<slug:code>/mirror/", mirror.mirror, name="mirror"),
    path("circles/<slug:code>/plan/", planning.plan, name="plan"),
    path("circles/<slug:code>/plan/series/", planning.series, name="series"),
    path("circles/<slug:code>/times/", polls.times, name="times"),
    path("circles/<slug:code>/times/new/", polls.ask_times, name="ask-times"),
    path("circles/<slug:code>/times/plan/", polls.plan_time, name="plan-time"),
    path("circles/<slug:code>/times/withdraw/", polls.withdraw_times, name="withdraw-times"),
    path("hours/", hours.my_hours, name="my-hours"),
    path("circles/<slug:code>/hours/", hours.hours, name="hours"),
    path("circles/<slug:code>/hours/<int:pk>/", hours.answer_hours, name="answer-hours"),
    path("circles/<slug:code>/pair-hours/<int:coach>/<int:client>/", pair_hours.plan, name="plan-pair-hour"),
    path("circles/<slug:code>/sessions/<slug:session>/come/", attendance.come, name="come"),
    path("circles/<slug:code>/sessions/<slug:session>/not-held/", attendance.not_held, name="not-held"),
    path("circles/<slug:code>/sessions/<slug:session>/became/", unopened.became, name="became"),
    path("cohorts/<slug:code>/circles/<slug:circle>/attendance/", attendance.attendance, name="attendance"),
    path("circles/<slug:code>/meeting-link/", planning.meeting_link, name="meeting-link"),
    path("circles/<slug:code>/sessions/<slug:session>/restore/", planning.restore, name="restore"),
    path("circles/<slug:code>/sessions/<slug:session>/move/", planning.move, name="move"),
    path("circles/<slug:code>/sessions/<slug:session>/cancel/", planning.cancel, name="cancel"),
    path("rooms/<slug:code>/", sessions.room, name="room"),
    path("rooms/<slug:code>/session.ics", calendars.calendar_file, name="calendar-file"),
    path("rooms/<slug:code>/commitment.ics", calendars.commitment_file, name="commitment-file"),
    path("rooms/<slug:code>/advise/", sessions.advise, name="advise"),
    path("rooms/<slug:code>/table/", sessions.table, name="table"),
    path("rooms/<slug:code>/record/", sessions.record, name="record"),
    path("rooms/<slug:code>/replay/", sessions.replay, name="replay"),
    path("rooms/<slug:code>/note/", notes.note, name="note"),
    path("introductions/<slug:to>/", introductions.seen, name="introduction"),
    path("rooms/<slug:code>/guests/", guests.guests, name="guests"),
    path("rooms/<slug:code>/guests/<int:pk>/revoke/", guests.revoke, name="revoke"),
    path("rooms/<slug:code>/guests/<int:pk>/name/", guests.rename, name="rename-guest"),
    path("me/calendar/", calendars.feed_settings, name="feed-settings"),
    path("feeds/<str:token>.ics", calendars.feed, name="feed"),
    path("g/<str:token>/", guests.guest, name="guest"),
    path("g/<str:token>/name/", guests.guest_name, name="guest-name"),
    path("g/<str:token>/agreement/", guests.guest_agreement, name="guest-agreement"),
    path("g/<str:token>/record/", guests.guest_record, name="guest-record"),
]
