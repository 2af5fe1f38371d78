"""The pictures of the results: each with its sentence, its legend and the table of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.desk.figures.queries import Steps, Tally, Week, monday, told
from edgewise.domain.anonymity.counts import Share
from edgewise.domain.pictures.bars import Bar, Piece, bars, stacked
from edgewise.domain.pictures.columns import Column, columns
from edgewise.domain.pictures.lines import Point, trend
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.programmes.models.designs import Programme

WEEKS_SHOWN, WEEKS_SHOWN_AHEAD = 26, 4  # of a long run: the last ones, and of those some that are still to come
WEEK = timedelta(weeks=1)
NONE = "–"
TOO_FEW = gettext_lazy("Too few have answered to tell it without telling of somebody")


@dataclass(frozen=True, slots=True)
class Headline:
    """A number that matters, what it is made of, and the same of an earlier cohort."""

    label: str
    number: str
    made_of: str
    before: str = ""
    target: str = ""  # as the programme has set it
    is_below: bool = False  # the target


class Earlier(Protocol):
    """The cohort before, as far as it is compared."""

    @property
    def name(self) -> str: ...
    @property
    def total(self) -> Tally: ...
    @property
    def kept(self) -> Share | None: ...


def headlines(
    tally: Tally, kept: Share | None, before: Earlier | None = None, programme: Programme | None = None
) -> list[Headline]:
    """The three numbers that matter, each beside its target where the programme has set one."""
    then, name = before.total if before else Tally(), before.name if before else ""
    found = [
        (_("Sessions held"), tally.completion, then.completion, _("%(n)d of %(all)d that were due"),
         _("None was due yet"), tally.held, tally.due),
        (_("Attendance"), tally.attendance, then.attendance, _("%(n)d of %(all)d seats were taken"),
         _("Nobody was expected yet"), tally.came, tally.expected),
    ]  # fmt: skip
    targets = (programme.target_held, None) if programme else (None, None)
    exact = [
        Headline(
            label,
            in_percent(share),
            words % {"n": part, "all": whole} if whole else none,
            _before(in_percent(earlier), name) if earlier is not None else "",
            _target(target),
            is_below=target is not None and share is not None and share < target,
        )
        for (label, share, earlier, words, none, part, whole), target in zip(found, targets, strict=True)
    ]
    return [*exact, _kept(kept, before, programme.target_kept if programme else None)]


def _kept(kept: Share | None, before: Earlier | None, target: int | None) -> Headline:
    """A band, and never a number: what became of commitments is what people answered."""
    return Headline(
        _("Commitments kept"),
        str(kept.words) if kept else NONE,
        _("Of those that were answered") if kept else str(TOO_FEW),
        _before(str(before.kept.words), before.name) if before and before.kept else "",
        _target(target),
        is_below=target is not None and kept is not None and 100 * kept.high <= target,
    )


def _target(share: int | None) -> str:
    return "" if share is None else _("Target: %(share)d%%") % {"share": share}


def in_percent(share: int | None) -> str:
    return NONE if share is None else f"{share}%"


def _before(share: str, name: str) -> str:
    return _("%(cohort)s: %(share)s") % {"cohort": name, "share": share}


def weeks_between(found: Mapping[date, Week], first: date, last: date, today: date) -> list[Week]:
    """Every week from that of `first` to that of `last`, those without a session too; of many, the latest."""
    begins = min([monday(first), *found])
    ends = max([monday(last), *found])
    count = (ends - begins) // WEEK + 1
    weeks = [found.get(begins + number * WEEK) or Week(begins + number * WEEK) for number in range(count)]
    until = max(WEEKS_SHOWN, (monday(today) - begins) // WEEK + 1 + WEEKS_SHOWN_AHEAD)
    return weeks[:until][-WEEKS_SHOWN:]


def weeks_picture(key: str, weeks: Sequence[Week], today: date) -> Picture:
    """Sessions held against those due, and those ahead."""
    held, due, ahead = (sum(getattr(week, name) for week in weeks) for name in ("held", "due", "planned"))
    drawing = columns(
        [
            Column(
                _day(week.monday),
                ((Tone.MAIN, week.held), (Tone.MISSED, week.due - week.held), (Tone.AHEAD, week.planned)),
                str(week.due + week.planned or ""),
                is_now=week.monday == monday(today),
            )
            for week in weeks
        ]
    )
    legend = [Key(Tone.MAIN, _("Held"), str(held)), Key(Tone.MISSED, _("Due and not held"), str(due - held))]
    legend += [Key(Tone.AHEAD, _("Planned"), str(ahead)), Key(Tone.NOW, _("This week"))]
    rows = [(_day(week.monday), str(week.held), str(week.due), str(week.planned)) for week in weeks]
    return Picture(
        key,
        _("Sessions by week"),
        _sessions_in_words(held, due, ahead),
        drawing,
        Table((_("Week from"), _("Held"), _("Due"), _("Planned")), tuple(rows)),
        tuple(legend),
    )


def _sessions_in_words(held: int, due: int, ahead: int) -> str:
    if not due:
        none = ngettext(
            "No session was due yet. %(n)d is planned.", "No session was due yet. %(n)d are planned.", ahead
        )
        return none % {"n": ahead}
    said = ngettext(
        "%(held)d of the %(n)d session that was due took place.",
        "%(held)d of the %(n)d sessions that were due took place.",
        due,
    )
    return said % {"n": due, "held": held}


def attendance_picture(
    key: str, weeks: Sequence[Week], before: Sequence[Week], name: str, before_name: str
) -> Picture | None:
    """Who came, week by week, beside the same week of the cohort before; None before there are two weeks to join."""
    known = [week.attendance for week in weeks if week.attendance is not None]
    if len(known) < 2:  # points of a line
        return None
    earlier = [week.attendance for week in before][: len(weeks)]
    earlier += [None] * (len(weeks) - len(earlier))
    drawing = trend(
        [Point(_day(week.monday), week.attendance, then) for week, then in zip(weeks, earlier, strict=True)], 100,
        unit="%",
    )  # fmt: skip
    has_before = any(then is not None for then in earlier)
    legend = [Key(Tone.MAIN, name, is_line=True), Key(Tone.BEFORE, before_name, is_line=True)] if has_before else []
    headings = [_("Week from"), _("Attendance"), *([before_name] if has_before else [])]
    rows = [
        (_day(week.monday), _attendance_in_words(week), *([in_percent(then)] if has_before else []))
        for week, then in zip(weeks, earlier, strict=True)
    ]
    low, high = min(known), max(known)
    words = (
        _("In every week, %(share)d%% of the people expected came.") % {"share": low}
        if low == high
        else _("Between %(low)d%% and %(high)d%% of the people expected came.") % {"low": low, "high": high}
    )
    return Picture(key, _("Attendance by week"), words, drawing, Table(tuple(headings), tuple(rows)), tuple(legend))


def _attendance_in_words(week: Week) -> str:
    if not week.expected:
        return NONE
    if week.attendance is None:
        return _("fewer than five")
    return _("%(share)d%% (%(came)d of %(expected)d)") % {
        "share": week.attendance, "came": week.came, "expected": week.expected,
    }  # fmt: skip


def commitments_picture(key: str, kept: Share | None) -> Picture | None:
    """What became of the commitments answered, as one bar of three pieces; None while it cannot be told."""
    if kept is None:
        return None
    low, high = round(100 * kept.low), round(100 * kept.high)
    pieces = [
        (Tone.KEPT, _("Kept, at least"), low),
        (Tone.OPEN, _("Kept or not, not told closer"), high - low),
        (Tone.NOT, _("Not kept, at least"), 100 - high),
    ]
    return Picture(
        key,
        _("Commitments"),
        _("Of the commitments that were answered, %(share)s were kept.") % {"share": kept.words},
        stacked([Piece(tone, share) for tone, _label, share in pieces]),
        Table((_("Commitments"), _("Share")), tuple((label, in_percent(share)) for _tone, label, share in pieces)),
        tuple(Key(tone, label, in_percent(share)) for tone, label, share in pieces),
    )


def steps_picture(key: str, steps: Steps) -> Picture:
    """How far the people invited have come. A number below five is not told, and has no bar."""
    counts = [
        (_("Invited"), steps.invited),
        (_("Said yes"), steps.said_yes),
        (_("Wrote a profile"), steps.with_profile),
        (_("Sat in a circle"), steps.seated),
        (_("Came to a session"), steps.met),
    ]
    said = [(label, told(count), _people_in_words(count)) for label, count in counts]
    facts = {"invited": _people_in_words(steps.invited), "met": _people_in_words(steps.met)}
    return Picture(
        key,
        _("From the invitation to the first session"),
        _("Invited: %(invited)s. Came to a session: %(met)s.") % facts,
        bars([Bar(label, count, words) for label, count, words in said], most=told(steps.invited)),
        Table((_("Step"), _("People")), tuple((label, words) for label, _count, words in said)),
    )


def _people_in_words(count: int) -> str:
    return _("fewer than five") if told(count) is None else str(count)


def _day(day: date) -> str:
    return date_format(day, "j M")
