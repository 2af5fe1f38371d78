"""Open questions that can stand in for what somebody wrote, and how their subject is found."""

from __future__ import annotations

from edgewise.domain.coaching.questions.language import Label, Rewordings

_END = r"(?= (?:[|/]|because|before|after|when|if|so that|already|yet|about|directly|instead|first|again|right|then)\b| ?$| [|/])"
TOPICS = (
    ("doing", r"(?<= )(?P<doing><doing>(?: (?!this |that )[^|/ ]+){0,7}?)" + _END),
    (
        "did",
        r"(?:have|did|havent|what if|whether|if) (?:you|we) (?:<adv> )*(?P<did><did>(?: [^|/ ]+){0,6}?)" + _END,
    ),
    (
        "do",
        r"(?:you|we|to|not|dont|should|could|would|just|please|simply|maybe|[|]) (?:<adv> )*(?P<do>(?:<do>)(?: [^|/ ]+){0,6}?)"
        + _END,
    ),
    ("who", r"(?<= )(?P<who>(?:her|him|them)(?= ?$| [|/])|your (?:new |old |line )?(?:boss|manager|team|peer|deputy|wife"
     r"|husband|partner|colleague|colleagues|director|mentor|client|sponsor|ceo|chef|captain)|hr)\b"),
    ("thing", r"(?<= )(?P<thing>(?:the|your) (?!(?:real|only|one|most|best|first|same|other|main)\b)\w+(?: (?:meeting|plan|date|team|structure|project|review|deadline|budget|launch|job|role))?)\b"),
)  # fmt: skip

REWORDINGS = Rewordings(
    with_action=(
        "What would {doing} make possible?",
        "What have you tried so far?",
        "What other ways do you see?",
    ),
    with_who=("What have you tried with {who} so far?",),
    with_thing={
        Label.CLOSED: ("What matters most to you about {thing}?", "What role does {thing} play in this for you?"),
        Label.LEADING: ("How do you see {thing} yourself?",),
        Label.ADVICE: ("What have you tried so far with {thing}?",),
        Label.ADVICE_QUESTION: ("What have you tried so far with {thing}?",),
        Label.STATEMENT: (),
    },
    plain={
        Label.CLOSED: ("What should we know about that?", "What matters most to you in this?"),
        Label.LEADING: ("What do you see as the real issue here?", "What else could explain it?", "How do you see it?"),
        Label.ADVICE: ("What have you tried so far?", "What options do you see?", "What would help you most here?"),
        Label.ADVICE_QUESTION: ("What have you tried so far?", "What options do you see?"),
        Label.STATEMENT: ("What is this like for you?", "What do you make of that?"),
    },
)

BECAUSE = {
    Label.OPEN: "It asks for thinking, not for one fact: {words}.",
    Label.CLOSED: "A yes, a no or a single fact answers it: {words}.",
    Label.LEADING: "It carries the asker’s own view: {words}.",
    Label.ADVICE_QUESTION: "It pushes an action, in the form of a question: {words}.",
    Label.ADVICE: "It tells the owner what to do: {words}.",
    Label.STATEMENT: "It tells something and recommends nothing: {words}.",
}
