"""The address of somebody's own calendar."""

from __future__ import annotations

from django import forms

from edgewise.domain.calendar.busy import Problem

LONGEST_ADDRESS = 2000
PROBLEMS = {
    Problem.NO_ADDRESS: "This is no address. It begins with https:// and often ends with .ics.",
    Problem.FORBIDDEN: "Only public addresses that begin with https:// are read. If your calendar is in your "
    "organisation’s own network, ask whoever runs Edgewise to allow it.",
    Problem.UNKNOWN_HOST: "There is no such host. Please copy the address again.",
    Problem.NO_ANSWER: "The calendar service does not answer, or not securely. Check the address, or try again later.",
    Problem.SLOW: "The calendar takes too long to read. Try again later, or publish a shorter part of it.",
    Problem.REFUSED: "The calendar service does not know this address any more, or does not open it. Copy the secret "
    "address again; the page you see in the browser is another one.",
    Problem.BROKEN_SERVICE: "The calendar service has trouble at the moment. Try again later.",
    Problem.REDIRECTS: "The address leads from one to the next. Copy the address of the calendar itself.",
    Problem.NO_CALENDAR: "What is there is no iCalendar file, or a broken one. Look for one that ends with .ics.",
    Problem.TOO_BIG: "The calendar is larger than 5 MB. Publish a shorter part of it.",
    Problem.TOO_MANY: "The calendar has more than 10,000 events. Publish a shorter part of it.",
    Problem.TOO_OFTEN: "An event in it repeats too often to be read, such as every minute. Shorten it or leave it out.",
}


class CalendarForm(forms.Form):
    address = forms.CharField(
        label="Secret address of your calendar",
        max_length=LONGEST_ADDRESS,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "https://"}),
        help_text="In iCal format. It is read at once, so that you know whether it works.",
        error_messages={"required": "Paste the address here."},
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        scheme, colon, rest = address.partition("://")
        return f"https://{rest}" if colon and scheme.lower() in ("webcal", "webcals") else address

    def refuse(self, problem: Problem) -> None:
        self.add_error("address", PROBLEMS[problem])


def words_of(problem: str) -> str:
    """What is said of the last reading's problem; nothing where there was none."""
    return PROBLEMS[Problem(problem)] if problem else ""
