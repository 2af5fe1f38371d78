"""The pages of the tour, as data: who looks, how they get there, what they do before the picture.

A way is a list of addresses. The first is gone to; of each that follows the first link on the page is taken whose path
fits, `*` standing for one code or number; with ` 2` behind it the second. So a way holds as long as the links do,
whatever they are called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

WORKER_MS = 60_000  # that a draft may take
TURN_MS = 60_000  # until somebody takes the next turn


def nothing(page: Page) -> None:
    """The page as it comes."""


@dataclass(frozen=True, slots=True)
class Place:
    """`seen_by`: a persona, or "" for a stranger, "new-owner", "seat" and "chair" (of the room in mid-session)."""

    name: str
    title: str
    sentence: str
    seen_by: str
    way: tuple[str, ...]
    before: Callable[[Page], None] = nothing
    height: int = 900  # px of the picture of the wide page


def search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").last.press_sequentially("ro")
    page.wait_for_timeout(1_000)


def make_draft(page: Page) -> None:
    page.get_by_role("button", name="Make the draft").first.click()
    page.wait_for_url("**/drafts/*/", timeout=WORKER_MS)


def know_the_way(page: Page) -> None:
    """What a room says to somebody who sees it for the first time has been read."""
    expect(page.locator("#room[data-ready=yes]")).to_be_attached()
    while page.locator(".intro:visible").count():
        page.locator(".intro:visible").first.get_by_role("button", name="Skip").click()


def somebody_speaks(page: Page) -> None:
    expect(page.locator(".centre-floor")).to_contain_text("has the floor", timeout=TURN_MS)


def options_go_round(page: Page) -> None:
    know_the_way(page)
    expect(page.get_by_role("heading", name="Options: round")).to_be_visible()
    expect(page.locator(".pattern").first).to_be_visible()
    somebody_speaks(page)


def to_the_gate(page: Page) -> None:
    know_the_way(page)
    page.locator("#desk-rest summary").click()
    page.get_by_role("button", name="To the exit gate …").click()
    page.get_by_role("button", name="Go to the exit gate").click()
    expect(page.get_by_role("heading", name="Nobody leaves without an action")).to_be_visible()


def ask_the_coach(page: Page) -> None:
    page.get_by_label("Ask instead").fill("Why do you not just talk to your boss?")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


PLACES = (
    Place("landing", "The first page", "A visitor sits down in a live session with one press.", "", ("/",)),
    Place("sign-in", "Sign in", "A code by e-mail opens the door; there is no password.", "", ("/accounts/login/",)),
    Place(
        "home",
        "Home of a participant",
        "What comes next, and the commitments that wait.",
        "participant",
        ("/",),
        height=1100,
    ),
    Place(
        "circles", "My circles", "Every circle somebody sits in, and why these people.", "participant", ("/circles/",)
    ),
    Place(
        "circle",
        "A circle",
        "The people, the dates and what they agreed on.",
        "participant",
        ("/circles/", "/circles/*/"),
        height=1300,
    ),
    Place(
        "plan-session",
        "Plan a session",
        "Times that suit everybody, in everybody's own time zone.",
        "participant",
        ("/circles/", "/circles/*/", "/circles/*/plan/"),
    ),
    Place(
        "plan-run",
        "Plan the whole run",
        "All dates of a run at once, with a fair turn in the chair.",
        "participant",
        ("/circles/", "/circles/*/", "/circles/*/plan/series/"),
    ),
    Place(
        "agreement",
        "The agreement",
        "What the circle promises each other, signed by every seat.",
        "participant",
        ("/circles/", "/circles/*/", "/circles/*/agreement/"),
        height=1200,
    ),
    Place(
        "commitments",
        "My commitments",
        "What somebody promised, by when, and how it goes.",
        "participant",
        ("/commitments/",),
        height=1100,
    ),
    Place(
        "new-commitment",
        "A new commitment",
        "One action: what, the first step, by when, and who asks.",
        "participant",
        ("/commitments/", "/circles/*/commitments/new/"),
        height=1000,
    ),
    Place(
        "check-in",
        "A check-in",
        "Kept, partly, changed or not, and what was learnt.",
        "participant",
        ("/commitments/", "/commitments/????????????/"),
        height=1000,
    ),
    Place(
        "reflections",
        "Reflections",
        "A few lines after a session, for their author alone.",
        "participant",
        ("/reflect/",),
    ),
    Place(
        "changes", "A change others see", "Peers say whether they see it.", "participant", ("/changes/",), height=1000
    ),
    Place(
        "goal",
        "A goal",
        "How far it has come, week by week, and what serves it.",
        "participant",
        ("/goals/", "/goals/????????????/"),
        height=1300,
    ),
    Place(
        "give-feedback",
        "Give feedback",
        "A strength first, then at most one change; hints are private.",
        "participant",
        ("/feedback/", "/feedback/give/"),
        height=1200,
    ),
    Place(
        "feedback", "Feedback", "Between two people, and how it landed.", "participant", ("/feedback/",), height=1000
    ),
    Place(
        "report",
        "A 360, the second time",
        "In bands, and what has changed, for the leader alone.",
        "facilitator",
        ("/360/", "/360/????????????/", "/360/????????????/report/"),
        height=2200,
    ),
    Place(
        "outside",
        "People from outside",
        "Their hours and cost, and nothing of what was said.",
        "owner",
        ("/o/harbour-co/people/", "/o/harbour-co/outside/", "/o/harbour-co/outside/hours/"),
    ),
    Place("hours", "My hours", "Hours of coaching given and received.", "participant", ("/hours/",)),
    Place(
        "pair-hour",
        "Plan a coaching hour",
        "Two people of a circle find an hour of their own.",
        "participant",
        ("/circles/", "/circles/*/", "/circles/*/pair-hours/*/*/"),
    ),
    Place(
        "practice",
        "Practice",
        "Open questions are trained with the question coach.",
        "participant",
        ("/practice/",),
        ask_the_coach,
    ),
    Place("inbox", "Messages", "What Edgewise has told, by day.", "participant", ("/messages/",)),
    Place(
        "preferences",
        "Preferences",
        "What arrives, by which way, and when it is quiet.",
        "participant",
        ("/messages/preferences/",),
        height=1200,
    ),
    Place("profile", "My profile", "A name, a photograph, languages and goals.", "participant", ("/me/",), height=1200),
    Place("search", "Search", "Ctrl-K finds people, circles, sessions and pages.", "coordinator", ("/",), search),
    Place(
        "lobby",
        "The lobby of a room",
        "When it begins, who is here, and what the session is.",
        "participant",
        ("/circles/", "/circles/*/", "/rooms/*/"),
        know_the_way,
    ),
    Place(
        "room",
        "The room",
        "One person has the floor; the board keeps what is said for it.",
        "seat",
        ("/rooms/-/",),
        options_go_round,
    ),
    Place(
        "room-desk",
        "The room, from the chair",
        "Time, floor and room under the hand of the facilitator.",
        "chair",
        ("/rooms/-/",),
        options_go_round,
        height=1000,
    ),
    Place(
        "exit-gate",
        "The exit gate",
        "Nobody leaves without an action.",
        "chair",
        ("/rooms/-/",),
        to_the_gate,
        height=1000,
    ),
    Place(
        "record",
        "The record",
        "Decision and commitments first; only those who were there can read it.",
        "participant",
        ("/circles/", "/circles/*/", "/rooms/*/record/"),
        height=1300,
    ),
    Place(
        "home-coordinator",
        "Home of a coordinator",
        "Each cohort with its count and its next date.",
        "coordinator",
        ("/",),
        height=1000,
    ),
    Place(
        "desk",
        "The desk of a cohort",
        "One ranked list of what needs a person.",
        "coordinator",
        ("/desk/", "/cohorts/*/desk/"),
        height=1200,
    ),
    Place(
        "case",
        "A case",
        "The facts, a drafted letter, and a day by which.",
        "coordinator",
        ("/desk/", "/cohorts/*/desk/*/"),
        height=1000,
    ),
    Place(
        "calendar",
        "Calendar of all circles",
        "When circles meet, and which have no date.",
        "coordinator",
        ("/desk/calendar/",),
    ),
    Place(
        "attendance",
        "Attendance of a circle",
        "Who was there, and never what was said.",
        "coordinator",
        ("/desk/calendar/", "/cohorts/*/circles/*/attendance/"),
    ),
    Place(
        "results",
        "Results of a cohort",
        "Sessions held, people there, commitments kept.",
        "coordinator",
        ("/desk/", "/cohorts/*/desk/", "/cohorts/*/figures/"),
        height=1300,
    ),
    Place(
        "outlook",
        "The outlook of a run",
        "Its weeks, its dates and the hours it promises.",
        "coordinator",
        ("/desk/", "/cohorts/*/desk/", "/cohorts/*/", "/cohorts/*/outlook/"),
        height=1200,
    ),
    Place("home-owner", "Home of a programme owner", "Organisation, programmes, people.", "owner", ("/",)),
    Place("first-day", "An owner's first day", "Three steps to the first circle.", "new-owner", ("/",)),
    Place(
        "templates",
        "A new programme: templates",
        "Pictures of the table, from two to eight seats.",
        "new-owner",
        ("/", "/o/*/programmes/new/"),
        height=1100,
    ),
    Place(
        "design",
        "A new programme: its design",
        "Filled in from the template, ready to change.",
        "new-owner",
        ("/", "/o/*/programmes/new/", "/o/*/programmes/new/?like=circle"),
        height=1300,
    ),
    Place(
        "people",
        "People",
        "Everybody of an organisation.",
        "owner",
        ("/", "/o/*/people/"),
    ),
    Place(
        "person",
        "A person's page",
        "Facts, runs and circles of one person.",
        "coordinator",
        ("/desk/", "/cohorts/*/desk/", "/cohorts/*/", "/o/*/people/*/"),
    ),
    Place(
        "invite",
        "Invite people",
        "Who is asked to take part in a run.",
        "coordinator",
        ("/desk/", "/cohorts/*/desk/", "/cohorts/*/", "/cohorts/*/people/"),
        height=1100,
    ),
    Place(
        "match-board",
        "The match board",
        "A proven draft; people can be moved by hand.",
        "coordinator",
        ("/", "/cohorts/*/ 2", "/cohorts/*/match/"),
        make_draft,
        height=1200,
    ),
    Place(
        "results-all",
        "Results of all runs",
        "All cohorts of an organisation side by side.",
        "owner",
        ("/", "/o/*/overview/"),
        height=1300,
    ),
)
