"""`edgewise survey`: what a survey asks, and whether it can be used."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click

from edgewise.domain.formats.loader import LARGEST_FORMAT
from edgewise.domain.formats.tables import did_you_mean
from edgewise.domain.surveys.builtin import KEYS, builtin_survey, builtin_text
from edgewise.domain.surveys.hints import hints
from edgewise.domain.surveys.loader import FormatErrors, load_bytes
from edgewise.domain.surveys.model import Survey


@click.group(name="survey")
def survey_group() -> None:
    """List, show and check the surveys of a 360."""


@survey_group.command(name="list")
def list_command() -> None:
    """The built-in surveys."""
    for key in KEYS:
        click.echo(f"{key:24} {_counted(builtin_survey(key))}")


@survey_group.command()
@click.argument("key")
@click.option("--toml", is_flag=True, help="Print the TOML, to be copied and changed.")
def show(key: str, toml: bool) -> None:
    """A built-in survey in words."""
    if key not in KEYS:
        raise click.BadParameter(f"there is no built-in survey {key!r}{did_you_mean(key, KEYS)}", param_hint="KEY")
    click.echo(builtin_text(key).rstrip() if toml else _in_words(builtin_survey(key)))


@survey_group.command()
@click.argument("file", type=click.File("rb"))
def check(file: BinaryIO) -> None:
    """What FILE asks (- is standard input), or every mistake in it with its line. Hints refuse nothing."""
    name = getattr(file, "name", "<stdin>")
    try:
        survey = load_bytes(file.read(LARGEST_FORMAT + 1), name)
    except FormatErrors as errors:
        click.echo(str(errors), err=True)
        sys.exit(2)
    click.echo(_in_words(survey))
    for hint in hints(survey):
        click.echo(f'{name}: hint: item "{hint.item}": {hint.words}', err=True)


def _counted(survey: Survey) -> str:
    return f"{survey.name}, version {survey.version}: {len(survey.items)} items, {len(survey.questions)} open questions"


def _in_words(survey: Survey) -> str:
    anchors = [f"  {number}  {words}" for number, words in enumerate(survey.answers, start=1)]
    items = [f"{number:>3}  {item.behaviour}" for number, item in enumerate(survey.items, start=1)]
    asked = [f"  ?  {question.words}" for question in survey.questions]
    return "\n".join([_counted(survey), "", *anchors, f"  -  {survey.cannot_say}", "", *items, "", *asked])
