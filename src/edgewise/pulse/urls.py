from __future__ import annotations

from django.urls import path

from edgewise.pulse.ballots import views as ballots
from edgewise.pulse.briefs import views as briefs
from edgewise.pulse.flags import views as flags
from edgewise.pulse.results import views as results
from edgewise.pulse.waves import views as waves

app_name = "pulse"
urlpatterns = [
    path("pulse/", waves.mine, name="mine"),
    path("pulse/<slug:code>/", ballots.answer, name="answer"),
    path("pulse/<slug:code>/result/", results.result, name="result"),
    path("cohorts/<slug:code>/pulse/", waves.cohort, name="cohort"),
    path("cohorts/<slug:code>/pulse/brief/", briefs.send, name="send_briefs"),
    path("cohorts/<slug:code>/flag/", flags.flag, name="flag"),
    path("brief/<slug:code>/", briefs.brief, name="brief"),
]
