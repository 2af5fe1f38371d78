from __future__ import annotations

from django.urls import path

from edgewise.programmes.agreements import views as agreements
from edgewise.programmes.board import views as board
from edgewise.programmes.circles import views as circles
from edgewise.programmes.cohorts import views as cohorts
from edgewise.programmes.designs import views as designs
from edgewise.programmes.enrolments import views as enrolments
from edgewise.programmes.lotteries import views as lotteries
from edgewise.programmes.norms import views as norms
from edgewise.programmes.pair_requests import views as pair_requests
from edgewise.programmes.photographs import views as photographs
from edgewise.programmes.repair import views as repair
from edgewise.programmes.rounds import views as rounds
from edgewise.programmes.runs import views as runs

app_name = "programmes"
urlpatterns = [
    path("o/<slug:slug>/programmes/", designs.programmes, name="programmes"),
    path("o/<slug:slug>/programmes/new/", designs.new_programme, name="new_programme"),
    path("o/<slug:slug>/programmes/hours/", designs.offer, name="offer"),
    path("o/<slug:slug>/programmes/<int:pk>/", designs.programme, name="programme"),
    path("o/<slug:slug>/programmes/<int:pk>/edit/", designs.edit_programme, name="edit_programme"),
    path("o/<slug:slug>/programmes/<int:pk>/agreement/", agreements.agreement_text, name="agreement_text"),
    path("o/<slug:slug>/programmes/<int:pk>/cohorts/new/", cohorts.new_cohort, name="new_cohort"),
    path("photographs/<slug:code>/", photographs.photograph, name="photograph"),
    path("cohorts/<slug:code>/", cohorts.cohort, name="cohort"),
    path("cohorts/<slug:code>/edit/", cohorts.edit_cohort, name="edit_cohort"),
    path("cohorts/<slug:code>/outlook/", cohorts.outlook, name="outlook"),
    path("cohorts/<slug:code>/messages/", cohorts.told, name="told"),
    path("cohorts/<slug:code>/people/", enrolments.invite_people, name="invite_people"),
    path("cohorts/<slug:code>/people/letter/", enrolments.invitation_letter, name="invitation_letter"),
    path("cohorts/<slug:code>/join-link/", enrolments.join_link, name="join_link"),
    path("cohorts/<slug:code>/apart/", cohorts.apart, name="apart"),
    path("cohorts/<slug:code>/lottery/", lotteries.lottery, name="lottery"),
    path("cohorts/<slug:code>/lottery/draw/", lotteries.draw, name="draw_places"),
    path("cohorts/<slug:code>/lottery/shared/", lotteries.share, name="share_lot"),
    path("cohorts/<slug:code>/lottery/shared/<int:pk>/apart/", lotteries.take_apart, name="take_lots_apart"),
    path("cohorts/<slug:code>/lottery/list.csv", lotteries.list_file, name="lottery_list"),
    path("cohorts/<slug:code>/lottery/<int:pk>/offer/", lotteries.offer, name="offer_place"),
    path("cohorts/<slug:code>/match/", runs.match, name="match"),
    path("cohorts/<slug:code>/match/excluded/", runs.excluded, name="excluded"),
    path("cohorts/<slug:code>/runs/", runs.runs, name="runs"),
    path("cohorts/<slug:code>/runs/<int:pk>/", runs.run, name="run"),
    path("cohorts/<slug:code>/runs/<int:pk>/stop/", runs.stop_run, name="stop_run"),
    path("cohorts/<slug:code>/runs/<int:pk>/retry/", runs.retry_run, name="retry_run"),
    path("cohorts/<slug:code>/runs/<int:pk>/repeat/", runs.repeat_run, name="repeat_run"),
    path("cohorts/<slug:code>/drafts/<int:pk>/", board.draft, name="draft"),
    path("cohorts/<slug:code>/drafts/<int:pk>/try/", board.effect, name="draft_try"),
    path("cohorts/<slug:code>/drafts/<int:pk>/move/", board.move, name="draft_move"),
    path("cohorts/<slug:code>/drafts/<int:pk>/plan/", board.plan, name="draft_plan"),
    path("cohorts/<slug:code>/drafts/<int:pk>/step/", board.step, name="draft_step"),
    path("cohorts/<slug:code>/drafts/<int:pk>/lock/", board.lock, name="draft_lock"),
    path("cohorts/<slug:code>/drafts/<int:pk>/again/", board.again, name="draft_again"),
    path("cohorts/<slug:code>/drafts/<int:pk>/compare/", board.compare, name="draft_compare"),
    path("cohorts/<slug:code>/drafts/<int:pk>/circles/<int:number>/", board.circle, name="draft_circle"),
    path("cohorts/<slug:code>/drafts/<int:pk>/people/<int:member>/", board.person, name="draft_person"),
    path("cohorts/<slug:code>/drafts/<int:pk>/people/<int:member>/with/<int:other>/", board.pair, name="draft_pair"),
    path("cohorts/<slug:code>/drafts/<int:pk>/preview/", runs.preview, name="preview"),
    path("cohorts/<slug:code>/drafts/<int:pk>/publish/", runs.publish, name="publish"),
    path("cohorts/<slug:code>/drafts/<int:pk>/discard/", runs.discard, name="discard"),
    path("cohorts/<slug:code>/circles/<slug:circle>/repair/", repair.repair, name="repair"),
    path("cohorts/<slug:code>/circles/<slug:circle>/gone/", repair.gone, name="gone"),
    path("cohorts/<slug:code>/circles/<slug:circle>/end/", repair.end_circle, name="end_circle"),
    path("cohorts/<slug:code>/circles/<slug:circle>/repair/<slug:key>/", repair.repair_option, name="repair_option"),
    path("cohorts/<slug:code>/rearranged/<int:pk>/undo/", repair.undo, name="undo_repair"),
    path("cohorts/<slug:code>/next-round/", rounds.next_round, name="next_round"),
    path("cohorts/<slug:code>/next-round/stop/", rounds.stop_round, name="stop_round"),
    path("cohorts/<slug:code>/part/", enrolments.part, name="part"),
    path("cohorts/<slug:code>/part/place/", lotteries.answer_offer, name="answer_offer"),
    path("cohorts/<slug:code>/part/rematch/", enrolments.rematch, name="rematch"),
    path("cohorts/<slug:code>/colleagues/", pair_requests.colleagues, name="colleagues"),
    path("cohorts/<slug:code>/colleagues/<int:member>/ask/", pair_requests.ask, name="ask-colleague"),
    path("pair-requests/<int:pk>/", pair_requests.pair_request, name="pair-request"),
    path("pair-requests/<int:pk>/take-back/", pair_requests.take_back, name="take-back-request"),
    path("circles/<slug:code>/end-pair/", pair_requests.end_pair, name="end-pair"),
    path("join/<slug:join_code>/", enrolments.join, name="join"),
    path("circles/", circles.circles, name="circles"),
    path("circles/<slug:code>/agreement/", agreements.agreement, name="agreement"),
    path("circles/<slug:code>/agreement/begin/", agreements.begin, name="begin_agreement"),
    path("circles/<slug:code>/agreement/objectives/", agreements.objectives, name="objectives"),
    path("circles/<slug:code>/agreement/still-right/", agreements.still_right, name="still_right"),
    path("circles/<slug:code>/norms/", norms.norms, name="norms"),
    path("circles/<slug:code>/norms/confirm/", norms.confirm_norms, name="confirm_norms"),
    path("circles/<slug:code>/introductions/", norms.introductions, name="introductions"),
    path("circles/<slug:code>/introductions/withdraw/", norms.withdraw_introduction, name="withdraw_introduction"),
]
