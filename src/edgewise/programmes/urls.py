from __future__ import annotations

from django.urls import path

from edgewise.programmes.views import board, cohorts, designs, matches, repairing, taking_part

app_name = "programmes"
urlpatterns = [
    path("o/<slug:slug>/programmes/", designs.programmes, name="programmes"),
    path("o/<slug:slug>/programmes/new/", designs.new_programme, name="new_programme"),
    path("o/<slug:slug>/programmes/<int:pk>/", designs.programme, name="programme"),
    path("o/<slug:slug>/programmes/<int:pk>/edit/", designs.edit_programme, name="edit_programme"),
    path("o/<slug:slug>/programmes/<int:pk>/cohorts/new/", designs.new_cohort, name="new_cohort"),
    path("cohorts/<slug:code>/", cohorts.cohort, name="cohort"),
    path("cohorts/<slug:code>/edit/", cohorts.edit_cohort, name="edit_cohort"),
    path("cohorts/<slug:code>/people/", cohorts.invite_people, name="invite_people"),
    path("cohorts/<slug:code>/join-link/", cohorts.join_link, name="join_link"),
    path("cohorts/<slug:code>/apart/", cohorts.apart, name="apart"),
    path("cohorts/<slug:code>/match/", matches.match, name="match"),
    path("cohorts/<slug:code>/match/excluded/", matches.excluded, name="excluded"),
    path("cohorts/<slug:code>/runs/", matches.runs, name="runs"),
    path("cohorts/<slug:code>/runs/<int:pk>/", matches.run, name="run"),
    path("cohorts/<slug:code>/runs/<int:pk>/stop/", matches.stop_run, name="stop_run"),
    path("cohorts/<slug:code>/runs/<int:pk>/retry/", matches.retry_run, name="retry_run"),
    path("cohorts/<slug:code>/runs/<int:pk>/repeat/", matches.repeat_run, name="repeat_run"),
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
    path("cohorts/<slug:code>/drafts/<int:pk>/preview/", matches.preview, name="preview"),
    path("cohorts/<slug:code>/drafts/<int:pk>/publish/", matches.publish, name="publish"),
    path("cohorts/<slug:code>/drafts/<int:pk>/discard/", matches.discard, name="discard"),
    path("cohorts/<slug:code>/circles/<slug:circle>/repair/", repairing.repair, name="repair"),
    path("cohorts/<slug:code>/circles/<slug:circle>/gone/", repairing.gone, name="gone"),
    path("cohorts/<slug:code>/circles/<slug:circle>/end/", repairing.end_circle, name="end_circle"),
    path("cohorts/<slug:code>/circles/<slug:circle>/repair/<slug:key>/", repairing.repair_option, name="repair_option"),
    path("cohorts/<slug:code>/part/", taking_part.part, name="part"),
    path("cohorts/<slug:code>/part/rematch/", taking_part.rematch, name="rematch"),
    path("join/<slug:join_code>/", taking_part.join, name="join"),
    path("circles/", taking_part.circles, name="circles"),
]
