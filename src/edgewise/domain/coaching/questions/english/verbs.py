"""English verbs of doing, with the forms that rules of spelling do not give."""

from __future__ import annotations

from collections.abc import Iterator

# What a person can be told to do. States of mind (know, feel, want, like) are left out on purpose.
DO = frozenset(
    """accept acknowledge adapt address adjust adopt advertise agree aim allocate allow alter analyse analyze announce
    answer anticipate apologise apologize appeal apply appoint approach approve argue arrange ask assess assign attend
    automate avoid backtrack balance ban bargain begin block book borrow bounce brainstorm break breathe brief bring
    build buy calculate call calm cancel capture carry cast celebrate centralise challenge change channel chase chat
    check choose claim clarify clear close coach coax collect combine come commit communicate compare complain complete
    compromise concentrate confide confirm confront congratulate consider consult contact continue convince cook copy
    count cover create cut dare decide decline define delay delegate delete deliver demand describe design
    determine develop direct discuss dismiss distribute divide do document drive drop draw draft earmark educate email
    embrace employ empower encourage end engage enlist ensure enrol enroll escalate establish evaluate exchange exercise
    experiment explain explore expose express extend face file fill filter find finish fire fix focus follow forget
    forgive formulate forward frame freeze get give go grab grant greet grow handle hand hang have highlight hire hold
    identify ignore implement improve include increase inform insist install instruct interrupt interview introduce
    invest invite involve isolate join journal keep lay lead learn leave lend let limit list listen log look lower
    maintain make manage map mark measure mediate meditate meet mention mentor merge message minimise monitor motivate
    move name negotiate network nominate note notify observe offer open order organise organize outline outsource own
    park pass pause pay phone pick pilot pitch place plan play point ponder postpone practise practice praise prepare
    present print prioritise prioritize propose protect prove provide pull purchase push put quit raise rank reach read
    reassess reassign reassure recognise recommend reconsider record recruit redesign redefine reduce refer reflect
    reframe refuse register rehearse reject relax relocate remember remind remove renegotiate reorganise repeat
    rephrase replace reply report request require reschedule resign resist resolve respect respond rest restart
    restructure retire return reveal review revisit reward rewrite rid ring rotate role-play roleplay run save say scale
    schedule scrap seek select sell send separate set settle share shift shop shorten shout show shut sign simplify sit
    skip sleep slow solve sort speak specify spell spend split stand start state stay step stick stop streamline
    strengthen structure stretch study submit suggest summarise support surround suspend swap switch take talk teach
    tell test text thank think throw tidy track train transfer treat trim trust try turn update upskill use validate
    vary visit visualise volunteer vote wait walk warn watch wear withdraw work write role""".split()
)
# The same word is oftener a noun, or begins a remark, when it begins a sentence that goes on like one.
ONLY_TOLD = frozenset({"be", "enjoy", "hope", "imagine", "care", "worry", "beware", "reread", "rely", "promise", "fight"})

PAST = {
    "begin": "began", "break": "broke", "bring": "brought", "build": "built", "buy": "bought", "choose": "chose",
    "come": "came", "do": "did", "draw": "drew", "drive": "drove", "find": "found", "forget": "forgot",
    "forgive": "forgave", "get": "got", "give": "gave", "go": "went", "grow": "grew", "hold": "held", "keep": "kept",
    "lay": "laid", "lead": "led", "leave": "left", "lend": "lent", "let": "let", "make": "made", "meet": "met",
    "pay": "paid", "put": "put", "quit": "quit", "read": "read", "rewrite": "rewrote", "ring": "rang", "run": "ran",
    "say": "said", "seek": "sought", "sell": "sold", "send": "sent", "set": "set", "show": "showed", "shut": "shut",
    "sit": "sat", "sleep": "slept", "speak": "spoke", "spend": "spent", "split": "split", "stand": "stood",
    "stick": "stuck", "take": "took", "teach": "taught", "tell": "told", "think": "thought", "throw": "threw",
    "cut": "cut", "hang": "hung", "have": "had", "write": "wrote", "withdraw": "withdrew", "wear": "wore",
    "freeze": "froze",
}  # fmt: skip
PARTICIPLES = {
    "begin": "begun", "break": "broken", "choose": "chosen", "do": "done", "draw": "drawn", "drive": "driven",
    "forgive": "forgiven", "give": "given", "go": "gone", "grow": "grown", "run": "run", "come": "come",
    "speak": "spoken", "take": "taken", "write": "written", "show": "shown", "throw": "thrown",
}  # fmt: skip
DOUBLED = frozenset(
    """begin ban chat commit cut drop enrol get grab hit let map nominate_ plan put quit rid run scrap set shop shut sit
    skip split step stop submit swap trim get forget refer transfer log""".split()
)


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
