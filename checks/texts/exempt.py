"""What is no text of the pages, and why."""

from __future__ import annotations

# Paths in the package: a folder, or a file.
EXEMPT = {
    "cli": "the command line speaks English",
    "config": "settings and their problems, for whoever runs the installation",
    "vault": "problems of keys, for whoever runs the installation",
    "domain/simulation": "what bots say is data",
    "domain/coaching/questions/english": "the question coach’s English: another language is another folder beside it",
    "domain/formats/loader.py": "problems of a format’s file, told on the command line",
    "domain/formats/locate.py": "the same",
    "domain/formats/problems.py": "the same",
    "domain/formats/rules.py": "the same",
    "domain/formats/stages.py": "the same",
    "domain/formats/tables.py": "the same",
    "domain/formats/timetable.py": "the same",
    "domain/formats/writer.py": "writes TOML",
    "rooms/demonstration": "the people of the demonstration are data",
}
# What is assigned to a name, by file; and texts of a file, a value in one written as `…`.
EXEMPT_NAMES = {
    "domain/nudges/letters/circles.py": {"CIRCLE": "names in the example of a letter"},
    "domain/nudges/letters/enrolments.py": {"NAMES": "the same"},
    "domain/nudges/letters/sessions.py": {"SESSION": "the same"},
    "domain/roster/fields/languages.py": {"_ALL_CODES": "codes of languages"},
    "domain/roster/fields/zones.py": {"_PLACES": "what people write in a spreadsheet", "_UNIVERSAL": "the same"},
    "notices/outbox/actions.py": {"NOT_NEEDED": "stored as the reason why a letter did not leave"},
    "programmes/circles/actions.py": {"NAMES": "names of circles, given once and kept as data"},
}
EXEMPT_TEXTS = {
    "domain/roster/pool.py": {"row …": "a key"},
    "domain/session/decisions/lease.py": {"… is away; the chair is offered": "stored; guards.why_paused says it"},
    "domain/session/decisions/stages.py": {"to the exit gate": "stored, and shown to nobody"},
    "notices/delivery/actions.py": {
        "one …": "a key",
        "A worker died while it was sent; it was not repeated.": "kept with the letter, for the operator",
        "has left the organisation": "the same",
    },
    "notices/delivery/channels.py": dict.fromkeys(
        (
            "The mail server refused the address (…).",
            "The mail server asked to try again (…).",
            "No chat address any more.",
            "The chat refused the address (…).",
            "The chat answered ….",
        ),
        "the same",
    ),
    "programmes/cohorts/page.py": {"Amara Okafor": "the reader in the example of a letter"},
    "rooms/log/batch.py": {"no such session": "for the log; a person is told that the server could not keep it"},
    "rooms/log/writer.py": {
        "the log refuses this session": "the same",
        "the store is away": "the same",
    },
}
