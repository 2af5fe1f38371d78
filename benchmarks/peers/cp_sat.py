"""CP-SAT's plain model of circles: who sits at which table, and which pairs sit together."""

from __future__ import annotations

import json
import resource
import sys
from itertools import combinations
from typing import TypedDict

from ortools.sat.python import cp_model

from benchmarks.peers import MEMORY, Answer, stop_after


class Task(TypedDict):
    affinity: list[list[int]]
    forbidden: int  # an affinity of this or less
    sizes: list[int]
    requirements: list[list[list[int]]]  # for each, the bits of each person; a circle has one in common
    declared: list[list[int]]  # the people of each attribute; none or two and more of them in a circle
    seconds: float


def solve(task: Task) -> Answer:
    model, tables, people = cp_model.CpModel(), range(len(task["sizes"])), range(len(task["affinity"]))
    sits = [[model.new_bool_var("") for _ in tables] for _ in people]
    for person in people:
        model.add_exactly_one(sits[person])
    for table, size in enumerate(task["sizes"]):
        model.add(sum(sits[person][table] for person in people) == size)
    points = []
    for a, b in combinations(people, 2):
        worth = task["affinity"][a][b]
        if worth <= task["forbidden"]:
            for table in tables:
                model.add_bool_or(~sits[a][table], ~sits[b][table])
        elif worth:
            together = model.new_bool_var("")
            points.append(worth * together)
            for table in tables:
                if worth > 0:
                    model.add_bool_or(~together, ~sits[a][table], sits[b][table])
                else:
                    model.add_bool_or(together, ~sits[a][table], ~sits[b][table])
    _circle_rules(model, sits, task)
    model.maximize(sum(points))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    stop_after(task["seconds"], lambda: solver)
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    circles = [[i for i in people if solver.value(sits[i][table])] for table in tables] if found else []
    return Answer(circles=circles, status=solver.status_name(status).lower())


def _circle_rules(model: cp_model.CpModel, sits: list[list[cp_model.IntVar]], task: Task) -> None:
    for table in range(len(task["sizes"])):
        for bits in task["requirements"]:
            known = sorted({bit for mine in bits for bit in mine})
            common = {bit: model.new_bool_var("") for bit in known}
            model.add_bool_or(list(common.values()))
            for person, mine in enumerate(bits):
                for bit in set(known) - set(mine):
                    model.add_bool_or(~common[bit], ~sits[person][table])
        for group in task["declared"]:
            some, count = model.new_bool_var(""), sum(sits[person][table] for person in group)
            model.add(count >= 2 * some)
            model.add(count <= len(group) * some)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    print(json.dumps(solve(json.load(sys.stdin))))
