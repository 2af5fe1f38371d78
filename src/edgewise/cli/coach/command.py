"""`edgewise coach`: what a sentence does to the person it is said to, and open questions in its place.

With `--feedback`: what each sentence of a piece of feedback is, and hints.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO

import click

from edgewise.domain.coaching.questions.judge import Advice, judge


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--feedback", is_flag=True, help="Each line is feedback to a colleague, one sentence or several.")
@click.argument("file", type=click.File("rb"), default="-")
def coach(file: BinaryIO, as_json: bool, feedback: bool) -> None:
    """Judge the sentences of FILE, one a line (without FILE: standard input): open, closed, leading, or advice.

    With --feedback: hearsay, mind reading, generalisation, judgement, advice, praise without an example, impact or
    observation.
    """
    answer = _on_feedback if feedback else _on_a_question
    for text in _sentences(file):
        click.echo(answer(text, as_json))
        sys.stdout.flush()


def _on_a_question(text: str, as_json: bool) -> str | bytes:
    advice = judge(text)
    return _json_line(text, advice) if as_json else _readable(text, advice)


def _on_feedback(text: str, as_json: bool) -> str | bytes:
    answer: str | bytes = import_module("edgewise.cli.coach.feedback").answer(text, as_json)
    return answer


def _sentences(file: BinaryIO) -> Iterator[str]:
    """Each line as it comes, without blank ones; bytes that are no UTF-8 become the replacement character."""
    for line in iter(file.readline, b""):
        if text := line.decode("utf-8", "replace").removeprefix("\ufeff").strip():
            yield text


def _json_line(text: str, advice: Advice) -> bytes:
    told = {
        "text": text,
        "label": advice.label.value,
        "confidence": advice.confidence,
        "because": advice.because,
        "rewordings": list(advice.rewordings),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _readable(text: str, advice: Advice) -> str:
    lines = [text, f"  {advice.label.value.replace('_', ' ')} ({advice.confidence:.0%}). {advice.because}"]
    return "\n".join([*lines, *(f"  -> {one}" for one in advice.rewordings)])
