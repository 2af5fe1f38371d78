"""What was shown of a wave, as it was sealed; and what goes into it when the wave closes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct, msgpack

from edgewise.domain.anonymity.cells import EVERYBODY
from edgewise.domain.anonymity.publication import Plan, Publication, Sheet, Shown
from edgewise.domain.pulse.plan import plan_of, sheet_of
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.ballots.queries import announced_of, ballots_of, questionnaire_of
from edgewise.pulse.models import Wave
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.queries import cipher_of

RESULT_CONTEXT = b"result"


class Kept(Struct, frozen=True):
    """All that anybody sees of a wave; the roster is in the ledger."""

    cells: tuple[Shown, ...]
    left_out: int
    comments: tuple[str, ...]

    @property
    def whole(self) -> Shown | None:
        """The whole cohort."""
        return next((one for one in self.cells if one.cell == EVERYBODY), None)


def kept_of(wave: Wave) -> Kept | None:
    """None while nothing is shown, and once its key is destroyed."""
    if not wave.result:
        return None
    try:
        return msgpack.decode(cipher_of(wave.scope).decrypt(bytes(wave.result), RESULT_CONTEXT), type=Kept)
    except KeyDestroyed:
        return None


def plan_from_ledger(wave: Wave) -> Plan:
    roster = {str(who): facts for who, facts in wave.ledger.values_list("membership_id", "facts")}
    return plan_of(announced_of(wave), roster, questionnaire_of(wave))


def sheets_of(wave: Wave) -> list[Sheet]:
    known, questionnaire = announced_of(wave), questionnaire_of(wave)
    return [sheet_of(ballot, known, questionnaire) for ballot in ballots_of(wave)]


def waves_before(wave: Wave) -> list[Wave]:
    """Those of the same cohort that have closed and are not purged, the last one last."""
    rows = Wave.objects.filter(cohort=wave.cohort_id, opens_on__lt=wave.opens_on, ended_at=None)
    return list(rows.exclude(closed_at=None).order_by("opens_on", "pk"))


def wave_before(wave: Wave) -> Wave | None:
    """The last of them of which something is shown."""
    return next((one for one in reversed(waves_before(wave)) if one.result), None)


def publications_of(waves: Iterable[Wave]) -> list[Publication]:
    """Those of which something is shown."""
    kept = [(wave, kept_of(wave)) for wave in waves]
    return [Publication(plan_from_ledger(wave), one.cells, one.left_out, one.comments) for wave, one in kept if one]


def last_closed(cohort: Cohort, now: datetime) -> Wave | None:
    return cohort.waves.filter(closed_at__lte=now).order_by("-opens_on", "-pk").first()


def dipped_names(wave: Wave) -> list[str]:
    """The scales that have dipped, as everybody reads them."""
    asks = questionnaire_of(wave)
    return [asks.said(scale.name) for scale in asks.scales if scale.key in wave.dips]
