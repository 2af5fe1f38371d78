from __future__ import annotations

import pytest

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import MissingFact
from edgewise.domain.nudges.message import Message
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import call_off, tell
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def test_the_same_is_never_said_twice_to_the_same_person() -> None:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    message = Message(Kind.SESSION_SOON, "soon:1", {"starts_at": "2026-03-12T13:00:00+00:00"})
    said = [tell(who, message) for who in (amara, amara, bruno)]
    assert said == [True, False, True]
    assert sorted(Notice.objects.values_list("to__person__name", "kind", "key")) == [
        ("Amara", "session_soon", "soon:1"),
        ("Bruno", "session_soon", "soon:1"),
    ]


def test_what_has_no_words_is_refused_at_its_cause() -> None:
    with pytest.raises(MissingFact, match="starts_at"):
        tell(make.membership("Amara"), Message(Kind.SESSION_SOON, "soon:1", {"circle": "Harbour"}))
    assert not Notice.objects.exists()


def test_what_is_not_needed_any_more_does_not_leave_and_stays_among_messages(mailoutbox: list[object]) -> None:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    for who in (amara, bruno):
        tell(who, Message(Kind.WITNESS_ASKED, "asked:abc:1", {"witness": "Chidi"}), make.NOW)
        tell(who, Message(Kind.WITNESS_ASKED, "asked:abcd:1", {"witness": "Chidi"}), make.NOW)
    assert call_off("asked:abc:", amara) == 1
    assert (deliver(make.NOW).sent, len(mailoutbox), Notice.objects.count()) == (3, 3, 4)
    assert call_off("asked:") == 0
    assert tell(amara, Message(Kind.WITNESS_ASKED, "asked:abc:1", {"witness": "Chidi"}), make.NOW) is False
    assert (deliver(make.NOW).sent, len(mailoutbox), Notice.objects.count()) == (1, 4, 4), "needed after all"
    tell(amara, Message(Kind.WITNESS_ASKED, "asked:abc:1", {"witness": "Chidi"}), make.NOW)
    assert deliver(make.NOW).sent == 0
