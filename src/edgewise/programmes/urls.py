from __future__ import annotations

from django.urls import path

from edgewise.programmes.views import cohorts, designs, matches, taking_part

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
    path("cohorts/<slug:code>/drafts/", matches.new_draft, name="new_draft"),
    path("cohorts/<slug:code>/drafts/<int:pk>/", matches.draft, name="draft"),
    path("cohorts/<slug:code>/drafts/<int:pk>/publish/", matches.publish, name="publish"),
    path("cohorts/<slug:code>/drafts/<int:pk>/discard/", matches.discard, name="discard"),
    path("cohorts/<slug:code>/part/", taking_part.part, name="part"),
    path("join/<slug:join_code>/", taking_part.join, name="join"),
    path("circles/", taking_part.circles, name="circles"),
]
