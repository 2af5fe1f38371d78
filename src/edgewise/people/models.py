"""Organisations, the people in them, and what HR says of each."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS


class Organisation(models.Model):
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **facts: object) -> Person:
        person = self.model(email=email.strip().lower(), **facts)
        person.set_unusable_password() if password is None else person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """A human with one sign-in, whatever number of organisations know them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in an organisation, with the HR facts that matching uses."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    is_owner = models.BooleanField(default=False)  # programme owner: designs programmes, imports people
    employee_id = models.CharField(max_length=60, blank=True)
    job_title = models.CharField(max_length=200, blank=True)
    role_level = models.PositiveSmallIntegerField(null=True)  # index into domain ROLE_LEVELS, low to high
    function = models.CharField(max_length=120, blank=True)
    location = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    languages = models.JSONField(default=list)  # ISO 639-1 codes
    preferred_language = models.CharField(max_length=8, blank=True)  # one of `languages`; empty: the first of them
    manager = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="reports")
    start_date = models.DateField(null=True)
    development_goals = models.JSONField(default=list)
    strengths = models.JSONField(default=list)  # what they could help others with, in the words of goals
    works_from = models.TimeField(null=True)  # in their own time zone
    works_until = models.TimeField(null=True)
    load_cap = models.PositiveSmallIntegerField(default=1)  # circles at once, over all programmes
    identity = models.BinaryField(null=True)  # self-declared attributes, encrypted; never shown or exported
    left_on = models.DateField(null=True)
    own_facts = models.JSONField(default=list)  # facts the person set themself: an import leaves them alone

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="one_membership_each")]

    def __str__(self) -> str:
        return self.person.name

    @property
    def level_name(self) -> str:
        return "" if self.role_level is None else ROLE_LEVELS[self.role_level]

    @property
    def title_says_it(self) -> bool:
        """The job title is no more than the level and the function, as HR systems often have it."""
        return self.job_title == f"{self.level_name}, {self.function}"

    @property
    def language_names(self) -> str:
        return ", ".join(str(language_name(code)) for code in self.languages)


class Absence(models.Model):
    """Days on which somebody does not work: a holiday, a leave. Why is nobody's business and is not asked."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()  # the last day


class WeeklyHours(models.Model):
    """One stretch of somebody's own week. Without any they work as their membership says, from Monday to Friday."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    begins = models.TimeField()  # in their own time zone
    ends = models.TimeField()  # not after the beginning: on the next day

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "weekday", "begins"], name="one_beginning_each")]


class BusyCalendar(models.Model):
    """A person's own calendar. Only the times at which they are busy are kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="busy_calendar")
    address = models.BinaryField()  # encrypted: who has it can read the calendar
    busy = models.BinaryField()  # encrypted: moments in UTC, as they were at `read_at`
    given_at = models.DateTimeField()
    read_at = models.DateTimeField()  # the last time that went well
    covers_until = models.DateTimeField()  # as far as `busy` looks
    etag = models.CharField(max_length=200, blank=True)
    next_at = models.DateTimeField(db_index=True)  # when it is to be read again
    failures = models.PositiveSmallIntegerField(default=0)  # since it was read
    problem = models.CharField(max_length=20, blank=True)  # of the last of them; a Problem


class CalendarKey(models.Model):
    """The secret address of somebody's calendar feed; only its hash is kept, so it is shown once, when it is made."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_key")
    token = models.CharField(max_length=64, unique=True)  # SHA-256
    made_at = models.DateTimeField(auto_now_add=True)


class ColumnMeaning(models.Model):
    """What a column of this organisation's exports was said to mean, so that nobody is asked twice."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="column_meanings")
    column = models.CharField(max_length=200)  # as `normalised` in domain.roster
    field = models.CharField(max_length=40)  # empty: leave this column out

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "column"], name="one_meaning_each")]


class ImportDraft(models.Model):
    """An uploaded file between preview and confirmation, sealed: it may hold self-declared identity."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="import_drafts")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=24, unique=True)
    filename = models.CharField(max_length=200)
    sealed = models.BinaryField()
    columns = models.JSONField(default=dict)  # column number -> field, as answered; empty until asked
    made_at = models.DateTimeField(auto_now_add=True)
