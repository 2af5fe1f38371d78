"""The address of a person's own calendar."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from edgewise.domain.calendar.busy import Problem
from edgewise.domain.calendar.document.faults import Fault

LONGEST_ADDRESS = 2000
PROBLEMS = {
    Problem.NO_ADDRESS: _("This is not an address. An address begins with https:// and often ends with .ics."),
    Problem.FORBIDDEN: _(
        "We read only public addresses that begin with https://. If your calendar is in your organisation’s own "
        "network, ask the person who runs Edgewise to allow it."
    ),
    Problem.UNKNOWN_HOST: _("We cannot find this server. Please copy the address again."),
    Problem.NO_ANSWER: _(
        "The calendar service does not answer, or its connection is not secure. Check the address, or try again later."
    ),
    Problem.SLOW: _("The calendar takes too long to read. Try again later, or publish a shorter part of it."),
    Problem.REFUSED: _(
        "The calendar service does not know this address any more, or does not open it. Copy the secret address again, "
        "not the address of the page in your browser."
    ),
    Problem.BROKEN_SERVICE: _("The calendar service has a problem at the moment. Try again later."),
    Problem.REDIRECTS: _(
        "This address leads to other addresses, again and again. Copy the address of the calendar itself."
    ),
    Problem.NO_CALENDAR: _(
        "We find no iCalendar file at this address, or the file is broken. Look for an address that ends with .ics."
    ),
    Problem.TOO_BIG: _("The calendar is larger than 5 MB. Publish a shorter part of it."),
    Problem.TOO_MANY: _("The calendar has more than 10,000 events. Publish a shorter part of it."),
}
FAULTS = {
    Fault.LINE: ngettext_lazy("%(n)d line makes no sense.", "%(n)d lines make no sense.", "n"),
    Fault.CUT_SHORT: _("The file stops too early. There may be more events."),
    Fault.BEGINNING: ngettext_lazy(
        "%(n)d event does not say when it begins. It does not count.",
        "%(n)d events do not say when they begin. They do not count.",
        "n",
    ),
    Fault.END: ngettext_lazy(
        "%(n)d event does not say when it ends. It counts as if it took no time, or one whole day.",
        "%(n)d events do not say when they end. They count as if they took no time, or one whole day.",
        "n",
    ),
    Fault.ZONE: ngettext_lazy(
        "%(n)d time is in a time zone that we do not know. You are busy whenever it could be.",
        "%(n)d times are in a time zone that we do not know. You are busy whenever they could be.",
        "n",
    ),
    Fault.REPETITION: ngettext_lazy(
        "%(n)d event repeats by a rule that we cannot read. Only its first time counts.",
        "%(n)d events repeat by a rule that we cannot read. Only their first time counts.",
        "n",
    ),
    Fault.TOO_OFTEN: ngettext_lazy(
        "%(n)d event repeats too often, such as every minute. Only its first time counts.",
        "%(n)d events repeat too often, such as every minute. Only their first time counts.",
        "n",
    ),
    Fault.EXCEPTION: ngettext_lazy(
        "%(n)d date that changes a repeated event cannot be read. The event counts as usual.",
        "%(n)d dates that change a repeated event cannot be read. The events count as usual.",
        "n",
    ),
    Fault.PERIOD: ngettext_lazy(
        "%(n)d busy time cannot be read. It does not count.",
        "%(n)d busy times cannot be read. They do not count.",
        "n",
    ),
}


class CalendarForm(forms.Form):
    address = forms.CharField(
        label=_("Secret address of your calendar"),
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "https://"}),
        help_text=_("In iCal format. We read it at once, so you know whether it works."),
        error_messages={"required": _("Paste the address here.")},
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        scheme, colon, rest = address.partition("://")
        return f"https://{rest}" if colon and scheme.lower() in ("webcal", "webcals") else address

    def refuse(self, problem: Problem) -> None:
        self.add_error("address", PROBLEMS[problem])


def words_of(problem: str) -> str:
    """The text for the problem of the last reading; empty if there was no problem, or none that still exists."""
    return next((str(words) for one, words in PROBLEMS.items() if one.value == problem), "")


def passed_over(faults: dict[Fault, int]) -> list[str]:
    """A sentence for each kind of fault in a calendar."""
    return [str(FAULTS[fault] % {"n": count}) for fault, count in faults.items()]
