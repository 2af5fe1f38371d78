"""English verbs of doing, with the forms that rules of spelling do not give."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.coaching.questions.english.tables import pairs, words

# What a person can be told to do. States of mind (know, feel, want, like) are left out on purpose.
DO = words("words", "do")
PAST = dict(pairs("words", "past"))
PARTICIPLES = dict(pairs("words", "participle"))
DOUBLED = words("words", "doubled")  # whose last letter is written twice


def gerund(verb: str) -> str:
    """`make` gives `making`, `stop` gives `stopping`, `try` gives `trying`."""
    if verb in DOUBLED:
        return verb + verb[-1] + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    silent = verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be"
    return (verb[:-1] if silent else verb) + "ing"


def _regular_past(verb: str) -> str:
    if verb in DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb[-1] == "y" and verb[-2] not in "aeou" else verb + "ed"


def past_forms(verb: str) -> Iterator[str]:
    yield PAST.get(verb) or _regular_past(verb)
    if verb in PARTICIPLES:
        yield PARTICIPLES[verb]


def gerunds() -> dict[str, str]:
    """Infinitive, past tense and participle of every verb, each to its gerund."""
    forms = {form: gerund(verb) for verb in sorted(DO) for form in past_forms(verb)}
    return forms | {verb: gerund(verb) for verb in DO}
