from __future__ import annotations

from django.urls import path

from edgewise.growth.changes import views as changes
from edgewise.growth.commitments import views as commitments
from edgewise.growth.decisions.views import decisions, looks
from edgewise.growth.feedback.views import chairs, mutes, pieces, questions
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
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<slug:code>/", decisions.decision, name="decision"),
    path("decisions/<slug:code>/change/", decisions.change_decision, name="change_decision"),
    path("decisions/<slug:code>/take/", decisions.take_decision, name="take_decision"),
    path("decisions/<slug:code>/throw-away/", decisions.throw_decision_away, name="throw_decision_away"),
    path("decisions/<slug:code>/look/", looks.look_again, name="look_again"),
    path("decisions/<slug:code>/lines/", looks.add_line, name="add_line"),
    path("decisions/<slug:code>/tested/", looks.tell_tested, name="tell_tested"),
    path("feedback/", pieces.feedback, name="feedback"),
    path("feedback/give/", pieces.give, name="give_feedback"),
    path("feedback/hints/", pieces.feedback_hints, name="feedback_hints"),
    path("feedback/ask/", questions.ask, name="ask_for_feedback"),
    path("feedback/questions/<slug:code>/", questions.question, name="feedback_question"),
    path("feedback/questions/<slug:code>/withdraw/", questions.withdraw, name="withdraw_question"),
    path("feedback/asked/<slug:code>/", questions.answer, name="answer_feedback"),
    path("feedback/asked/<slug:code>/decline/", questions.decline, name="decline_feedback"),
    path("feedback/chair/<slug:code>/", chairs.chair, name="chair_taps"),
    path("feedback/muted/", mutes.mutes, name="mutes"),
    path("feedback/muted/<int:pk>/lift/", mutes.lift, name="lift_mute"),
    path("feedback/<slug:code>/", pieces.piece, name="piece"),
    path("feedback/<slug:code>/back/", pieces.take_back, name="take_feedback_back"),
    path("feedback/<slug:code>/thanks/", pieces.thanks, name="thank_for_feedback"),
    path("feedback/<slug:code>/landed/", pieces.landed, name="feedback_landed"),
    path("feedback/<slug:code>/delete/", pieces.delete_feedback, name="delete_feedback"),
    path("feedback/<slug:code>/report/", pieces.report, name="report_feedback"),
    path("feedback/<slug:code>/mute/", mutes.mute, name="mute_feedback"),
    path("reflect/", reflections.reflections, name="reflections"),
    path("reflect/<slug:code>/", reflections.reflection, name="reflection"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<slug:code>/ask/", changes.ask_peers, name="ask_peers"),
    path("changes/asked/<slug:code>/", changes.asked, name="asked"),
    path("changes/asked/<slug:code>/withdraw/", changes.withdraw, name="withdraw"),
    path("circles/<slug:code>/change/", changes.name_change, name="name_change"),
    path("circles/<slug:code>/goals/new/", goals.new_goal, name="new_goal"),
    path("circles/<slug:code>/goals/hints/", goals.goal_hints, name="goal_hints"),
    path("circles/<slug:code>/decisions/new/", decisions.new_decision, name="new_decision"),
    path("circles/<slug:code>/decisions/hints/", decisions.decision_hints, name="decision_hints"),
    path("circles/<slug:code>/commitments/", commitments.circle, name="circle"),
    path("circles/<slug:code>/commitments/new/", commitments.new, name="new"),
]
