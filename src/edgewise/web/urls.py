from __future__ import annotations

from django.urls import path

from edgewise.web import views
from edgewise.web.search import views as search

app_name = "web"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("appearance/", views.appearance, name="appearance"),
    path("practice/", views.practice, name="practice"),
    path("practice/which/", views.which, name="which"),
    path("practice/cards/", views.cards, name="cards"),
    path("practice/cards/<slug:key>/", views.format_cards, name="format_cards"),
    path("demo/join/", views.join_demo, name="join_demo"),
    path("demo/as/<slug:key>/", views.be_persona, name="be_persona"),
]
