"""`edgewise`: each command lives in a module of its own and is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

COMMANDS = {  # name -> (module, attribute, one line for `edgewise --help`)
    "coach": ("edgewise.cli.coach.command", "coach", "Tell questions from advice, or observations from labels."),
    "demo": ("edgewise.cli.demo.command", "demo", "Serve an invented organisation with six weeks of history."),
    "evidence": (
        "edgewise.cli.evidence.command",
        "evidence_group",
        "Try what a programme may claim, where it is known.",
    ),
    "format": ("edgewise.cli.formats", "format_group", "List, show and check session formats."),
    "serve": ("edgewise.cli.serve", "serve", "Serve the pages and the live rooms."),
    "worker": ("edgewise.cli.worker", "worker", "Do what takes long, such as matching, in a process of its own."),
    "login-link": ("edgewise.cli.links", "login_link", "Print a link that signs a person in once."),
    "add-organisation": ("edgewise.cli.links", "add_organisation", "Add an organisation and its programme owner."),
    "import-people": ("edgewise.cli.imports", "import_people", "Bring people in from a CSV or XLSX file."),
    "match": ("edgewise.cli.match.command", "match_command", "Match the people of a file into circles."),
    "programme": ("edgewise.cli.programmes.command", "programme_group", "What the templates of programmes give."),
    "rotate-key": ("edgewise.cli.links", "rotate_key", "Wrap all keys under a new installation key."),
    "survey": ("edgewise.cli.surveys.command", "survey_group", "List, show and check the surveys of a 360."),
    "rehearse": ("edgewise.cli.rehearse", "rehearse", "Play a session in the terminal with bots or a script."),
}


class LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as problem:
            said = import_module("edgewise.cli.failures").failure(problem)
            if said is None:
                raise
            raise said from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="edgewise")
def main() -> None:
    """Peer-coaching programmes, from a spreadsheet of people to a kept promise."""
