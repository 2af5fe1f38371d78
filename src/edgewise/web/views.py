"""The pages that belong to no part of the product in particular."""

from __future__ import annotations

from typing import Any, cast

from allauth.core.ratelimit import consume_or_429
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.desk.home.views import home as desk_home
from edgewise.desk.home.views import home as signed_in_home
from edgewise.domain.coaching.practice import cards as practice_cards
from edgewise.domain.coaching.practice import drills, meaning_of
from edgewise.domain.coaching.questions.judge import judge
from edgewise.domain.formats.builtin import shown_formats
from edgewise.people.models import Person
from edgewise.rooms.demonstration.actions import start_demo_session
from edgewise.web.access import demonstration_role, persona_person
from edgewise.web.forms import LabelForm, QuestionForm
from edgewise.web.queries import APPEARANCES, drill_at, personas

YEAR = 365 * 24 * 3600


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What a person has to do now; to a visitor, what this is."""
    visitor: object = cast(object, request.user)  # the stubs forget that nobody may be signed in
    if isinstance(visitor, Person):
        return desk_home(request)
    if request.user.is_authenticated:
        return signed_in_home(request)
    return render(request, "web/landing.html", {"demo": settings.DEMO, "personas": personas() if settings.DEMO else []})


@require_POST
@login_not_required
def be_persona(request: HttpRequest, key: str) -> HttpResponse:
    """One click to look around as one of the four people of the demonstration."""
    login(request, persona_person(key), backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")


@require_POST
@login_not_required
def join_demo(request: HttpRequest) -> HttpResponse:
    """One click into a live session: a newcomer's seat or its chair, with bots in the others."""
    role = demonstration_role(request.POST.get("role", ""))
    too_many: HttpResponse | None = consume_or_429(request, action="join_demo")
    if too_many is not None:
        return too_many
    session, newcomer = start_demo_session(role)
    login(request, newcomer, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("rooms:room", code=session.code)


@require_POST
@login_not_required
def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device says, kept in a cookie so that the first paint is right."""
    back = request.POST.get("next", "/")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"  # a word without a slash would be looked up as the name of a route
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("appearance", "")
    if chosen in APPEARANCES:
        response.set_cookie(
            "appearance", chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie("appearance")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest) -> HttpResponse:
    """A piece of advice is at hand: the drill is to ask instead. What is asked is judged and not kept."""
    place = drill_at(drills().ask, request.GET.get("n", ""))
    form = QuestionForm(request.POST or None)
    context: dict[str, Any] = {"place": place, "form": form}
    if form.is_valid():
        context["verdict"] = judge(form.cleaned_data["text"])
        context["meaning"] = meaning_of(context["verdict"].label)
    return render(request, "web/practice/ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def which(request: HttpRequest) -> HttpResponse:
    """Telling an open question from what only looks like one."""
    place = drill_at(drills().tell, request.GET.get("n", ""))
    form = LabelForm(request.POST or None)
    context: dict[str, Any] = {"place": place, "form": form, "meaning": meaning_of(place.drill.label)}
    if form.is_valid():
        context["verdict"] = judge(place.drill.says)
        context["right"] = form.cleaned_data["label"] == place.drill.label
    return render(request, "web/practice/which.html", context)


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    context = {"cards": practice_cards(), "formats": shown_formats().values(), "classes": drills().classes}
    return render(request, "web/practice/cards.html", context)


@require_safe
def format_cards(request: HttpRequest, key: str) -> HttpResponse:
    """The stages of a format, a card each."""
    script = shown_formats().get(key)
    if script is None:
        raise Http404
    return render(request, "web/practice/format_cards.html", {"format": script})
