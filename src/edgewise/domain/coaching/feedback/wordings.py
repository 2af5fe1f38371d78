"""What is told about a sentence or a whole piece of feedback."""

from __future__ import annotations

from edgewise.domain.coaching.feedback.language import Label
from edgewise.domain.phrases import phrase

BECAUSE = {
    Label.HEARSAY: phrase("It passes on what others are said to think or say: {words}."),
    Label.MIND_READING: phrase("It says what the other person wanted, felt or thought: {words}."),
    Label.GENERALISATION: phrase("It is about all times, and names no single one: {words}."),
    Label.JUDGEMENT: phrase("It is a verdict on the person or on what they did: {words}."),
    Label.ADVICE: phrase("It says what to do: {words}."),
    Label.PRAISE_WITHOUT_EXAMPLE: phrase("It is praise, and does not say for what: {words}."),
    Label.IMPACT: phrase("It says what something did to you, to others or to the work: {words}."),
    Label.OBSERVATION: phrase("It says what somebody can see or hear: {words}."),
}
NO_WORDS = phrase("There are no words in it.")
NO_WORD_DECIDES = phrase("no single word decides")

# For observations and effects there is no hint: they are what feedback is made of.
HINTS = {
    Label.HEARSAY: phrase("Say what you saw or heard yourself. Others can say their part themselves."),
    Label.MIND_READING: phrase("You cannot see what another person wants or feels. Say what you saw, and ask."),
    Label.GENERALISATION: phrase("Name one occasion: the day, the meeting. Nobody can argue with one occasion."),
    Label.JUDGEMENT: phrase("Say what you saw or heard that made you think so, and leave the label out."),
    Label.ADVICE: phrase("This is advice. First say what you saw and what it did; then offer one thing to try."),
    Label.PRAISE_WITHOUT_EXAMPLE: phrase("Say what exactly was good, so that the person can do it again."),
}

GENERAL = {
    Label.HEARSAY: phrase("I asked you for the file on Monday, and you answered on Thursday."),
    Label.MIND_READING: phrase("You spoke before Sara had finished. What did you have in mind?"),
    Label.GENERALISATION: phrase("On Tuesday you spoke twice before I had finished."),
    Label.JUDGEMENT: phrase("In Tuesday’s meeting you looked at your phone while Sara presented."),
    Label.ADVICE: phrase("One thing to try: begin with an open question."),
    Label.PRAISE_WITHOUT_EXAMPLE: phrase("In Tuesday’s review you asked three questions before you gave your view."),
}

# Of the whole piece.
MORE_THAN_ONE_CHANGE = phrase("You ask for more than one change. Choose the one that matters most, and keep the rest.")
NO_SITUATION = phrase("No situation is named. Say when or where it was: the day, the meeting, the document.")
LABELS_INSTEAD_OF_BEHAVIOUR = phrase("Only labels so far. Say what you saw or heard, as a camera would show it.")
EXAMPLE_OF_A_SITUATION = phrase("In Tuesday’s review you asked three questions before you gave your view.")
