"""The live session on the wire: a plain ASGI application beside Django, over the same rules and rows.

A click, from the page to every screen (each step calls the next, unless it says otherwise):

1. `../sessions/views.py` has served the page, with a ticket from `ticket.py` and the first regions.
2. `routes/app.py` sends `/live/...` past Django; `lifespan` starts and stops the engine of the process.
3. `routes/commands.py` takes the click. `routes/http.py` reads and answers; `routes/request_check.py` checks the
   origin, how often the seat clicks, its ticket, and through the hub `seat_check.py`: is the seat still theirs?
4. `hub.py` has the open rooms. It queues the click as a `Wish` and waits for the answer.
5. `../log/writer.py`: one thread takes all wishes that wait, commits them together, and retries a lost race.
6. `../log/batch.py` asks the rules (`domain/session/decisions/decide.py`) for events or a refusal, and collects rows.
7. `../log/log.py` encrypts and appends the events, and keeps the newest state of each room.
8. The writer calls `hub.deliver`. The hub answers the click, tells its `listeners`, and then shows the room:
9. `channel.py` is one room on this process: `publish` makes the view of each audience, and
10. `../regions/render.py` draws only the regions that changed; `../regions/drawing.py` has the geometry and words.
11. `frames.py` encodes them once; `stream.py` is one open screen and writes to it without waiting.
12. The hub tells its list `moved` that the room has a newer state.

A screen opens, or asks again and again, through `routes/streams.py`: it gets the channel from the hub, tells
`presence.py`, and calls `channel.greet`. A page answers each beat of its stream there, too. `descriptors.py` says how
many screens this process may have open.

What else runs in `engine.py`, which builds all of it and keeps it running:

- `presence.py` sends Join for a seat's first screen, and Drop some seconds after its last one. It ends screens whose
  pages give no sign of life, and the oldest of too many.
- `clock.py` is in `hub.moved`: it sleeps until `domain/session/decisions/due.py` has a command for a room.
- `relay.py` is in `hub.listeners`: it tells the other processes through Redis. What they wrote, or what the log has
  where Redis is away, comes back through `hub.learn`.
- `bots.py` plays the free seats of a demonstration.
- The engine itself beats, ends the screens of seats, guests and sign-ins that are gone, and drops idle rooms. Through
  `../sessions/actions/settle.py` it brings attendance, hours, commitments and decisions up to the log when a session
  begins or closes.
- `../log/news.py` brings the hub what a page of this process wrote through `../sessions/actions/room.py`.

A new command or event begins in the rules, `domain/session/`. A new region: `../regions/` and
`../jinja2`. A new route: `routes/`.
"""
