"""Deciding and evolving commands of a session, and replaying its log, on one core and in pure Python.

Commands are those of whole sessions of bots, refused ones included, each decided and evolved again from the state
in which it was sent. The replay is of the longest Decision round among them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import process_time
from timeit import Timer

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.session.decisions.decide import decide
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.session.refusal import Refused
from edgewise.domain.simulation.bots.tempers import DROPPING, HELPFUL, LATE, RUDE, SILENT
from edgewise.domain.simulation.play import play
from edgewise.domain.simulation.table import NAMES, Sent

COMMANDS_BAR = 50_000  # a second, at least
REPLAY_BAR = 10.0  # milliseconds, at most
START = 1_772_442_000_000  # 2 March 2026


def decided(sent: Sequence[Sent]) -> None:
    for one in sent:
        answer = decide(one.before, one.command, one.by, one.at, one.recorder)
        if not isinstance(answer, Refused):
            replay(answer, one.before)


def best(work: Callable[[], object], times: int) -> float:
    """Seconds of one core for one call, in the quickest of nine rounds; neighbours on the machine do not count."""
    return min(Timer(work, timer=process_time).repeat(9, times)) / times


def sessions() -> tuple[list[Sent], tuple[AnyEvent, ...]]:
    """Every command of ten Decision rounds, and the log of the longest."""
    sent: list[Sent] = []
    tempers = (HELPFUL, HELPFUL, RUDE, LATE, DROPPING, SILENT, HELPFUL, RUDE)
    fmt = builtin_format("decision_round")
    logs = [play(fmt, NAMES[: 4 + seed % 5], seed, tempers, START, (), sent.append).events for seed in range(10)]
    return sent, max(logs, key=lambda log: log[-1].at - log[0].at)


def main() -> int:
    sent, log = sessions()
    taken = [one for one in sent if not isinstance(one.answer, Refused)]
    per_second = len(sent) / best(partial(decided, sent), times=1)
    taken_per_second = len(taken) / best(partial(decided, taken), times=1)
    replay_ms = best(partial(replay, log), times=10) * 1000
    minutes = (log[-1].at - log[0].at) / 60_000
    print(f"{len(sent)} commands of ten Decision rounds, {len(sent) - len(taken)} of them refused")
    print(f"{'':44}{'measured':>12}{'bar':>10}{'ratio':>8}")
    print(f"{'decide + evolve, commands/s':44}{per_second:12,.0f}{COMMANDS_BAR:10,}{per_second / COMMANDS_BAR:8.2f}")
    print(f"{'  the taken ones alone':44}{taken_per_second:12,.0f}")
    what = f"replay of {len(log)} events, {minutes:.0f} minutes, ms"
    print(f"{what:44}{replay_ms:12.2f}{REPLAY_BAR:10.0f}{REPLAY_BAR / replay_ms:8.2f}")
    print("A ratio of 1 or more meets the bar.")
    return int(per_second < COMMANDS_BAR or replay_ms > REPLAY_BAR)


if __name__ == "__main__":
    raise SystemExit(main())
