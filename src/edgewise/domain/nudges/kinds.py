"""What a message can be about."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """One reason to write to somebody. The value is kept in the database and in links to unsubscribe."""

    INVITATION = "invitation"  # asked to take part in a cohort
    INVITATION_REMINDER = "invitation_reminder"
    PROFILE_REMINDER = "profile_reminder"
    PAUSE_ENDING = "pause_ending"
    PLACE_DRAWN = "place_drawn"  # more said yes than there is room for: the reader has a place
    PLACE_IN_LINE = "place_in_line"  # the reader is a reserve
    PLACE_WAITS = "place_waits"  # in the next cohort
    PLACE_OFFERED = "place_offered"  # to a reserve: one became free
    CIRCLE_READY = "circle_ready"  # a seat in a new circle
    CIRCLE_CHANGED = "circle_changed"  # somebody has come or gone
    COLLEAGUE_ASKED = "colleague_asked"  # to begin a pair: somebody of the cohort asks
    COLLEAGUE_DECLINED = "colleague_declined"  # no pair has come of it
    PAIR_BEGUN = "pair_begun"  # by two colleagues: to a coordinator
    PAIR_ENDED = "pair_ended"  # one of the two has ended it
    ROUND_PROPOSED = "round_proposed"  # whom one would meet in the next round
    ROUND_TO_LOOK_AT = "round_to_look_at"  # to a coordinator: it begins by itself
    AGREEMENT_READY = "agreement_ready"  # there is something to sign
    AGREEMENT_REMINDER = "agreement_reminder"
    TIMES_WANTED = "times_wanted"  # a poll of possible times
    SESSION_PLANNED = "session_planned"
    SESSION_MOVED = "session_moved"
    SESSION_CHANGED = "session_changed"  # another link to the call, or another facilitator: the reader
    SESSION_CANCELLED = "session_cancelled"
    SESSION_SOON = "session_soon"
    SESSION_CLOSED_ITSELF = "session_closed_itself"  # nobody had closed it
    SESSION_UNOPENED = "session_unopened"  # nobody opened it: did you meet?
    HOURS_TO_CONFIRM = "hours_to_confirm"
    HOURS_REACHED = "hours_reached"  # as many given and received as were promised
    REFLECTION = "reflection"
    COMMITMENT_DUE = "commitment_due"
    WEEKLY_TASK = "weekly_task"
    WITNESS_ASKED = "witness_asked"  # your witness asks how it went
    WITNESS_PROMPT = "witness_prompt"  # you are the witness: ask
    GOAL_WEEK = "goal_week"  # how does it go?
    GOAL_TOLD = "goal_told"  # to the witness: there is news
    GOAL_SUPPORT = "goal_support"  # to the witness: it slipped twice, and help was agreed
    DECISION_DUE = "decision_due"  # its day has come: look at it again
    FEEDBACK_GIVEN = "feedback_given"  # a peer has written about what you did
    FEEDBACK_ASKED = "feedback_asked"  # a peer would like to hear it from you
    FEEDBACK_ANSWERED = "feedback_answered"  # the peer whom you asked has written
    FEEDBACK_LANDED = "feedback_landed"  # how yours was received
    BEHAVIOUR_TO_CONFIRM = "behaviour_to_confirm"
    BEHAVIOUR_ANSWERED = "behaviour_answered"  # a peer has said whether they have seen it
    RATER_ASKED = "rater_asked"  # to answer a 360 about somebody
    RATER_REMINDED = "rater_reminded"  # once, who has not answered
    THREE_SIXTY_READY = "three_sixty_ready"  # to the leader: the window has closed
    REPORT_SHARED = "report_shared"  # parts of a report may be read
    PULSE_ASKED = "pulse_asked"  # a wave of the pulse is open
    PULSE_REMINDED = "pulse_reminded"  # once, while it is open
    PULSE_RESULT = "pulse_result"  # to everybody who was asked, and the coordinators: at the same moment
    BOSS_BRIEFED = "boss_briefed"  # what is asked of the bosses of those who take part
    MIDWAY = "midway"
    WELL_KEPT = "well_kept"  # a positive norm that is true
    OUTSIDE_ASKED = "outside_asked"  # to the circle: may somebody from outside come?
    OUTSIDE_INVITED = "outside_invited"  # to a person from outside: to which dates
    OUTSIDE_TO_SIGN = "outside_to_sign"  # to the same: everybody has agreed
    SPOKEN_SINCE = "spoken_since"  # three months after a programme: with how many of those you met have you spoken?
    FROM_COORDINATOR = "from_coordinator"  # a person wrote it
    CASES_WAITING = "cases_waiting"  # to a coordinator


# Between two people, or somebody's own. No count of letters has them: whoever watched it while they themself send,
# ask or wait could read who is muted, who has answered a 360, and who of a circle said no.
PRIVATE = frozenset(
    {
        Kind.COLLEAGUE_ASKED,
        Kind.COLLEAGUE_DECLINED,
        Kind.HOURS_TO_CONFIRM,
        Kind.REFLECTION,
        Kind.COMMITMENT_DUE,
        Kind.WEEKLY_TASK,
        Kind.WITNESS_ASKED,
        Kind.WITNESS_PROMPT,
        Kind.GOAL_WEEK,
        Kind.GOAL_TOLD,
        Kind.GOAL_SUPPORT,
        Kind.DECISION_DUE,
        Kind.FEEDBACK_GIVEN,
        Kind.FEEDBACK_ASKED,
        Kind.FEEDBACK_ANSWERED,
        Kind.FEEDBACK_LANDED,
        Kind.BEHAVIOUR_TO_CONFIRM,
        Kind.BEHAVIOUR_ANSWERED,
        Kind.RATER_ASKED,
        Kind.RATER_REMINDED,
        Kind.THREE_SIXTY_READY,
        Kind.REPORT_SHARED,
        Kind.PULSE_ASKED,
        Kind.PULSE_REMINDED,
        Kind.OUTSIDE_ASKED,
        Kind.SPOKEN_SINCE,
    }
)
