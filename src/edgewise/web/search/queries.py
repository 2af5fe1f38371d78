"""What a person may find, each through the rule by which they may open it."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from edgewise.people.access import current_memberships
from edgewise.people.models import Membership, Person
from edgewise.programmes.access import looked_after_by, people_looked_after_by, seatmates_of
from edgewise.programmes.circles.queries import seats_of_person
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import Enrolment

FOUND_OF_EACH = 6  # of people, circles, cohorts and programmes


def _begins_with(name: str, words: str) -> Case:
    """First those whose name begins with the words."""
    return Case(
        When(Q(**{f"{name}__istartswith": words}), then=Value(0)), default=Value(1), output_field=IntegerField()
    )


def _named(name: str, words: str) -> Q:
    found = Q()
    for word in words.split():
        found &= Q(**{f"{name}__icontains": word})
    return found


def people_found(person: Person, words: str) -> list[Membership]:
    """Of those that the person looks after: by name, title, function, unit, location, or how the address begins."""
    found: QuerySet[Membership] = people_looked_after_by(person)
    for word in words.split():
        facts = ("person__name", "job_title", "function", "unit", "location")
        has_it = Q(*((f"{fact}__icontains", word) for fact in facts), _connector=Q.OR)
        found = found.filter(has_it | Q(person__email__istartswith=word))  # all have the end of it in common
    return list(found.order_by(_begins_with("person__name", words), "person__name", "pk")[:FOUND_OF_EACH])


def seatmates_found(person: Person, words: str) -> list[Seat]:
    """Of those that the person sits with: by name alone, which is what they know of each other."""
    found = seatmates_of(person).filter(_named("membership__person__name", words))
    return list(found.order_by("membership__person__name", "circle__name", "pk")[:FOUND_OF_EACH])


def own_circles_found(person: Person, words: str) -> list[Seat]:
    return list(seats_of_person(person).filter(_named("circle__name", words))[:FOUND_OF_EACH])


def circles_found(person: Person, words: str) -> list[Circle]:
    """Of the cohorts that the person looks after, those that go on."""
    cohorts = looked_after_by(person).values("pk")
    found = Circle.objects.filter(_named("name", words), cohort__in=cohorts, closed_at=None).select_related("cohort")
    return list(found.order_by("name", "pk")[:FOUND_OF_EACH])


def cohorts_found(person: Person, words: str) -> list[Cohort]:
    by_programme = _named("name", words) | _named("programme__name", words)
    return list(looked_after_by(person).filter(by_programme).order_by("-starts_on", "pk")[:FOUND_OF_EACH])


def parts_found(person: Person, words: str) -> list[Enrolment]:
    """The person's own parts in cohorts."""
    by_name = _named("cohort__name", words) | _named("cohort__programme__name", words)
    mine = Enrolment.objects.filter(by_name, membership__in=current_memberships(person))
    return list(mine.select_related("cohort__programme").order_by("-cohort__starts_on", "pk")[:FOUND_OF_EACH])


def programmes_found(person: Person, words: str) -> list[Programme]:
    owned = current_memberships(person).filter(is_owner=True).order_by().values("organisation")
    found = Programme.objects.filter(_named("name", words), organisation__in=owned).select_related("organisation")
    return list(found.order_by("name", "pk")[:FOUND_OF_EACH])
