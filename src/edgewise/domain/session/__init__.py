"""The rules of a live session: what a command does, what an event changes, and what each audience sees. All pure.

    command -> decide (decisions/) -> events, or a refusal
    state + event -> evolve (evolving/) -> state
    state + audience -> view_for (views/) -> view

The contract, which the log, the wire and the pages share:

- `names.py`: seats, moments, texts and their limits. `commands.py`: what people ask. `events/`: `happened.py` has what
  happened, `recorded.py` all of it as a log holds it.
- `state.py`: all that the events add up to. `refusal.py`: what was not done, why, and what would help.
- `text.py`: what of a text can be seen, whether it says enough, whether two say the same.

What several of the folders ask of a state:

- `plan.py`: the running order and its minutes. `gates.py`: what a stage or the end still needs.
- `airtime.py`: who held the floor how long, and how evenly.
  `coaching_minutes.py`: who coached whom, read from all events.

`decisions/`, in the order in which a command meets them:

- `decide.py` is the entrance: may this seat speak at all? Then it sorts commands into the files below.
- `story.py` collects the events; its state is always the one after the last event. `guards.py`: the refusals
  that many commands share.
- `seats.py`: opening, coming, going, guests, one laptop. `stages.py`: begin, next stage, exit gate, close.
- `turns.py`: how the floor moves. `contributions.py`: what may be said, written, tapped.
- `outputs.py`: questions, patterns, decisions, commitments, learnings. `issues.py`: which issues, in which order.
- `moves.py`: the facilitator's moves and the owner's shield. `lease.py`: time that is up, a facilitator who is away.
- `due.py` stands beside them: which commands the clock may send now, and when it should ask again.

`evolving/`: `evolve.py` is the entrance (`replay` for many events). `people.py`: seats, facilitator, shield.
`stages.py`: stages and time. `taken_back.py`: a move taken back. `floor.py`: turns and hands. `words.py`: all that was
said and written.

`views/`: `audience.py` is the entrance (`view_for`, `view_as`; `own_part` for one person). `view.py`: what a view is.
`board.py`: what was said, as far as the audience may see it. `stage.py`: the stage and the running order.
`mirror.py`: what a session did to its decisions.
`may.py`: what each seat may do, asked of `decisions/`. `facilitator_line.py`: the facilitator's private hints.

A new command: `commands.py`, its file in `decisions/`, and `decide.py`; mypy names what is missing. A new event:
`events/` (both files), its file in `evolving/`, `evolve.py`, and its part of `views/`.
"""
