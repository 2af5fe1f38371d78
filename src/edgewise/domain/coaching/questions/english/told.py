"""Cues of what is told: advice, and what recommends nothing."""

from __future__ import annotations

from edgewise.domain.coaching.questions.language import Cue, Label, Mood

REPORTS = (
    r"(?:(?:told|tells|tell|said|says|say|advised|advises|asked|suggested|suggests|recommended|thinks|thought|warned"
    r"|insisted|insists|believes|believed|wanted|used to say|meant|wrote|writes|reckons|reckoned|always says|feels"
    r"|decided|learned|learnt|realised|realized|felt|knew) "
    r"|(?:sounds?|seems?|looks?|feels?|appears?) (?:to me )?(?:like|as if|as though|that)\b"
    r"|i (?:can )?(?:hear|see|understand|know|notice|noticed|sense|get|imagine|gather|assume|didnt know|dont know|heard)\b"
    r"|i am (?:hearing|sensing|noticing|seeing|not sure)"
    r"|you (?:<adv> )*(?:said|say|mentioned|told|feel|think|believe|seem|want|wrote|described|know|keep saying|talked)\b"
    r"|(?:whether|if) (?:i|we)\b|there (?:is|was) a part of you)"
)

SUBORDINATES = r" (?:when|if|what|why|how|who|where|which|because|whether|since|than|whatever|as|until)\b"

_ADVICE = r"""
.94  (?<= )you (?:<adv> )*(?:should|shouldnt|ought|oughtnt|had better|would better|better|mustnt|neednt|shall|must not)\b(?! (?:have|be proud|be very proud|be glad))
.66  (?<= )you (?:<adv> )*(?:should|could|ought to|shouldnt) have\b
.9   (?<= )you (?:<adv> )*(?:must|need to|have to|have got to|got to|needs to|gotta|will (?:need|have|want) to)\b(?! (?:(?:<adv> )*(?:be|feel|have been|have felt|have had|have|find|think|know|miss|love|admit|carry|feel) (?!(?:\w+er|less|more|clear|firm|honest|open|careful|patient|strong|assertive|direct|realistic|the|a|your|there|tough|yourself)\b)))
.84  (?<= )you (?:<adv> )*(?:must|need to|have to) be (?:<adv> )*(?:\w+er|less|a bit|a little|able to|more|clear|firm|honest|open|careful|patient|strong|assertive|direct|realistic|kind|kinder|tough|tougher|yourself|there)\b
.86  (?<= )you (?:<adv> )*(?:dont|do not) (?:<adv> )*(?:need|have) to\b
.82  (?<= )you (?:<adv> )*need (?:a|an|some|more|better|clear|clearer|your|help|support|professional|the|somebody|someone)\b
.84  (?<= )(?!(?:i|we|it|this|that|there|you) )(?:he|she|they|someone|somebody|everyone|(?:the|your|his|her|their|a|an|that|this) \w+(?: \w+)?|hr|people|management|leaders|managers|\w+ing) (?:<adv> )*(?:should|ought to|must|needs? to|has to|have to|shouldnt)\b(?! (?:have|be (?:fine|ready|okay|ok|here)|feel|know (?:by|that)))
.86  (?<= )you are (?:<adv> )*better off\b
.82  <go>(?:<adv> )*(?:should|must|need to|ought to|could try|would try|might try|gotta|got to) (?:<adv> )*(?:<do>|be)\b
.86  (?<= )(?:would|might|could|may|will) be (?:the|a|an|your) (?:<adv> )*(?:\w+ )?(?:best|option|idea|way|step|move|solution|choice|start|thing to do|bet|approach)\b
.7   (?<= )(?:he|she|they) (?:<adv> )*needs? (?:a|an|clear|clearer|more|some|better|your|structure|support|feedback)\b
.72  (?<= )(?:the|your|someone|that|this|his|her|their) (?:\w+ ){1,2}needs? (?:a|an|more|clear|some|clearer|better|your|you|to)\b
.72  (?<= )we (?:<adv> )*(?:should|ought to) (?:<adv> )*(?:<do>)\b
.96  (?<= )(?:if (?:i|it) (?:were|was) (?:you|me|in your|my)|(?:if i )?(?:were )?in your (?:place|shoes|position|situation|case) i (?:would|had)|in your (?:place|shoes|position)|if i were|were i you|if that (?:were|was) (?:me|my))\b
.86  (?<= )i would (?:<adv> |rather )*(?!have )(?:<do>)\b
.86  (?<= )i would (?:<adv> )*have (?:a|an|another) (?:\w+ )?(?:word|chat|talk|conversation|look|meeting|coffee|go)\b
.93  (?<= )what i would (?:<adv> )*(?:do|try|suggest|recommend|say)\b.* is\b
.86  (?<= )i would (?:<adv> |not )*be (?:<adv> |very |more |really )*(?:careful|honest|direct|open|cautious|patient|firm|clear|wary|straight|upfront|transparent|strict|tough|curious to (?:see|try))\b
.84  (?<= )i (?:wouldnt|would not|would never|would always) (?:<adv> )*(?:<do>|worry|be|let|rush)\b(?! (?:know|say|have))
.93  (?<= )i (?:would|can|could|do|must|want to)? ?(?:<adv> )*(?:suggest|recommend|advise|propose|urge|encourage|advocate|vote for)\b
.93  (?<= )(?:can|could|may|might) i (?:suggest|recommend|advise)\b
.94  (?<= )(?:my|one|a|some|another|here is some|here is my|here is a|small) (?:\w+ )?(?:advi[cs]e|suggestion|recommendation|tip|proposal|piece of advi[cs]e)\b(?! (?:was|i got|helped))
.9   (?<= )(?:it|that|this|there)? ?(?:might|may|could|would|is|will|be) (?:<adv> )*(?:(?:be )?(?:<adv> )*(?:<worth>|worth (?:a|an|the|some|your|it)|necessary|advisable|wise|critical|crucial|essential|key|vital|no harm|nothing wrong|no point|about time|high time)) ?(?:for (?:you|him|her|them|the \w+|your \w+) )?(?:to|if|\w+ing|a try|a|an|that you|in \w+ing|with \w+ing|you)\b
.86  (?<= )(?:it|that|this) (?:might|may|could|would|will) (?:<adv> )*(?:help|make sense|pay off|pay)\b(?! (?:me|us) )(?! have)
.92  (?<= )you (?:<adv> )*(?:could|can|might|may|would|will) (?:<adv> )*(?:want to|wish to|like to|consider|try|do well|be better|be well advised|be wise|find it (?:useful|helpful)|benefit)\b
.84  (?<= )you (?:<adv> )*(?:could|can|might|may) (?!not )(?:<adv> )*(?:<do>)\b(?! (?:have|see|tell that|proud))
.9   (?<= )(?:<perhaps>) (?:<adv> )*(?:you|he|she|they|someone|the \w+|a \w+|your \w+|it) (?:<adv> )*(?:could|can|should|might|need|needs|ought)\b
.84  (?<= )(?!(?:it|i|we|that|this|you|there) )(?:\w+ )(?:<adv> )*(?:could|might|would|may|will|can) (?:<adv> )*(?:help|be worth|be useful|be helpful|work well|solve|be good|be an option|make sense|make a difference|do the trick|be the way|be better|be best|be easier)\b(?! me| us)
.86  (?<= )(?:the |your |an |a |my )?(?:best|first|only|obvious|right|next|one|another|other|simplest|easiest|safest|quickest|better|smart|smartest|good|simple|second|wisest|possible|most \w+) (?:\w+ )?(?:thing|way|step|option|answer|idea|approach|solution|possibility|move|bet|start|course|choice|strategy|plan|practice|rule)\b(?: \w+){0,4} (?:is|would be|could be|might be|would|will be|may be)(?= (?:probably |perhaps |simply |just |not |definitely |always |usually )*(?:to|a|an|that you (?!are|feel)|if|for|let|<doing>|<do>)\b)
.86  (?<= )(?:the|a) (?:key|trick|answer|secret|solution|way (?:forward|out|ahead)|point|goal|thing) (?:here )?(?:is|would be)(?: simple)? (?:to|not|a|an|in|\w+ing|simply|just|more|better|clear)\b
.88  (?<= )(?:one|the one|the|another) (?:thing|step|option) (?:that |which )?(?:<adv> )*(?:would|could|might|will|may|always|usually)? ?(?:helps?|works|worth|to try|to do|you (?:could|can|should|might))\b
.93  (?<= )(?:what|all) (?:you|he|she|they|this \w+|your \w+) (?:<adv> )*(?:need|needs|should|must|have to|has to|ought|could|can|want)\b(?: \w+){0,4} is\b
.9   <go>(?:<perhaps> |so |i think |i guess )?(?:it is |its )?(?:<adv> |about |high )*time (?:to|you|that you|for you)\b
.88  (?<= )it is (?:<adv> |about |high )*time (?:to|you|that|for)\b
.86  <go>(?:it is |its )?(?:better|best|no need|no point|no harm|nothing wrong|worth|much better|far better|easiest)(?: to| in| with|) (?:<adv> )*(?:<do>|<doing>|be|worry|a try)\b
.92  (?<= )(?:whatever you do|the sooner you|under no circumstances|if in doubt|worth a try|worth a shot|no need to|better safe)\b
.9   <go>(?:(?:i think|i guess|well|please|just|simply|then|first|firstly|secondly|second|third|finally|next|also|instead|definitely|do|maybe|perhaps|personally|honestly|so|i say|and|but|or|ok|okay|yes|no|first of all|for now|for starters|next time|from now on|tomorrow|today|sometimes|either|rather|better|now|ideally|at least|by all means) )*(?:dont|do not|never|always|please|stop|avoid|try|make sure|be sure|ensure|consider|start by|begin by|remember to|forget)\b(?! (?:have|know|think|see|understand|want|mean|feel|get|believe|remember|like|mind|agree|worry about me|is|was|had|has|happens?|happened|again|care|so|at)\b)
.84  <go>(?:(?:i think|i guess|well|please|just|simply|then|first|firstly|secondly|second|third|finally|next|also|instead|definitely|do|maybe|perhaps|personally|honestly|so|i say|and|but|or|ok|okay|yes|no|first of all|for now|for starters|next time|from now on|tomorrow|today|sometimes|either|rather|better|now|ideally|at least|by all means) )*(?:<imp>)\b(?! (?:(?:in|of|at|on|between|from|with|and|like|about) (?!what )\w+ (?:\w+ )?)?(?:is|are|was|were|has|had|will|would|sounds|seems|came|went|takes|took|made|helped|gave|got|means|feels|felt|happens|happened|goes|comes|gets|works)\b)
.86  <go>(?:please |just |maybe |perhaps |so )?let (?:it|him|her|them|your \w+|the \w+|people|others|go|things|yourself|this|that)\b
.86  <go>(?:please |just |maybe )?(?:be (?!(?:that|it|fair|clear that)\b)\w+|put yourself|get yourself|give yourself|treat yourself|allow yourself|ask yourself|trust yourself)\b
.6   <go>(?:so |then |ok )?lets (?:<adv> )*(?:<do>|be|not)\b
.8   (?<= )there (?:is|are) (?:a|an|some|this) (?:\w+ )?(?:book|course|tool|app|podcast|training|method|technique|website|coach|article|template) (?:\w+ ){0,6}(?:you|worth|that (?:helps|could|might)|by|called)\b
.78  <go>(?:why|how) (?:worry|bother)\b
.7   (?<= )(?:better|best) (?:to )?(?:<do>)\b
"""

_STATEMENT = r"""
.5   <go>
.6   (?<= )(?:i|we|me|us|my|our)\b
.7   <go>(?:\w+ ){0,6}?(?:i|we|my \w+|our \w+) (?:<adv> )*(?:<did>|was|were|had|have|felt|am|used to|remember|noticed|struggled|dont|didnt|never|still|went|hear|see|notice|sense|feel|admire|appreciate|understand|relate|can (?:see|hear|feel|relate|imagine|understand)|know|wish|hope|guess|work|worked|recently)\b
.9   <go>i (?:have to|need to|should|must|had to|need) (?!(?:say|tell you) you)
.9   (?<= )(?:i|we|it|he|she|they|nobody|someone) (?:<adv> )*should have\b
.9   <go>(?:thanks|thank you|thx|cheers|well done|good luck|congratulations|congrats|great|ok|okay|i see|good point|got it|same here|me too|sorry|no worries|welcome|hello|hi|hey|bye|good morning|fair enough|absolutely|exactly|indeed|agreed|wow|true|sure|yes|no|yeah|nice|lovely|excellent|brilliant) ?(?:$|[|/] |(?:for|so|that|about|to|you|very|work|job|all|a|everyone|question|here)\b)
.93  <go>thank(?:s|ing)?\b
.9   <go>(?:take your time|take care|good luck|feel free|have a (?:good|nice|great)|keep (?:it up|going)|hang in there|let (?:me|us) (?:think|know|finish|see|add|share|say|be|just|check|start|explain)|excuse me|forgive me|count me|speaking (?:as|from|of)|look at you|hold on|wait a|give me a (?:moment|second|minute)|bear with|guess (?:i|so|we)|call me|trust me|believe (?:me|it)|mark my|lets (?:see|pause|take|move|go|start|begin|continue|meet|say|wait))\b
.91  (?<= )you (?:<adv> )*(?:must|have to|should) (?:<adv> )*(?:be|feel|have been|have felt|have had|find) (?:<adv> |so |very )*(?:\w+(?:ed|ing|ful|al)|sad|tired|angry|furious|torn|hurt|upset|proud|lonely|tough|hard|happy|under|a|in|glad|mad|sick|drained|worn)\b
.9   (?<= )(?:that|this|it) must (?:<adv> )*(?:be|have|feel)\b
.9   (?<= )(?:it|this|that) should (?:<adv> )*(?:be|work|arrive|take|have|help)\b
.9   <go>(?:what|how) (?:a|an|\w+ful|\w+ing|awful|sad|nice|kind|lovely|great|horrible|brave|exciting|interesting|hard|tough|annoying|unfair|wonderful)\b
.9   <go>what (?:\w+ ){1,6}(?:is|was)\b
.82  <go>(?:that|this|it|which) (?:<adv> )*(?:sounds?|seems?|feels?|looks?|reminds?|makes?|explains?|is|was|helped|took|worked|touched|resonates|must)\b(?! (?:<adv> )*(?:<worth>|worth (?:a|an|the|some|your|it)|necessary|advisable|wise|about|high|essential|crucial) (?:to|if|\w+ing|that|for|you)\b)
.86  <go>(?:it )?(?:sounds?|seems?|looks?|feels?) (?:<adv> )*(?:to me |like|as if|as though|that|very|really|so|tough|hard|frustrating)\b
.86  (?<= )you (?:<adv> )*(?:said|mentioned|told (?:me|us)|seem|seemed|look|looked|sound|sounded|smiled|described|talked|spoke|used the|have (?:mentioned|said|talked|used|described|told|come|been|done|shown|a lot))\b
.86  <go>(?:when i|when we|where i|in my|in our|at my|at our|for me|for us|back when|years ago|last (?:year|month|week)|once|a friend|a colleague|someone i|my \w+|our \w+|at that time|in those days)\b
.86  (?<= )(?:helped|worked for|helps|works for) (?:me|us)\b
.9   (?<= )(?:advised|told|asked|warned|taught|encouraged|urged|wanted|suggested) (?:me|us|to me|to us)\b
.84  (?<= )i would (?:<adv> )*(?:be|feel|have been|have felt|have|struggle|find|hate|love|want|not know|expect|imagine) (?:<adv> |so |very |really |that |it )*(?!(?:careful|honest|direct|open|cautious|patient|firm|clear|wary|straight)\b)\w+
.88  (?<= )i (?:dont|do not|didnt|cant|have no) (?:<adv> )*(?:know|have|think|understand|see|idea|imagine|remember|believe)\b
.84  (?<= )i think (?:that )?(?:you|he|she|they|it|this|that|the \w+|your \w+) (?:<adv> )*(?:are|is|was|were|have|has|did|do|feel|feels|handled|look|sound|want|already|care|deserve)\b(?! (?:better|to|got to|best|worth|time))
"""


def _cues(label: Label, table: str, mood: Mood) -> tuple[Cue, ...]:
    parted = (line.strip().partition(" ") for line in table.splitlines() if line.strip())
    return tuple(Cue(label, float(weight), mood, pattern.lstrip(" ")) for weight, _, pattern in parted)


ADVICE = _cues(Label.ADVICE, _ADVICE, Mood.TOLD)
STATEMENT = _cues(Label.STATEMENT, _STATEMENT, Mood.TOLD)
