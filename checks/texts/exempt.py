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
    "rooms/actions/demonstration.py": "the people of the demonstration are data",
}
# What is assigned to these names, by file.
EXEMPT_NAMES = {
    "domain/nudges/letters/circles.py": {
        "CIRCLE": "names in the example of a letter",
    },
    "domain/nudges/letters/joining.py": {
        "NAMES": "the same",
    },
    "domain/nudges/letters/sessions.py": {
        "SESSION": "the same",
    },
    "domain/roster/fields/languages.py": {
        "_ALL_CODES": "codes of languages",
    },
    "domain/roster/fields/zones.py": {
        "_PLACES": "what people write in a spreadsheet",
        "_UNIVERSAL": "the same",
    },
    "programmes/actions/seating.py": {
        "NAMES": "names of circles, given once and kept as data",
    },
    "programmes/actions/repairing.py": {
        "LEFT": "kept as the reason of a seat’s end, and shown to nobody",
    },
    "programmes/actions/undoing.py": {
        "MOVED": "the same",
        "ENDED": "the same",
    },
}
