"""Fetching as far as somebody may act: 404 to whoever cannot know of it, 403 to whoever may only read."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from edgewise.growth.models import Commitment
from edgewise.growth.queries import commitments, my_commitments, witnessed_by
from edgewise.people.models import Membership, Person
from edgewise.programmes.queries import held_seat_at


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
    """Those who sat there when it was made may read it in their circle, and do nothing more."""
    found = commitments().filter(code=code).first()
    if found is not None and held_seat_at(found.circle, person, found.made_at):
        return PermissionDenied()
    return Http404()
