"""`edgewise match`: circles from a file of people, with a proof of how good they are; no database, no Django."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from edgewise.cli.match.options import Options, rules_of, usual_seconds
from edgewise.cli.match.people import BadInput, Roll, read_people, shown
from edgewise.cli.match.report import Answer, Explained, Report, add_rounds, as_csv, as_json, in_words, report_of
from edgewise.cli.match.screen import first_interrupt, progress_bar
from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE
from edgewise.domain.matching.explain.ideal import shares_of_ideal
from edgewise.domain.matching.explain.reasons import why_me
from edgewise.domain.matching.explain.why_not import why_not_with
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import Budget, Kind, Match, Rules
from edgewise.domain.matching.rounds.rounds import Rounds, rounds_of
from edgewise.domain.roster.fields.levels import ROLE_LEVELS

MOST_ROUNDS_PEOPLE = 5_000  # people
MOST_ROUNDS = 100
ROUNDS_SHOWN = 3  # exit code: somebody is left over
DAY = click.DateTime(["%Y-%m-%d"])
SIZE = click.IntRange(FEWEST_PEOPLE, MOST_PEOPLE)
READ = click.File("rb")


class Output(click.Path):
    """A file to be written at the end, whose folder must be there at the beginning."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        folder = Path(str(value)).parent
        if value != "-" and not folder.is_dir():
            self.fail(f"there is no folder {folder}", param, ctx)
        return super().convert(value, param, ctx)


@click.command("match")
@click.argument("people", type=READ, metavar="PEOPLE.csv")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What to make; circles by default.")
@click.option("--size", type=SIZE, help="How many people there are best in one.")
@click.option("--min", "least", type=SIZE, help="The fewest in one.")
@click.option("--max", "most", type=SIZE, help="The most in one.")
@click.option("--rounds", type=click.IntRange(1, MOST_ROUNDS), default=1, show_default=True, help="How often to mix.")
@click.option("--rules", type=READ, metavar="FILE.toml", help="Hard rules, weights, who is kept apart or together.")
@click.option("--history", type=READ, metavar="FILE.csv", help="Who has met: two addresses and a date a row.")
@click.option("--lock", type=READ, metavar="FILE.csv", help="Seats that are settled: a circle and an address a row.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The dice of the search.")
@click.option("--time", "seconds", type=click.FloatRange(0.1), metavar="SECONDS", help="Processor seconds to spend.")
@click.option("--out", type=Output(), metavar="circles.csv", help="Write a row a seat (- is standard output).")
@click.option("--json", type=Output(), metavar="FILE", help="Write everything as JSON (- is standard output).")
@click.option("--explain", multiple=True, metavar="PERSON", help="Why this person sits there. May be repeated.")
@click.option("--why-not", nargs=2, multiple=True, metavar="A B", help="Why A does not sit with B. May be repeated.")
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="What a column means.")
@click.option("--value", "values", multiple=True, metavar="FIELD:VALUE=MEANS", help="What a value stands for.")
@click.option("--values", "value_file", type=READ, metavar="FILE.toml", help="What many values stand for.")
@click.option("--from", "first", type=DAY, metavar="DATE", help="The first day of the run; today by default.")
@click.option("--until", "last", type=DAY, metavar="DATE", help="Its last day; 52 weeks in all by default.")
@click.option("--allow-alone", is_flag=True, help="Somebody may be the only one of a self-declared attribute.")
def match_command(**options: Any) -> None:
    """Match the people of a CSV or XLSX file (- is standard input) into circles.

    Everybody in a circle shares a language and an hour of working time in every week of the run: by default the 52
    weeks from today, so that circles hold in summer and in winter. Nobody sits with their manager or their manager's
    manager. With --rounds they are mixed anew round after round, with as few pairs as can be who meet again. Ends with
    0 when everybody is placed, 3 when somebody is left over or sits out a round, 2 when a file cannot be used. Ctrl-C
    ends the search and keeps the best so far.
    """
    sys.exit(_run(Options(**options)))


def _run(options: Options) -> int:
    options.refuse_contradictions()
    roll = read_people(options.people, options.columns, options.values, options.value_file)
    rules, notes = rules_of(options, roll, datetime.now().astimezone().date())
    options.refuse_rounds(len(roll.candidates))
    asked = _Asked(options, roll)
    _tell((*roll.warnings, *notes))
    budget = Budget(options.seconds or usual_seconds(len(roll.candidates)))
    with progress_bar() as report, first_interrupt() as should_stop:
        found = match(
            roll.candidates, rules, seed=options.seed, budget=budget, clock=time.process_time, report=report,
            should_stop=should_stop,
        )  # fmt: skip
    _tell(found.warnings)
    rounds, found = _rounds(options, roll, rules, found)
    result = report_of(roll, rules, found)
    if rounds:
        add_rounds(result, roll, rules, rounds)
    result.explained = list(asked.explained(result, rules, found))
    result.why_not = list(asked.why_not(rules, found))
    _write(options, roll, result)
    return ROUNDS_SHOWN if result.unplaced or any(held.unplaced for held in result.rounds) else 0


def _rounds(options: Options, roll: Roll, rules: Rules, found: Match) -> tuple[Rounds | None, Match]:
    """All rounds if there are several, and the match as the first of them has it."""
    if options.rounds == 1:
        return None, found
    began = time.process_time()
    rounds = rounds_of(roll.candidates, rules, found, options.rounds, options.seed)
    first, seconds = rounds.held[0], found.seconds + time.process_time() - began
    return rounds, replace(
        found, circles=first.circles, unplaced=first.unplaced, score=first.score, seconds=seconds,
        advice=found.advice if first.unplaced else None,
    )  # fmt: skip


def _tell(warnings: Iterable[str]) -> None:
    for line in warnings:
        click.echo(shown(line), err=True)


class _Asked:
    """The people whom the options name. Raises click's error at once for one who is not in the file."""

    def __init__(self, options: Options, roll: Roll) -> None:
        self.roll, self.people = roll, {one.id: one for one in roll.candidates}
        self.named = [_email(roll, words, "--explain") for words in options.explain]
        self.pairs = [(_id(roll, one), _id(roll, other)) for one, other in options.why_not]
        if any(one == other for one, other in self.pairs):
            raise click.BadParameter("two different people are needed", param_hint="--why-not")

    def explained(self, result: Report, rules: Rules, found: Match) -> Iterator[Explained]:
        seats = {
            self.roll.emails[one]: (i, circle) for i, circle in enumerate(found.circles, 1) for one in circle.members
        }
        left = {one.email.casefold(): one for one in result.unplaced}
        ids, shares = self.roll.ids, self._shares(rules, found)
        for email in self.named:
            if email in seats:
                number, circle = seats[email]
                members = [self.people[one] for one in circle.members]
                reasons = why_me(ids[email], members, rules, ROLE_LEVELS)
                yield Explained(email, number, shares.get(ids[email]), list(reasons))
            else:
                rules_in_the_way = ", ".join(left[email].blocking_rules)
                yield Explained(email, None, None, [f"In the way: {rules_in_the_way}.", *left[email].reasons])

    def _shares(self, rules: Rules, found: Match) -> Mapping[int, float]:
        """How near each comes to the best company they could have; of many people it would take too long."""
        if not self.named or len(self.roll.candidates) > MOST_ROUNDS_PEOPLE:
            return {}
        facts = compile_facts(self.roll.candidates, rules)
        return shares_of_ideal(ground_of(facts, facts.able), [circle.members for circle in found.circles])

    def why_not(self, rules: Rules, found: Match) -> Iterator[Answer]:
        circles = [circle.members for circle in found.circles]
        for one, other in self.pairs:
            told = why_not_with(self.roll.candidates, circles, rules, one, other)
            yield Answer(self.roll.emails[one], self.roll.emails[other], list(told.labels), list(told.words))


def _email(roll: Roll, words: str, option: str) -> str:
    """The address of the person, said by address or by a name that only one bears."""
    plain = words.strip().casefold()
    known = {*roll.emails.values(), *(out.written.casefold() for out in roll.left_out if out.written)}
    bearers = [roll.emails[one.id] for one in roll.candidates if one.name.casefold() == plain]
    if plain in known:
        return plain
    if len(bearers) != 1:
        count = f"{len(bearers)} people in the file are" if bearers else "nobody in the file is"
        raise click.BadParameter(f"{count} called “{words}”; give the e-mail address", param_hint=option)
    return bearers[0]


def _id(roll: Roll, words: str) -> int:
    email = _email(roll, words, "--why-not")
    if email not in roll.ids:
        raise click.BadParameter(f"the row of “{email}” cannot be used", param_hint="--why-not")
    return roll.ids[email]


def _write(options: Options, roll: Roll, result: Report) -> None:
    people = {roll.emails[one.id]: one for one in roll.candidates}
    if options.out:
        _put(options.out, as_csv(result, {email: one.name for email, one in people.items()}))
    if options.json:
        _put(options.json, as_json(result))
    is_data = "-" in (options.out, options.json)
    for line in in_words(result, people, with_circles=not (options.out or options.json)):
        click.echo(shown(line), err=is_data)


def _put(path: str, text: str) -> None:
    try:
        with click.open_file(path, "w", encoding="utf-8", atomic=path != "-") as file:
            file.write(text)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from None
