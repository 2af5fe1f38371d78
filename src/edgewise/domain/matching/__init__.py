"""Matching: from people and rules to circles, with a proven bound and the reasons. People and circles are values.

The entrances: `match.py` (circles or pairs, once), `rounds/rounds.py` (the same people, round after round),
`repair.py` (a circle after somebody leaves or a fact changes), `board_moves.py` (what one move by hand would do),
`explain/` (the reasons). `model.py` is what they are given and answer: people, rules, budget, match.

A match goes through these steps, all called by `match.py`:

1. `given/facts.py` compiles people and rules to arrays, one row a person.
2. `given/locks.py`: people who are locked together begin one circle. `given/company.py`: can this person sit anywhere?
3. `given/shards.py` parts people who can never mix, and cuts what is too large. Steps 4 to 7 are for each part.
4. `given/ground.py`: the points of every two people, or that they may not meet. `given/sizes.py`: how many circles.
5. Pairs go to `exact/pairs.py` and then to step 8; a handful of people goes straight to step 7. All others go to
   `search/sweeps.py`: it builds (`start.py`), improves by one kind of move (`seating.py`), and rescues people left
   over (`rescue.py`).
6. `explain/advice.py` (`seated_more`) makes places for people left over by moving a few others (`change/`).
7. `exact/proof.py` finds better circles where it can, and proves how good they are.
8. `search/rejoin.py` seats people left over across the parts, where step 3 has cut.
9. `audit.py` checks every circle by the facts, apart from the arrays. A circle that breaks a rule is undone.
10. `explain/infeasible.py` says why each person is left over, and which rule to relax.

The rest of the folders:

- `given/history.py`: how much having met counts. `given/points.py`: what a few people are worth, rules aside.
- `exact/`: `small.py` solves a handful outright; `mates.py` is the matching of two by two behind `pairs.py`;
  `bounds.py` makes the bounds. Circles are `columns.py`, found by `generation.py` with prices (`pricing.py`) and
  chosen by the programmes of `master.py`.
- `change/`: for circles that exist. `places.py`: which places are open to whom. `plans.py`: how to move the fewest.
- `explain/`: `reasons.py` (why we sit together), `why_not.py` (why not with X), `ideal.py` (how near the best),
  `preview.py` (what each rule rules out), `advice.py` (which rule to relax), `wording.py` (their common words).
- `rounds/`: `sprint.py` for pairs, `rotation.py` for circles, with `mixing.py` (exchanges) and `fields.py` (algebra).
"""
