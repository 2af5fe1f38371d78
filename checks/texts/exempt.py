"""What is no text of the pages, and why."""

from __future__ import annotations

# Paths in the package: a folder, or a file.
EXEMPT = {
    "cli": "the command line speaks English",
    "config": "settings and their problems, for whoever runs the installation",
    "vault": "problems of keys, for whoever runs the installation",
    "domain/simulation": "what bots say is data",
    "domain/coaching/questions/english": "the question coach’s English: another language is another folder beside it",
    "domain/coaching/feedback/english": "the feedback coach’s English, the same",
    "domain/formats/loader.py": "problems of a format’s file, told on the command line",
    "domain/formats/locate.py": "the same",
    "domain/formats/problems.py": "the same",
    "domain/formats/rules.py": "the same",
    "domain/formats/stages.py": "the same",
    "domain/formats/tables.py": "the same",
    "domain/formats/timetable.py": "the same",
    "domain/formats/writer.py": "writes TOML",
    "domain/surveys/hints.py": "the same, of a survey",
    "domain/surveys/loader.py": "the same",
    "rooms/demonstration": "the people of the demonstration are data",
}
# What is assigned to a name, by file; and texts of a file, a value in one written as `…`.
EXEMPT_NAMES = {
    "domain/nudges/letters/circles.py": {"CIRCLE": "names in the example of a letter"},
    "domain/nudges/letters/leaders.py": {
        "ASKED": "names in the example of a letter",
        "INVITED": "names in the example of a letter",
    },
    "domain/nudges/letters/pair_requests.py": {
        "ASKED": "names in the example of a letter",
        "PAIR": "names in the example of a letter",
    },
    "domain/nudges/letters/pulse.py": {"EXAMPLE": "the same"},
    "domain/nudges/letters/enrolments.py": {"NAMES": "the same"},
    "domain/nudges/letters/sessions.py": {"SESSION": "the same"},
    "domain/roster/names/cities.py": {"SHORT": "what people write in a spreadsheet", "COUNTRIES": "the same"},
    "domain/roster/names/language_names.py": {"_SAME": "codes of languages"},
    "domain/roster/names/zone_names.py": {
        "UNIVERSAL": "what systems call a zone",
        "SHOWN": "the same",
        "_FAMILIES": "the same",
    },
    "notices/outbox/actions.py": {"NOT_NEEDED": "stored as the reason why a letter did not leave"},
    "people/sign_in/actions.py": {"BROWSERS": "marks and names of products", "SYSTEMS": "the same"},
    "programmes/circles/actions.py": {"NAMES": "names of circles, given once and kept as data"},
}
EXEMPT_TEXTS = {
    "domain/calendar/document/zones.py": {"… standard time": "as Windows names time zones"},
    "domain/coaching/questions/learned.py": dict.fromkeys(("kind …", "length …"), "a key"),
    "domain/roster/fields/zones.py": dict.fromkeys(("… time", "… standard time"), "a key"),
    "domain/pulse/ballots.py": {"the box has no place left": "caught, and another box is taken"},
    "domain/roster/pool.py": {"row …": "a key"},
    "domain/session/decisions/lease.py": {"… is away; the chair is offered": "stored; guards.why_paused says it"},
    "domain/session/decisions/stages.py": {"to the exit gate": "stored, and shown to nobody"},
    "people/forms.py": {"invalid_choice": "a key"},
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
    "people/imports/workbook/parts.py": {"Target": "an attribute of a workbook's parts"},
    "programmes/cohorts/page.py": {"Amara Okafor": "the reader in the example of a letter"},
    "rooms/log/batch.py": {"no such session": "for the log; a person is told that the server could not keep it"},
    "rooms/log/writer.py": {
        "the log refuses this session": "the same",
        "the store is away": "the same",
    },
}
