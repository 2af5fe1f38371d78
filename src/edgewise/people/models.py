"""Organisations, the people in them, and what HR says of each."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.domain.faces import hue, initials
from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.vault.sealed import SealedList


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
    photograph_code = models.CharField(max_length=32, blank=True)  # of their photograph; empty: initials stand for it

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def hue(self) -> int:
        return hue(self.pk)


class Photograph(models.Model):
    """A person's own, small and square, as WebP. What was uploaded is not kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="photograph")
    code = models.CharField(max_length=32, unique=True)  # stands in its address; a new photograph has a new one
    sealed = models.BinaryField()  # encrypted
    made_at = models.DateTimeField()


class HoursWish(models.TextChoices):
    """Of coaching, from now on."""

    MORE = "more", _("More")
    SAME = "same", _("As now")
    LESS = "less", _("Less")


class Insiders(models.Manager["Membership"]):
    """The organisation's own people: those whom lists show, figures count and matching seats."""

    def get_queryset(self) -> models.QuerySet[Membership]:
        return super().get_queryset().filter(is_outside=False)


class Membership(models.Model):
    """A person in an organisation, with the HR facts that matching uses.

    `objects`, and so `organisation.memberships`, are its own people; people from outside are only in `every`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    is_owner = models.BooleanField(default=False)  # programme owner: designs programmes, imports people
    is_outside = models.BooleanField(default=False, db_default=False)  # invited to single sessions
    employee_id = models.CharField(max_length=60, blank=True)
    job_title = models.CharField(max_length=200, blank=True)
    role_level = models.PositiveSmallIntegerField(null=True)  # index into domain ROLE_LEVELS, low to high
    function = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=120, blank=True, default="", db_default="")  # Retail Bank
    location = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    languages = models.JSONField(default=list)  # ISO 639-1 codes
    preferred_language = models.CharField(max_length=8, blank=True)  # one of `languages`; empty: the first of them
    manager = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="reports")
    start_date = models.DateField(null=True)
    development_goals = SealedList(default=list, scope="profiles")
    strengths = SealedList(default=list, scope="profiles")  # what they could help others with, in the words of goals
    works_from = models.TimeField(null=True)  # in their own time zone
    works_until = models.TimeField(null=True)
    load_cap = models.PositiveSmallIntegerField(default=1)  # circles at once, over all programmes
    hours_wish = models.CharField(max_length=4, choices=HoursWish, default=HoursWish.SAME)  # their coordinators read it
    identity = models.BinaryField(null=True)  # self-declared attributes, encrypted; never shown or exported
    left_on = models.DateField(null=True)
    own_facts = models.JSONField(default=list)  # facts the person set themself: an import leaves them alone

    objects = Insiders()
    every = models.Manager["Membership"]()

    class Meta:
        constraints = [
            # Who was here from outside and is hired has both; the one from outside has ended by then.
            models.UniqueConstraint(fields=["organisation", "person", "is_outside"], name="one_membership_of_each_kind")
        ]

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
    """One stretch of somebody's own week. Without any they work as their membership says, but not on weekends."""

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


class SignIn(models.Model):
    """A browser's session. Its key is not here: only a hash of it is, and the data is sealed with the key itself."""

    key_hash = models.CharField(max_length=64, primary_key=True)  # SHA-256
    sealed = models.BinaryField()
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sign_ins")  # None: not yet
    device = models.CharField(max_length=60, blank=True)  # "Firefox, Windows"
    began_at = models.DateTimeField()  # when the person signed in
    seen_at = models.DateTimeField()  # to the hour
    expires_at = models.DateTimeField(db_index=True)  # in the past: signed out, or too old


class ColumnMeaning(models.Model):
    """What a column of this organisation's exports was said to mean, so that nobody is asked twice."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="column_meanings")
    column = models.CharField(max_length=200)  # as `normalised` in domain.roster
    field = models.CharField(max_length=40)  # empty: leave this column out

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "column"], name="one_meaning_each")]


class ValueMeaning(models.Model):
    """What a value of this organisation's exports was said to stand for: `L5` is a Manager."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="value_meanings")
    meaning = models.CharField(max_length=40)  # of its column
    value = models.CharField(max_length=120)  # folded, as `key_of` in domain.roster has it
    means = models.CharField(max_length=200, blank=True)  # as a good cell would say it; empty: nothing

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "meaning", "value"], name="one_meaning_each_value")
        ]


class PeopleImport(models.Model):
    """A file that was imported, and the people in it: those who were new, changed, or were the same already."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="people_imports")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")  # None: the command line
    filename = models.CharField(max_length=200)
    at = models.DateTimeField()
    people = models.ManyToManyField(Membership, related_name="people_imports")


class DraftState(models.TextChoices):
    WAITING = "waiting", _("Waiting for a worker")
    RUNNING = "running", _("Being read")
    LEFT = "left", _("Interrupted")  # nobody was looking any more
    READY = "ready", _("Read")  # as far as it goes: without a plan, something is to be asked first
    FAILED = "failed", _("Not read")


class ImportDraft(models.Model):
    """An uploaded file between preview and confirmation. What is of the file is sealed: it may hold identity."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="import_drafts")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=24, unique=True)
    filename = models.CharField(max_length=200)
    onward = models.CharField(max_length=200, blank=True)  # a path of ours: where its owner goes on afterwards
    sealed = models.BinaryField()  # the file
    columns = models.JSONField(default=dict)  # column number -> field, as answered; empty until asked
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=DraftState, default=DraftState.WAITING)
    size = models.PositiveIntegerField(default=0)  # bytes of the file
    asked_at = models.DateTimeField(null=True)  # when its owner last looked
    beat_at = models.DateTimeField(null=True)  # when the one that reads it last gave a sign of life
    problem = models.JSONField(default=str)  # why it cannot be read: a text or a phrase
    sheet = models.CharField(max_length=200, blank=True)  # of a workbook, as read or as chosen
    sheets = models.JSONField(default=list)  # the names to choose from, if there are several
    hidden = models.JSONField(default=list)  # numbers of the rows that the workbook hides
    without_hidden = models.BooleanField(default=False)  # these rows are left out
    rows = models.PositiveIntegerField(default=0)
    table = models.BinaryField(null=True)  # sealed: the cells, read once
    values = models.JSONField(null=True)  # (meaning, value, what it stands for), as answered; None until asked
    plan = models.BinaryField(null=True)  # sealed: what the import would do
    unread = models.BinaryField(null=True)  # sealed: the values to ask about
    world = models.CharField(max_length=64, blank=True)  # a digest of what was known when the plan was made
    digest = models.CharField(max_length=64, blank=True)  # of the plan

    @property
    def is_under_way(self) -> bool:
        return self.state in (DraftState.WAITING, DraftState.RUNNING)
