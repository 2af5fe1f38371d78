from __future__ import annotations

import json
import os
import subprocess
import sys

from click.testing import CliRunner, Result

from edgewise.cli import main
from edgewise.domain.coaching.feedback.judge import judge


def run(*arguments: str, typed: str | bytes) -> Result:
    return CliRunner().invoke(main, ["coach", *arguments], input=typed)


def test_each_line_gets_a_json_object_and_blank_lines_get_none() -> None:
    result = run("--json", typed="Have you tried talking to her?\n\n   \nTell me more.")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, [(line["text"], line["label"]) for line in lines]) == (
        0,
        [("Have you tried talking to her?", "advice_question"), ("Tell me more.", "open")],
    )
    assert [list(line) for line in lines] == [["text", "label", "confidence", "because", "rewordings"]] * 2
    assert [line["rewordings"][:1] for line in lines] == [["What have you tried with her so far?"], []]


def test_without_json_the_answer_is_for_reading() -> None:
    assert run(typed="Does your manager know?\n").stdout.splitlines()[:3] == [
        "Does your manager know?",
        "  closed (60%). A yes, a no or a single fact answers it: “Does your”.",
        "  -> What matters most to you about your manager?",
    ]


def test_bytes_that_are_no_text_are_judged_all_the_same() -> None:
    result = run("--json", typed=b"\xff\xfe You should wait.\n\x00\n")
    assert (result.exit_code, [json.loads(line)["label"] for line in result.stdout.splitlines()]) == (
        0,
        ["advice", "statement"],
    )


def test_it_answers_line_by_line_and_needs_no_home() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EDGEWISE_")}
    command = [sys.executable, "-m", "edgewise.cli", "coach", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("Why don’t you delegate it?\n".encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["label"] == "advice_question"
        process.stdin.close()
        assert process.wait(10) == 0


def test_feedback_is_judged_sentence_by_sentence() -> None:
    result = run("--feedback", "--json", typed="You always interrupt me. Great job!\n\nYou were late on Monday.\n")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, [(line["text"], line["label"]) for line in lines]) == (
        0,
        [("You always interrupt me. Great job!", "generalisation"), ("You were late on Monday.", "observation")],
    )
    assert [list(line) for line in lines] == [
        ["text", "label", "confidence", "because", "hint", "example", "sentences", "hints"]
    ] * 2
    assert [(each["text"], each["label"]) for each in lines[0]["sentences"]] == [
        ("You always interrupt me.", "generalisation"),
        ("Great job!", "praise_without_example"),
    ]
    assert [each["lack"] for each in lines[0]["hints"]] == ["no_situation", "labels_instead_of_behaviour"]


def test_feedback_without_json_is_for_reading() -> None:
    sure = judge("In Monday's meeting you were rude.").deciding.confidence
    assert run("--feedback", typed="In Monday's meeting you were rude.\n?!\n").stdout.splitlines() == [
        "In Monday's meeting you were rude.",
        f"  judgement ({sure:.0%}). It is a verdict on the person or on what they did: “you were rude”.",
        "  -> Say what you saw or heard that made you think so, and leave the label out.",
        "     On … (a day, a meeting) you …, and I took it as rude.",
        "  * Only labels so far. Say what you saw or heard, as a camera would show it.",
        "    On … (a day, a meeting) you …, and I took it as rude.",
        "?!",
        "  observation (0%). There are no words in it.",
    ]
