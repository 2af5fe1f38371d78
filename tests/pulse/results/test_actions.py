"""A wave closes once, and what can be shown is shown to everybody at the same moment."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from edgewise.domain.anonymity.rates import Rate
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import letter
from edgewise.domain.nudges.letters.model import Reader
from edgewise.domain.pulse.moments import closes_at
from edgewise.notices.models import Notice
from edgewise.pulse.models import Wave
from edgewise.pulse.results.actions import close
from edgewise.pulse.results.page import result_page
from edgewise.pulse.results.queries import kept_of
from tests import make
from tests.pulse import world

pytestmark = pytest.mark.django_db


def test_nothing_closes_before_the_last_day_is_over_everywhere() -> None:
    wave = world.opened(world.running())
    assert not close(wave, closes_at(wave.closes_on) - timedelta(seconds=1))
    assert close(wave, closes_at(wave.closes_on))
    assert not close(wave, closes_at(wave.closes_on))


def test_what_is_shown_is_sealed_and_read_by_all() -> None:
    grace = make.membership("Grace")
    wave = world.opened(world.running(coordinators=[grace]))
    world.send(wave, [*world.fours(7), *world.fours(7, 3)])
    done = world.closed(wave)
    kept = kept_of(done)
    assert kept is not None
    assert kept.whole is not None
    assert (kept.whole.asked, kept.whole.rate) == (18, Rate.TWO_THIRDS)
    assert {scale: figure.score.low for scale, figure in kept.whole.figures.items()} == dict.fromkeys(
        ("safety", "accountability", "respect", "belonging", "load"), 3.5
    )
    assert b"safety" not in bytes(done.result or b"")
    told = Notice.objects.filter(kind=Kind.PULSE_RESULT)
    assert set(told.values_list("to__person__name", flat=True)) == {"Grace", *(f"Member {n}" for n in range(18))}


def test_of_six_answers_nothing_is_shown_and_no_case_opens() -> None:
    wave = world.opened(world.running())
    world.send(wave, world.fours(6, 1))
    done = world.closed(wave)
    assert (kept_of(done), done.dips, result_page(done)) == (None, [], None)


@pytest.mark.parametrize(("answers", "reads"), [(6, False), (14, True)])
def test_the_letter_invites_to_read_only_where_something_is_shown(answers: int, reads: bool) -> None:
    wave = world.opened(world.running())
    world.send(wave, world.fours(answers))
    world.closed(wave)
    for notice in Notice.objects.filter(kind=Kind.PULSE_RESULT):
        said = " ".join(letter(Kind(notice.kind), notice.facts, Reader("Amara", UTC)).paragraphs)
        assert ("speak about one thing in it" in said, "Too few answered" in said) == (reads, not reads)


def test_a_low_wave_has_dipped() -> None:
    wave = world.opened(world.running())
    world.send(wave, [*world.fours(8, 2), *world.fours(6, 3)])
    assert world.closed(wave).dips == ["safety", "accountability", "respect", "belonging"]


def test_a_shown_change_is_a_dip_although_nothing_is_low() -> None:
    cohort = world.running(40)
    first, second = world.opened(cohort), world.opened(cohort, 1)
    world.send(first, [*world.fours(30, 5), *world.fours(8, 4)])
    world.closed(first)
    world.send(second, [*world.fours(30, 4), *world.fours(8, 2)])
    done = world.closed(second)
    page = result_page(done)
    assert page is not None
    assert [one.words for one in page.changes[:3]] == ["lower than the last time"] * 3
    assert done.dips == ["safety", "accountability", "respect"]
    assert page.quadrant is not None
    assert [one.tone.value for one in page.quadrant.picture.drawing.rects] == ["ground", "before", "less"]


def test_comments_are_shown_from_ten_on() -> None:
    shown = []
    for number in (9, 10):
        wave = world.opened(world.running(20))
        world.send(wave, world.fours(14), [f"Number {one}" for one in range(number)])
        kept = kept_of(world.closed(wave))
        assert kept is not None
        shown.append(sorted(kept.comments))
        Wave.objects.all().delete()
    assert shown == [[], sorted(f"Number {one}" for one in range(10))]
