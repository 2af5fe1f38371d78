"""Fetching what a person may act on: 404 if they cannot know of it, 403 if they may only read it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from edgewise.growth.changes.queries import asked_of, my_changes
from edgewise.growth.commitments.queries import commitments, my_commitments, witnessed_by
from edgewise.growth.models import BehaviourChange, Commitment, Reflection, Sighting, Step
from edgewise.growth.reflections.queries import my_reflections
from edgewise.growth.steps.queries import my_steps
from edgewise.people.models import Membership, Person
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
    """403 to people who sat there when it was made: they may read it in their circle, and do nothing more."""
    found = commitments().filter(code=code).first()
    if found is not None and held_seat_at(found.circle, person, found.made_at):
        return PermissionDenied()
    return Http404()


def commitment_of_author(person: Person, code: str) -> Commitment:
    found = my_commitments(person).filter(code=code).first()
    if found is None:
        raise _refusal(person, code)
    return found


def step_of_author(person: Person, code: str) -> Step:
    """A step of an open commitment."""
    found = my_steps(person).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def own_reflection(person: Person, code: str) -> Reflection:
    """Nobody else knows of it."""
    found = my_reflections(person).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def own_open_change(person: Person, code: str) -> BehaviourChange:
    found = my_changes(person).filter(code=code, closed_at=None).first()
    if found is None:
        raise Http404
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
