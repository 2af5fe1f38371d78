"""A Format as TOML that reads well and loads to an equal Format, so that a built-in can be copied and changed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from edgewise.domain.formats.model import AtTimeUp, Does, Duration, Format, People, Prompt, SpeaksFirst, Stage
from edgewise.domain.formats.problems import PARTS


def to_toml(fmt: Format) -> str:
    """Fields at their default are left out."""
    blocks = ["".join(_head(fmt))]
    for part in PARTS:
        blocks += [f"[[{part}]]\n" + "".join(_stage(stage)) for stage in getattr(fmt, part)]
    return "\n".join(blocks)


def _head(fmt: Format) -> Iterator[str]:
    yield f"key = {_text(fmt.key)}\nname = {_text(fmt.name)}\n"
    if fmt.version != 1:
        yield f"version = {fmt.version}\n"
    yield f"kind = {_text(fmt.kind)}\npeople = {_people(fmt.people)}\nminutes = {fmt.minutes}\n"
    if fmt.everyone_owns:
        yield "everyone_owns = true\n"
    if fmt.issues != int(bool(fmt.issue) or fmt.everyone_owns):
        yield f"issues = {fmt.issues}\n"
    yield from _words(("summary", fmt.summary), ("source", fmt.source))


def _people(people: People) -> str:
    if people.least == people.most:
        return str(people.least)
    return f"{{ least = {people.least}, most = {people.most} }}"


def _stage(stage: Stage) -> Iterator[str]:
    yield f"key = {_text(stage.key)}\ntitle = {_text(stage.title)}\n{_duration(stage.duration)}\n"
    yield f"floor = {_text(stage.floor)}\n"
    if stage.does is not Does.TALK:
        yield f"does = {_text(stage.does)}\n"
    if stage.speaks_first is not SpeaksFirst.ROTATE:
        yield f"speaks_first = {_text(stage.speaks_first)}\n"
    if stage.at_time_up is not AtTimeUp.WARN:
        yield f"at_time_up = {_text(stage.at_time_up)}\n"
    yield from _flags(stage)
    yield from _list("allows", stage.allows)
    yield from _list("requires", tuple(str(requirement) for requirement in stage.requires))
    yield from _list("asks", stage.asks)
    yield from _words(("purpose", stage.purpose), *_one_prompt(stage.prompt), ("job_aid", stage.job_aid))
    yield from _prompt_by_role(stage)


def _flags(stage: Stage) -> Iterator[str]:
    if stage.owner_takes_part:
        yield "owner_takes_part = true\n"
    if stage.back_turned:
        yield "back_turned = true\n"
    if not stage.can_be_skipped:
        yield "can_be_skipped = false\n"


def _duration(duration: Duration) -> str:
    if duration.per_person:
        return f"per_person = {duration.per_person}"
    times = (duration.fixed, duration.least, duration.most)
    name, unit = ("minutes", 60) if all(time % 60 == 0 for time in times) else ("seconds", 1)
    if duration.fixed:
        return f"{name} = {duration.fixed // unit}"
    return f"{name} = {{ least = {duration.least // unit}, most = {duration.most // unit} }}"


def _has_roles(prompt: Prompt) -> bool:
    return bool(prompt.owner or prompt.facilitator)


def _one_prompt(prompt: Prompt) -> list[tuple[str, str]]:
    return [] if _has_roles(prompt) else [("prompt", prompt.others)]


def _prompt_by_role(stage: Stage) -> Iterator[str]:

    if _has_roles(stage.prompt):
        prompt = stage.prompt
        roles = (("others", prompt.others), ("owner", prompt.owner), ("facilitator", prompt.facilitator))
        yield from _words(*((f"prompt.{role}", words) for role, words in roles))


def _list(name: str, words: tuple[str, ...]) -> Iterator[str]:
    if words:
        yield f"{name} = [{', '.join(map(_text, words))}]\n"


def _words(*fields: tuple[str, str]) -> Iterator[str]:
    yield from (f"{name} = {_text(words)}\n" for name, words in fields if words)


def _text(words: str) -> str:
    if "\n" not in words:
        return _quoted(words)
    return '"""\n' + "\n".join(_quoted(line)[1:-1] for line in words.split("\n")) + '"""'


def _quoted(line: str) -> str:
    # why JSON: TOML's basic string has JSON's escapes; of what JSON leaves bare TOML refuses only DEL
    return json.dumps(line, ensure_ascii=False).replace("\x7f", "\\u007f")
