"""harvard-hbs/team-formation, from PyPI: teams by `cluster`, `different` and `diversify` rules with weights."""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import TypedDict

import pandas as pd  # type: ignore[import-untyped]
from team_formation.team_assignment import TeamAssignment

from benchmarks.peers import MEMORY, Answer, stop_after


class Task(TypedDict):
    people: list[dict[str, object]]
    rules: list[tuple[str, str, int]]  # attribute, type, weight
    size: int
    seconds: float


def solve(task: Task) -> Answer:
    people = pd.DataFrame(task["people"])
    rules = pd.DataFrame(columns=["attribute", "type", "weight"], data=task["rules"])
    teams = TeamAssignment(people, rules, task["size"])
    stop_after(task["seconds"], lambda: getattr(teams, "solver", None))
    teams.solve()
    if not teams.solution_found:
        return Answer(circles=[], status=teams.solver.status_name(teams.status).lower())
    number = teams.participants["team_num"].tolist()
    circles = [[i for i, team in enumerate(number) if team == wanted] for wanted in sorted(set(number))]
    return Answer(circles=circles, status=teams.solver.status_name(teams.status).lower())


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # it asks for as many workers as there are cores
    print(json.dumps(solve(json.load(sys.stdin))))
