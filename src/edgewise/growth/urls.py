from __future__ import annotations

from django.urls import path

from edgewise.growth.changes import views as changes
from edgewise.growth.commitments import views as commitments
from edgewise.growth.goals import views as goals
from edgewise.growth.reflections import views as reflections
from edgewise.growth.steps import views as steps

app_name = "growth"
urlpatterns = [
    path("commitments/", commitments.mine, name="commitments"),
    path("commitments/witnessing/", commitments.witnessing, name="witnessing"),
    path("commitments/plan/", commitments.plan, name="plan"),
    path("commitments/steps/<slug:code>/", steps.change_step, name="step"),
    path("commitments/steps/<slug:code>/done/", steps.done, name="step_done"),
    path("commitments/steps/<slug:code>/undone/", steps.undone, name="step_undone"),
    path("commitments/steps/<slug:code>/next/", steps.carry, name="step_next"),
    path("commitments/steps/<slug:code>/remove/", steps.remove, name="step_remove"),
    path("commitments/<slug:code>/", commitments.check_in, name="check_in"),
    path("commitments/<slug:code>/commitment.ics", commitments.calendar_file, name="calendar_file"),
    path("commitments/<slug:code>/answer/", commitments.answer, name="answer"),
    path("commitments/<slug:code>/answer/back/", commitments.take_back, name="take_back"),
    path("commitments/<slug:code>/ask/", commitments.ask, name="ask"),
    path("commitments/<slug:code>/steps/", steps.new_step, name="new_step"),
    path("goals/", goals.goals, name="goals"),
    path("goals/points/<slug:code>/back/", goals.take_back_point, name="goal_point_back"),
    path("goals/<slug:code>/", goals.goal, name="goal"),
    path("goals/<slug:code>/change/", goals.change_goal, name="change_goal"),
    path("goals/<slug:code>/commitments/", goals.put_under, name="goal_commitments"),
    path("goals/<slug:code>/close/", goals.close_goal, name="close_goal"),
    path("goals/<slug:code>/open/", goals.open_again, name="open_goal"),
    path("goals/<slug:code>/delete/", goals.remove_goal, name="remove_goal"),
    path("reflect/", reflections.reflections, name="reflections"),
    path("reflect/<slug:code>/", reflections.reflection, name="reflection"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<slug:code>/ask/", changes.ask_peers, name="ask_peers"),
    path("changes/asked/<slug:code>/", changes.asked, name="asked"),
    path("changes/asked/<slug:code>/withdraw/", changes.withdraw, name="withdraw"),
    path("circles/<slug:code>/change/", changes.name_change, name="name_change"),
    path("circles/<slug:code>/goals/new/", goals.new_goal, name="new_goal"),
    path("circles/<slug:code>/goals/hints/", goals.goal_hints, name="goal_hints"),
    path("circles/<slug:code>/commitments/", commitments.circle, name="circle"),
    path("circles/<slug:code>/commitments/new/", commitments.new, name="new"),
]
