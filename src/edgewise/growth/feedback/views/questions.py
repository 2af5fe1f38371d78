"""Feedback that is asked for: one question to a few peers, and their answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from edgewise.growth.access import feedback_question_to, own_feedback_question
from edgewise.growth.feedback import actions
from edgewise.growth.feedback.forms import AskForm, WordsForm
from edgewise.growth.feedback.page import peers_to_ask
from edgewise.growth.feedback.queries import Peer, question_put, read_questions
from edgewise.growth.feedback.views.pieces import sent
from edgewise.people.access import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    person, now = signed_in(request), timezone.now()
    peers = peers_to_ask(person, now)
    form = AskForm(peers, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        made = actions.ask_for_feedback(given["peers"], given["question"], now, given["key"])
        messages.success(request, _("Asked. They get a message without a word of your question."))
        return redirect("growth:feedback_question", made.code) if made else redirect("growth:feedback")
    return render(request, "growth/feedback/ask.html", {"form": form, "peers": peers})


@require_safe
def question(request: HttpRequest, code: str) -> HttpResponse:
    person = signed_in(request)
    (known,) = read_questions(person, [own_feedback_question(person, code)])
    return render(request, "growth/feedback/question.html", {"question": known})


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    row = own_feedback_question(signed_in(request), code)
    if actions.withdraw_question(row, timezone.now()):
        messages.success(request, _("Withdrawn from everybody who has not answered."))
    else:
        messages.info(request, _("Everybody has answered already."))
    return redirect("growth:feedback")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    row = feedback_question_to(signed_in(request), code)
    form = WordsForm(request.POST or None)
    asker = row.question.asker
    if form.is_valid():
        to = Peer(row.peer, asker, row.circle)
        made = actions.give_feedback(to, form.words(), timezone.now(), form.cleaned_data["key"], row)
        return sent(request, made, asker.person)
    return render(request, "growth/feedback/give.html", {"form": form, "asked": row, "question": question_put(row)})


@require_POST
def decline(request: HttpRequest, code: str) -> HttpResponse:
    actions.decline(feedback_question_to(signed_in(request), code), timezone.now())
    messages.success(request, _("The question is gone from your list. Nobody is told."))
    return redirect("growth:feedback")
