"""Fetching what a person may act on: 404 if they cannot know of it, 403 if they may only read it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.growth.changes.queries import asked_of, my_changes
from edgewise.growth.commitments.queries import commitments, my_commitments, witnessed_by
from edgewise.growth.decisions.models import Decision
from edgewise.growth.decisions.queries import my_decisions
from edgewise.growth.feedback.models import ChairTaps, Feedback, FeedbackAsked, FeedbackMute, FeedbackQuestion
from edgewise.growth.feedback.queries import (
    given_by,
    is_muted,
    mutes_of,
    questions_of,
    questions_to,
    received_by,
    taps_to_give,
)
from edgewise.growth.goals.queries import goals_shared_with, my_goals
from edgewise.growth.models import BehaviourChange, Commitment, Goal, GoalPoint, Reflection, Sighting, Step
from edgewise.growth.reflections.queries import my_reflections
from edgewise.growth.steps.queries import my_steps
from edgewise.people.access import AlreadyDone
from edgewise.people.models import Membership, Person
from edgewise.people.queries import has_left
from edgewise.programmes.circles.queries import held_seat_at


def commitment_to_answer(person: Person, code: str) -> tuple[Commitment, Membership]:
    """The author's or the witness's, with who of the two is asking."""
    found = my_commitments(person).filter(code=code).first()
    if found is not None:
        return found, found.author
    return commitment_of_witness(person, code)


def commitment_of_witness(person: Person, code: str) -> tuple[Commitment, Membership]:
    found = witnessed_by(person).filter(code=code).first()
    if found is None or found.witness is None:
        raise _refusal(person, code)
    return found, found.witness


def _refusal(person: Person, code: str) -> Exception:
    """403 to people who sat there when it was made for the circle: they may read it there, and do nothing more."""
    found = commitments().filter(code=code).first()
    if found is not None and not found.between_two and held_seat_at(found.circle, person, found.made_at):
        return PermissionDenied()
    return Http404()


def commitment_of_author(person: Person, code: str) -> Commitment:
    found = my_commitments(person).filter(code=code).first()
    if found is None:
        raise _refusal(person, code)
    return found


def step_of_author(person: Person, code: str) -> Step:
    """A step of an open commitment. AlreadyDone where it was removed, or where the commitment is closed."""
    found = my_steps(person).filter(code=code).first()
    if found is not None:
        return found
    known = Step.objects.filter(code=code).first()
    if known is not None and known.commitment.author.person_id != person.pk:
        raise Http404
    words = _("This commitment is no longer open.") if known else _("This step was removed already.")
    raise AlreadyDone(words, reverse("growth:commitments"))


def own_reflection(person: Person, code: str) -> Reflection:
    """Nobody else knows of it."""
    found = my_reflections(person).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def own_open_change(person: Person, code: str) -> BehaviourChange:
    found = my_changes(person).filter(code=code).first()
    if found is None:
        raise Http404
    if found.closed_at is not None:
        raise AlreadyDone(_("This change is closed already."), reverse("growth:changes"))
    return found


def sighting_of_author(person: Person, code: str) -> Sighting:
    """A question that the person has asked."""
    found = Sighting.objects.filter(change__enrolment__membership__person=person, code=code)
    row = found.select_related("peer__person").first()
    if row is None:
        raise Http404
    return row


def sighting_of_peer(person: Person, code: str) -> Sighting:
    """A question to the person, while they sit in its circle; taken back or not."""
    found = asked_of(person).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def own_decision(person: Person, code: str) -> Decision:
    """Nobody else knows of it. AlreadyDone where it was thrown away."""
    found = my_decisions(person).filter(code=code).first()
    if found is not None:
        return found
    if Decision.objects.filter(code=code).exists():
        raise Http404
    raise AlreadyDone(_("This decision was thrown away."), reverse("growth:decisions"))


def own_open_decision(person: Person, code: str) -> Decision:
    found = own_decision(person, code)
    if found.taken_on is not None:
        words = _("This decision is taken, so its words stay. Add a line beside them.")
        raise AlreadyDone(words, reverse("growth:decision", args=[code]))
    return found


def goal_for_reader(person: Person, code: str) -> Goal:
    """The person's own, or one that is shared with them."""
    found = my_goals(person).filter(code=code).first() or goals_shared_with(person).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def own_goal(person: Person, code: str) -> Goal:
    """403 to those with whom it is shared: they read it, and do nothing more. AlreadyDone where it was deleted."""
    if not Goal.objects.filter(code=code).exists():
        raise AlreadyDone(_("This goal is deleted already."), reverse("growth:goals"))
    found = goal_for_reader(person, code)
    if found.author.person_id != person.pk:
        raise PermissionDenied
    return found


def own_open_goal(person: Person, code: str) -> Goal:
    found = own_goal(person, code)
    if found.ended:
        raise AlreadyDone(_("This goal is closed already."), reverse("growth:goal", args=[code]))
    return found


def own_goal_point(person: Person, code: str) -> GoalPoint:
    """What the person told of a goal of theirs. AlreadyDone where it was taken back."""
    found = GoalPoint.objects.filter(code=code).select_related("goal__author").first()
    if found is None:
        raise AlreadyDone(_("You have taken it back already."), reverse("growth:goals"))
    if found.goal.author.person_id != person.pk:
        raise Http404
    return found


def feedback_of_two(person: Person, code: str) -> Feedback:
    """A piece, for its giver or for its receiver. AlreadyDone where it is not there any more for that one."""
    found = received_by(person).filter(code=code).first() or given_by(person).filter(code=code).first()
    if found is not None:
        return found
    row = Feedback.objects.filter(code=code).select_related("giver", "receiver").first()
    if row is None or row.giver.person_id == person.pk:
        words = _("This feedback is not here any more. It was taken back or deleted.")
        raise AlreadyDone(words, reverse("growth:feedback"))
    if row.receiver.person_id != person.pk or has_left(row.receiver):
        raise Http404
    if row.taken_back_at is None and row.deleted_at is None and is_muted(row.receiver, row.giver):
        raise AlreadyDone(_("You muted this person. Lift it here to read what they wrote."), reverse("growth:mutes"))
    words = _("This feedback is not here any more. It was taken back or deleted.")
    raise AlreadyDone(words, reverse("growth:feedback"))


def feedback_of_receiver(person: Person, code: str) -> Feedback:
    """One that its receiver has read: 403 to its giver. Unread, it is opened first."""
    found = feedback_of_two(person, code)
    if found.receiver.person_id != person.pk:
        raise PermissionDenied
    if found.read_at is None:
        raise AlreadyDone(_("Read it first."), reverse("growth:piece", args=[code]))
    return found


def feedback_of_giver(person: Person, code: str) -> Feedback:
    """403 to its receiver."""
    found = feedback_of_two(person, code)
    if found.giver.person_id != person.pk:
        raise PermissionDenied
    return found


def feedback_question_to(person: Person, code: str) -> FeedbackAsked:
    """A question that waits for the person's answer; AlreadyDone once they answered or declined, or it is withdrawn."""
    found = questions_to(person).filter(code=code).first()
    if found is not None:
        return found
    row = FeedbackAsked.objects.filter(code=code).select_related("peer").first()
    if row is not None and row.peer.person_id != person.pk:
        raise Http404
    raise AlreadyDone(_("This question does not wait for your answer any more."), reverse("growth:feedback"))


def own_feedback_question(person: Person, code: str) -> FeedbackQuestion:
    found = questions_of(person).filter(code=code).first()
    if found is not None:
        return found
    row = FeedbackQuestion.objects.filter(code=code).select_related("asker").first()
    if row is not None and row.asker.person_id != person.pk:
        raise Http404
    raise AlreadyDone(_("This question is withdrawn already."), reverse("growth:feedback"))


def own_mute(person: Person, pk: int) -> FeedbackMute:
    found = mutes_of(person).filter(pk=pk).first()
    if found is not None:
        return found
    if FeedbackMute.objects.filter(pk=pk).exists():
        raise Http404
    raise AlreadyDone(_("This person is not muted any more."), reverse("growth:mutes"))


def taps_of(person: Person, code: str) -> ChairTaps:
    """AlreadyDone once they were given, and a week after the session."""
    found = taps_to_give(person, timezone.now()).filter(code=code).first()
    if found is not None:
        return found
    row = ChairTaps.objects.filter(code=code).select_related("by").first()
    if row is None or row.by.person_id != person.pk:
        raise Http404
    words = _("You have answered already, or the week after the session is over.")
    raise AlreadyDone(words, reverse("growth:feedback"))
