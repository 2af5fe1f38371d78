"""Open questions that can stand in for what somebody wrote, and what each label means."""

from __future__ import annotations

from edgewise.domain.coaching.questions.language import Label, Rewordings
from edgewise.domain.phrases import phrase

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
    Label.OPEN: phrase("It asks for thinking, not for one fact: {words}."),
    Label.CLOSED: phrase("A yes, a no or a single fact answers it: {words}."),
    Label.LEADING: phrase("It contains the opinion of the person who asks: {words}."),
    Label.ADVICE_QUESTION: phrase("It pushes an action, in the form of a question: {words}."),
    Label.ADVICE: phrase("It tells the owner what to do: {words}."),
    Label.STATEMENT: phrase("It tells something and recommends nothing: {words}."),
}
