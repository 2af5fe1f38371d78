"""Cues of questions: what opens, what closes, what leads, what advises with a question mark."""

from __future__ import annotations

from edgewise.domain.coaching.questions.language import Cue, Label, Mood

ASKS = (
    r"<q>(?!(?:do not|have (?:a|an|some|no|faith|patience|fun|courage)|do (?:some|the|a|your|this|that|nothing|something)) )(?:<pos>|<neg>) (?:<adv> )*(?:<pro>|<det>|his|her|mine|yours|hr|\w+ing|\w+s)\b",
    r"<q>(?:(?:in|to|for|from|at|on|with|by|about|of|out of) )?(?:what|which|whose|how|why|who|whom|where|when)"
    r"(?! (?:i|we|you|he|she|they|it|the|my) \w+)(?! (?:\w+ ){1,6}(?:is|was) that)(?: \w+){0,5}?"
    r" (?:<pos>|<neg>) (?:<adv> )*(?:<pro>|<det>)\b",
    r"<q>(?:what|who|which(?: \w+)?) (?:else |exactly |really )?(?:is|are|was|were|makes?|made|happens?|happened|stops?"
    r"|keeps?|kept|matters|would|could|might|should|has|signs?|leads?|led|drives?|comes|stands|bothers|worries|gives?|knows"
    r"|does|did|needs?|wants?|decides?|prevents?|holds?|brought|brings?|changed|changes)\b(?! (?:\w+ ){0,8}(?:is|was) )",
    r"<q>(?:whats|how about(?! (?:this|that) \|)|what about|what if|why not|how come|how so|what else|anything else|what next|and then what)\b",
    r"<q>(?:why (?:dont|didnt|cant|wait)|why not)\b",
    r"<go>(?:i )?(?:am )?(?:just )?(?:wonder|wondering|curious|interested)(?: to (?:know|hear|understand))?(?: about| in)?"
    r" (?:what|how|why|when|where|who|which|if|whether)\b(?! i )",
    r"<q>(?:have|did|had) (?:<adv> )*(?:tried|considered|thought)\b",
    r"<go>(?:<adv> )*ever (?:tried|considered|thought|been|had)\b",
)


def _cues(label: Label, table: str) -> tuple[Cue, ...]:
    """Lines of `weight pattern`, or `weight! pattern` for one that counts in what is told, too."""
    cues = []
    for line in filter(None, map(str.strip, table.splitlines())):
        weight, _, pattern = line.partition(" ")
        mood = Mood.ANY if weight.endswith("!") else Mood.ASKED
        cues.append(Cue(label, float(weight.rstrip("!")), mood, pattern.strip()))
    return tuple(cues)


OPEN = _cues(
    Label.OPEN,
    r"""
    .95! <go>(?:maybe |perhaps )?you (?:could|can|might) (?:<adv> )*(?:<tell>)\b(?! (?:<fact>) )
    .8   ^[|/] (?:and|so|because|meaning|such as|but) ?$
    .88  <q>what (?:is|would be|was|might be) the (?:cost|price) (?:of|for you|to you) (?:not|<doing>|you|staying)
    .86  <q>what if (?:your|the|his|her|their) (?:\w+ ){1,2}?(?:says?|leaves?|finds?|refuses?|doesnt|dont|gets?|rejects?|disagrees?)\b
    .62  <q>(?:(?:in|to|for|from|at|on|with|by|about|of|out of) )?(?:what|how|why|whats)\b
    .56  (?<= )(?:what|how|why) (?:\w+ ){0,4}?(?:<pos>|<neg>) (?:<pro>|<det>)
    .95! <go>(?:please )?(?:<opener>)\b
    .95! (?<= )say (?:a (?:bit|little) )?more\b
    .94  <q>(?:can|could|would|will|do|are) (?:you|we) (?!not)(?:<adv> )*(?:(?:be )?(?:willing|able|ready|happy) to |like to |care to |mind |want to )?(?:<adv> )*(?:(?:please )?(?:<tell>)|telling|saying|sharing|describing|explaining|walking|giving (?:me|us)|elaborating|expanding|talking (?:me|us))\b
    .9!  <go>(?:i )?(?:am )?(?:just )?(?:wonder|wondering|curious|interested|intrigued|fascinated)(?: to (?:know|hear|understand|learn))?(?: about| in| by)? (?:what|how|why)\b(?! (?:not|about|if) )(?! i )
    .88! <go>i am (?:just |really )?(?:curious|interested|intrigued) (?:about|in|by|to hear|to learn|to know|to understand)\b
    .92! i (?:would|will|want|d) (?:really |just |also )?(?:love |like |be (?:curious|interested|keen|happy) |be glad )?to (?:hear|know|understand|learn|explore)\b
    .7!  <go>lets (?:explore|hear|stay|unpack|look at what|dig)\b
    .8   <q>(?:what|how) about (?:you|yourself|your \w+)? ?$
    .9   <q>what about (?:this|it|that|him|her|them|being \w+|(?:the|your|his|her|their) (?:\w+ ){1,3}?)(?: \w+ing)? ?(?:is|are|makes?|made|worries|worried|bothers|bothered|matters|mattered|feels|felt|scares|concerns|excites|appeals|attracts|was|were|did|do|does|would|surprised|surprises|frustrates|annoys|upsets|keeps|stands|feels)\b
    .86  <q>what (?:have|had|did) you (?:<adv> )*(?:tried|try|considered|thought|think|done|do)\b
    .86  <q>what (?:options|ideas|possibilities|alternatives|steps|choices|approaches|strategies|support|else)\b
    .84  <q>what (?:would|will|might|could) happen\b
    .84  <q>what if (?:he|she|they|it|nothing|nobody|none|that|this|there)\b
    .9   <q>what if (?:\w+ ){1,4}?(?:didnt|werent|wasnt|did not|were no|was no|were not|was not|no longer|knew|had (?:more|unlimited|all|no|a magic|nothing|twice|another)|did nothing|had to|could (?:change one|do anything|wave|start over|not fail|only)|couldnt)\b
    .84  <q>when (?:do|did|are|were|have) you (?:<adv> )*(?:feel|felt|most|at your best|been at your best|come alive|find yourself)\b
    .84  <q>where (?:do|did|does|are|is|in) (?:\w+ ){0,4}(?:feel|sit|stuck|hesitat\w*|energy|pull\w*|tension|leave you)\b
    .84  <q>(?:who|where|when|which)(?: else)? (?:could|might|would)\b
    .84  <q>who (?:do|did|would) you (?:want|need|have) to be\b
    .84  <q>who (?:are you|do you become|will you be)\b
    .8   <q>who (?:else )?(?:can|could|might) (?:help|support)\b
    .84  <q>(?:out of|of) (?:everything|all)\b
    .84  <q>which (?:\w+ ){0,5}(?:matters?|feels?|appeals?|weighs?|resonates?|stands out|speaks|excites?|energi[sz]es|worries|draws?|attracts?|most|would you|important|pulls?)\b
    .8   <q>how (?:important|comfortable|attached|willing|satisfied|confident|sure|certain|ready|committed|realistic|hard|difficult|true)\b
    .88  <q>what (?:do|did|would) you (?:think|believe) (?:you|is|was|would|might|could|he|she|they|it|the|about|of)\b
    .84  <q>how (?:could|might|can|would|will) you (?:<adv> )*(?:find|approach|start|begin|make|use|handle|know|measure|tell|get|create|build|test|help|prepare|go about|like|feel|describe|want|respond|do|change|explore|support|bring|see|show|deal|decide|notice|move|communicate|involve|share|look|define|balance|apply|address|tackle|learn|improve|increase|reduce|frame|explain|set|best)\b
    .84  <q>how much (?:of this|of that|of it)\b
    .7   <q>(?:such as|because|meaning|how so|why|how come|and then|then what|so what|like what|for example|what else|what next)(?: what| now)? ?$
    .85  <q>what (?:stops|is stopping|keeps|is keeping|prevents|is preventing|holds|is holding|stopped|blocks) (?:you|u)(?: back)? (?:from )?(?:moving|deciding|acting|going (?:forward|ahead|for)|making (?:progress|a decision|the decision|that)|taking (?:the|that|this|a) (?:next |first )?(?:step|decision|action)|doing (?:that|this|it|so)|getting (?:started|there|what)|being|feeling|having (?:that|this)|achieving|reaching|progressing)\b
    .93  <q>what makes you (?:say|think|believe) (?:that|so|this) ?$
    .86  <q>what(?: is| are| else)?(?: \w+){0,2} (?:makes?|made) (?:this|that|it|you|him|her|them|the|your|a|some)\b
    .86  <q>what (?:is|was) (?:the |your )?(?:real|actual|true) (?:question|issue|problem|challenge|reason)\b
    """,
)

CLOSED = _cues(
    Label.CLOSED,
    r"""
    .84  <q>(?:have|has|had) (?:you|your \w+|they|he|she) .*(?<= )(?:yet|already|since|before|recently|lately|today|yesterday|since (?:\w+ ){1,4}) ?$
    .86  <q>what (?:is|was|were) (?:the |your |their )?(?:result|results|outcome|verdict|score|official)\b(?! (?:you|that|in this|here|for you))
    .9   (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twenty|a few) (?:years?|months?|weeks?|days?|people|reports|times|hours|offices|kids|children|colleagues|peers|direct) .*\| (?:<neg>|<pos>|right|correct|yes) ?(?:<pro>)? ?$
    .6   <q>(?:<pos>) (?:<adv> )*(?:<pro>|<det>|hr|\w+ing|\w+)\b
    .8   <q>(?:(?:in|to|for|from|at|on|with|by|of|since|until) )?(?:when (?:<pos>|exactly)|where\b|wheres|who\b|whom|whose|which\b|how (?:many|much|long|old|often|far|big|large|soon|late|tall|high|recently|frequently|early|large|quickly|close)\b)
    .76  \| (?:when|where|who) (?:<pos>)
    .8   <q>(?:roughly |about |approximately |exactly )(?:how|what|when)\b
    .82  <q>(?:on |in |at |from |by |for |since )?what (?:time|date|day|year|month|week|percentage|proportion|number|size|age|colou?r|country|city|town|grade|level|department|team|title|job|industry|sector|company|currency|version|floor|room|address|kind of contract|type of contract|budget|salary|tool|software|language)\b
    .82  <q>what (?:do|does|did|will|would) (?:\w+ ){1,6}cost\b
    .86  <q>(?:what (?:is|was|are|were|will be)) (?:<det> )?(?:\w+ ){0,4}?(?:name|names|title|date|deadline|budget|number|address|headcount|age|salary|role|position|size|price|cost|turnover|email|job|notice period|phone|ratio|total|percentage|amount|rate|limit|distance|start date|end date|location|capital|length|duration|schedule|time frame|timeline|status)\b(?! (?:of (?:not|<doing>)|you|that|in this|here|for you))
    .88  scale (?:of|from)|(?:one|1|zero|0) (?:to|and) (?:10|ten|five|5)\b|out of (?:10|ten)
    .97  <q>(?:can|could|would|will|do) (?:you|we) (?:<adv> )*(?:like to |mind |be able to )?(?:please )?(?:tell|telling|remind|show|confirm|say)(?: me| us| for (?:me|us))? (?:again )?(?:<fact>)\b
    .96! <go>(?:please )?(?:tell|remind) (?:me|us) (?:again )?(?:when|where|who|which|how (?:many|much|long|old|often)|your name|the (?:date|name|number))\b
    .8   <go>(?:i )?(?:am )?(?:just )?(?:wonder|wondering|curious|interested)(?: to (?:know|hear))? (?:when|where|who|which|if|whether|how (?:many|much|long|old|often|far|big))\b
    .9   <q>(?:have|did|has|had) (?:you|your \w+|anyone|they|he|she) (?:<adv> )*(?:tried|try|considered|thought (?:about|of)|spoken (?:to|with)|talked (?:to|with)|asked|told|done|consulted) (?:any|anything|something|anyone|anybody|someone|somebody)\b
    .78  <q>(?:have|has|had) (?:you|your \w+|they|he|she) (?:<adv> )*(?:\w+ ){1,8}(?:yet|already|since|before|recently|so far|lately) ?$
    .9   <q>(?:have|did) you (?:<adv> )*(?:tried|considered|thought about|think about) (?:it|that|this) (?:yet|already|before) ?$
    .84  <q>have you (?:<adv> )*(?:thought about|considered) (?:what|how|why|who|when|where)\b
    .84  <q>(?:can|could) you (?:<adv> )*(?:see|hear|remember|recall|afford|imagine|think of|name|understand|rely|trust|count on|influence|predict|tell (?:if|when|whether)|picture|feel|make it|sleep|manage|cope|live|work from|access|approve)\b
    .72  <q>can (?:he|she|they|it|the|your|hr|this|that)\b
    .7   \| (?:right|correct|yes|yeah|is that right|is that correct|ok|okay|did you|have you|has he|do you|or not|or no) ?$
    .88  <q>(?:are you|is (?:he|she)) (?:sure|certain|ok|okay|alright|all right)(?: to \w+)? ?$
    .88  <q>(?:is|was) (?:that|this|it) (?:right|correct|true|ok|okay|clear|so|it|all|fair|accurate|urgent)(?: so far)? ?$
    .7   <q>do you (?:<adv> )*(?:know|remember|recall|happen|have)\b
    .66  <q>(?:are|were|is|was|do|does|did|have|has|had|will) (?:you|he|she|they|it|your \w+|the \w+)\b.* (?:or) (?!(?:are|is|do|does|did|just|only|maybe|perhaps|should|could))
    .8   <q>(?:anything|anyone|anybody) else\b
    .86  <q>would you like (?:a|an|some|more|the|us|me)\b
    """,
)

LEADING = _cues(
    Label.LEADING,
    r"""
    .86  <q>(?:could|might|may|can|couldnt|mightnt) (?:it|this|that) (?:<adv> )*be\b(?! (?:worth|useful|helpful|possible (?:to|for)|better|good|an option|time|of use|easier|wise))
    .9   <q>(?:is|isnt) it (?:<adv> )*possible (?:that )?(?:you|he|she|they|it|this|the|your|his|her|there)\b
    .86  <q>(?:is|isnt|would|wouldnt) (?:it|this|that) (?:<adv> )*(?:not )?(?:be )?(?:because|fair to say|true that|a case of|safe to say)\b
    .84  <q>(?:is|was|isnt) (?:this|it|that) (?:<adv> )*(?:really|actually|just|maybe|perhaps|more|not|all) about\b
    .74  <q>(?:is|was) (?:this|it|that) about (?:you|your|power|control|trust|fear|ego|status|recognition|revenge|pride|respect)\b
    .82  <q>do you (?:think|feel|believe)(?: that)? (?:maybe|perhaps|possibly|secretly|deep down)\b
    .8   <go>(?:<adv> )*you (?:<adv> )*(?:admit|concede|blame|gave up|given up|never|refuse|refused|chose|prefer to|expect|dont even|didnt even|dont really|obviously|clearly|would rather)\b
    .78  <q>why (?:<pos>) (?:\w+ ){1,4}(?:so|too) \w+
    .84  <go>(?:<adv> )*(?:it|he|she|this|that|they|you|there|the \w+|your \w+) must (?:<adv> )*(?:be|have|feel)\b
    .82  <q>(?:could|might|may) (?:the|your|his|her) (?:\w+ ){1,3}(?:<adv> )*be (?!able|a good|an option|of)\w
    .84  <q>(?:could|might|may|can) (?:you|he|she|they) (?:<adv> )*be (?:<adv> )*(?:the|a|an|underestimating|<doing>|\w+ing|part of|afraid|too|wrong|jealous)\b
    .82  <q>do (?:you|we) (?:<adv> )*agree that\b
    .72  <q>are you (?:<adv> )*(?:trying|attempting|hoping|secretly|still|always) \w
    .76  <q>(?:is|are|do|does|was|were|did|has|have) .*(?<= )because (?:you|he|she|they|it|of your|your|deep)\b
    .93  <q>have you (?:<adv> )*(?:considered|noticed|realised|realized|thought) (?:that|how (?:you|he|she|they))\b
    .92  <q>what if .*(?:is|are|was|were) (?:<adv> )*(?:right|wrong|the (?:\w+ )?(?:problem|one|reason|issue|cause)|at fault|lying|afraid|<judged>)\b
    .88  what (?:you are|he is|she is|they are|this is) (?:<adv> )*(?:saying|telling us|about) is\b
    .8   <q>do you (?:<adv> )*(?:realise|realize|see|notice|understand) (?:how|that)\b
    .78  <q>(?:<neg>)\b
    .8   <q>(?:do|does|did|is|are|was|were|has|have|had|could|would|can|should|might) (?:<pro>|(?:your|the|his|her|my|their|this|that) \w+) not\b
    .84  (?<= )surely\b
    .7   <q>(?:is|are|was|were|do|does|did|has|have|had) .*(?<= )(?:obviously|clearly|basically)\b
    .8   <q>why (?:<pos>) (?:<pro>|<det> \w+) (?:<adv> )*(?:so|always|never|still|even|letting|just|being|keep|keeps|kept|let|lets|insist|insists|refuse|refuses|have to|allow|allows|put up|tolerate|bother|suddenly|willing|too|making|holding|wasting|scared|pretend|need to|want to|assume|<judged>)\b
    .82  <q>why (?:<neg>)\b
    .92  <q>why (?:cant|wont|dont|couldnt) (?:you|he|she|they) (?:<adv> )*(?:accept|see|admit|let it go|understand|stop|be|trust|move on|let go|respect)\b
    .86  <q>why (?:dont|do) (?:you|they|we) (?:<adv> )*(?:<state>)\b
    .78  <q>why (?:would|should) (?:you|anyone|anybody|he|she|they|somebody|someone|we)\b
    .78  <q>why (?:is|are|was|were) (?:you|he|she|they|it|your \w+) (?:\w+ ){0,2}(?:<judged>)\b
    .84  <q>how (?:can|could|do) (?:you|he|she|they|anyone|anybody|somebody) (?:<adv> )*(?:be|not|expect|possibly|trust|let|say|just|even|accept|allow|live|think|believe|call|justify|stand|sleep|ignore|blame|forgive)\b
    .84  <q>how (?:dare|on earth|in the world|could anyone)\b
    .87  \| (?:<neg>|aint) (?:<pro>)(?: (?:think|agree|say|find|believe|reckon|see))?(?: so)? ?$
    .86  \| (?:do|would) you not (?:think|agree|say)(?: so)? ?$
    .8   \b(?:not|never|dont|isnt|arent|doesnt|didnt|wont|cant|havent|nobody|hardly)\b.* \| (?:<pos>) (?:<pro>) ?$
    .78  \| (?:no|eh|huh|innit|surely|admit it|be honest|agreed|wouldnt you agree) ?$
    .8   (?<= )(?:<judged>)\b.* \| (?:right|correct|yes|yeah|ok|no|is that right|or) ?$
    .85  (?:real|root|actual|underlying|main|whole) (?:problem|issue|reason|cause|question|point)\b.* \| (?:right|correct|yes|no) ?$
    .78  <q>(?:<pos>) .*(?<= )(?:<judged>)\b
    .76  <go>(?!(?:what|how|why|who|when|where|which|whats|if|when) )(?!(?:<pos>) ).*(?<= )(?:<judged>)\b
    .84  <q>(?:do|would|did|are|can|could) (?:you|we) (?:<adv> )*(?:really|honestly|seriously|truly|genuinely|actually) (?:think|believe|want|need|expect|trust|mean|suggesting|saying|going to|convinced|happy|feel)\b
    .84  <q>are you (?:<adv> )*(?:sure|certain|convinced) (?:that |about |it |this |you |he |she |they |there |the |your |we )
    .84  <q>(?:is|was) (?:it|this|that) (?:<adv> )*(?:a sign|that you|that he|that she)\b
    .84  <q>(?:is|was) (?:it|this|that|he|she|your \w+) (?:just|simply|really|only)\b
    .84  <q>(?:has|did|does|have) (?:it|you) (?:<adv> )*(?:occur(?:red)? to you|(?:considered|noticed|realised|noticed|thought) (?:that|how|whether (?:you|he|she|they|it) (?:are|is|might|may|could)))\b
    .84  <q>are you (?:<adv> )*(?:saying|suggesting|telling (?:me|us)|implying|just|only|simply|really)\b
    .8   <q>am i right (?:in thinking |to think |to assume |in assuming )?(?:that )?(?:you|he|she|they) (?:<adv> )*(?:<judged>|resent\w*|feel|dont|are (?:<judged>))\b
    .8   <q>would (?:you|we) (?:<adv> )*(?:agree|say|admit|concede|accept) (?:that|this|you|he|she|it|they|the|with)\b
    .88  <q>what makes (?:you|him|her) (?:<adv> )*(?:think|so|believe|expect|assume)\b
    .82  <q>(?:who|what) (?:wouldnt|would ever|in their|in his|in the world|on earth|kind of person|sort of person|sane)\b
    .82  <q>do you (?:<adv> )*(?:always|never) \b
    .82  <q>do you (?:<adv> )*have to (?:\w+ )?be\b
    .84  <go>you (?:do |surely |must )(?:know|realise|realize|see|understand|admit)\b
    .8   <go>you (?:know|realise|realize|see) (?:that )?(?:he|she|they|it|this|you)\b
    .78  <go>(?:so )?(?:basically |then )?you (?:are |were |will |have |<adv> )*(?:just|only|simply|really|basically|let|letting)\b
    .86  <q>what if (?:(?:the|your) (?:real |actual |only )?(?:problem|issue|reason|question)|you (?:are|were|have been|was) |it (?:is|was) (?:you|really|actually|about|your)|(?:he|she|they) (?:is|are|was|were) (?:right|the one|just))
    .74  <go>(?:maybe|perhaps) (?:it |you |he |she |they |this |the |your |that )
    .88  <q>(?:is|are|was|isnt|arent) (?:it |this )?(?:<adv> )*(?:the|your|his) (?:real|root|actual|underlying|true|deeper|bigger|main) (?:problem|issue|reason|cause|question|point|challenge|fear)\b
    .82  <q>do you (?:<adv> )*(?:think|believe|feel|find) (?:<adv> )*(?:that )?(?:it|that|this) (?:is|was) (?:<adv> )*(?:fair|right|wrong|ok|okay|wise|smart|reasonable|too|a bit|professional|acceptable|normal|healthy|realistic|helpful|appropriate|really|responsible|a good|an? \w+ idea|worth)\b
    .8   <q>do you (?:<adv> )*(?:think|believe|feel) (?:<adv> )*(?:that )?you (?:<adv> )*(?:may|might|could|are|have|were) (?:<adv> )*(?:be|been|being|have been|just|<judged>)\b
    .82  <go>(?:i )?(?:am )?(?:just )?(?:wonder|wondering) (?:if|whether) (?:.*(?<= )(?:<judged>|just|simply|really|secretly|deep down|actually|the real)\b|maybe |perhaps |(?:this|it|that) (?:is|might|may|could) )
    .74  <go>(?:i )?(?:am )?(?:just )?(?:wonder|wondering) (?:if|whether) you (?:are|might be|may be|feel|dont|have been)\b
    .76  <q>(?:is|are|was|were) (?:\w+ ){1,5}(?:really|just|simply|only|actually) (?:about|because|that|a|an|the|trying|being)\b
    """,
)

ADVISES = _cues(
    Label.ADVICE_QUESTION,
    r"""
    .94  <q>have you (?:<adv> )*(?:considered|thought) that .*(?:would|might|could|may) (?:<adv> )*(?:help|be (?:<worth>)|make sense|work)\b
    .9   <q>(?:isnt|arent|is|are) there (?:\w+ ){1,6}?(?:you|we) (?:<adv> )*(?:could|can|might)\b
    .7   <q>have you (?:<adv> )*(?:used|read|checked|looked|drawn|mapped|listed|reached|hired|delegated|prepared|documented|practised|practiced|written|given|sought|gone to|let|applied|created|kept)\b
    .86  <q>(?:cant|couldnt) (?:you|we) (?:<adv> )*(?:<do>|try)\b
    .86  <q>(?:can|could) you (?:<adv> )*be (?:a (?:bit|little) )?(?:more|less|clearer|firmer|kinder|open)\b
    .89  <q>(?:have|did|had|has|havent|hadnt|didnt) (?:you|u|your \w+|they|we|he|she) (?:<adv> )*(?:not )?(?:<adv> )*(?:tried|try|considered|consider|contemplated|explored|looked into|looked at|experimented|think to|thought (?:of|about)|think (?:of|about)|given (?:any |some )?thought)\b
    .89  (?:if|whether) (?:you|u) (?:have |had |did )?(?:<adv> )*(?:tried|try|considered|thought (?:of|about)|looked into)\b
    .89  <go>(?:<adv> )*(?:ever )?(?:considered|tried|thought (?:of|about)|had a go at) \w
    .8   <q>(?:have|havent) you (?:<adv> )*(?:asked|spoken|talked|told|discussed|raised|approached|confronted|shared|involved|invited|offered|consulted|contacted|written|sat down|set|made|put|explained|checked|sent)\b
    .9   <q>why (?:dont|cant|wouldnt|couldnt|havent|not) (?:you|we|they) (?:<adv> )*(?:try|<do>|<did>)\b
    .92  <q>why not\b
    .88  <q>why (?:<adv> )*(?:bother |even )?(?:<do>)\b(?! (?:<pro>) )
    .85  <q>what if (?:you|we|your (?:\w+ ){1,3}?|someone(?: else)?|the (?:\w+ ){1,2}?|they|he|she) (?:<adv> )*(?:<did>|could|tried|were to|would|can|<do>|had)\b
    .88  <q>how about (?!(?:you|yourself|your \w+) ?$|(?:this|that) \|)
    .87  <q>what about (?:\w+ing|a|an|some|having|another|more|just|simply|maybe|going|if)\b
    .74  <q>what about (?:\w)
    .76  <q>(?:can|could|cant|couldnt|might) (?:you|we) (?:<adv> )*(?:not )?(?:<adv> )*(?:try|be|<do>)\b
    .86  <q>(?:cant|couldnt|can|could) (?:you|we) (?:not )?(?:just|simply|at least|perhaps|maybe|instead) (?:<do>|be|try)\b
    .86  <q>(?:can|could) (?:you|we) not (?:<adv> )*(?:<do>|be|try)\b
    .74  <q>could (?:<third>) (?:<adv> )*(?:<do>|help)\b
    .85  <q>couldnt (?:<third>) (?:<adv> )*(?:<do>|help|be)\b
    .93  <q>(?:would|could|might|wouldnt|couldnt|mightnt|will|would not) (?:it|that|there) (?:<adv> )*(?:not )?(?:<adv> )*(?:help|make sense|be (?:<adv> )*(?:<worth>|any use|of use|of help|value)|hurt|do any harm|pay to|be possible (?:for|to))\b
    .86  <q>(?:would|could|might|wouldnt|couldnt|will) (?:a|an|some|the|another|more|your|having|\w+ing|\w+) (?:\w+ ){0,7}?(?:help|be (?:<worth>|of use|of help)|work|make sense|solve|sort|do (?:you|the|some|him|her)|make (?:a difference|things|it|this)|fix|give you|be a)\b
    .86  <q>(?:would|wouldnt) now be\b
    .86  <q>(?:would|could|are|were|wouldnt|arent) you (?:<adv> )*(?:be )?(?:<adv> )*(?:consider|considering|willing to|open to|up for|prepared to|ready to|interested in|think about|rather|better off|like to (?:try|<do>)|mind (?:<doing>)|dare|agree to)\b
    .72  <q>do you (?:<adv> )*want to (?:<adv> )*(?:try|ask|call|give|set|schedule|write|role|practise|practice|start|invite|book|send|make)\b
    .93  <q>(?:should|shouldnt|ought|oughtnt) (?:you|we|i)\b
    .8   <q>should (?:<third>) (?:<adv> )*(?:be|<do>)\b
    .84  <q>shouldnt (?:<third>) (?:<adv> )*(?:be (?:\w+ed|told|given|made|\w+en)|<do>)\b
    .93  <q>(?:do|dont|would|wouldnt|did|didnt) (?:you|u) (?:not )?(?:<adv> )*(?:think|feel|believe|say|agree|reckon|find)(?: that)? (?:<adv> )*(?:you|we|<third>|it is time) (?:<adv> )*(?:should|ought|need to|needs to|had better|have to|must)\b
    .9   <q>(?:do|dont|wouldnt) (?:you|u) (?:not )?(?:<adv> )*(?:think|feel|believe)(?: that)? (?:<adv> )*(?:you|we) (?:<adv> )*could\b
    .92  <q>(?:do|dont|wouldnt|would) (?:you|u) (?:not )?(?:think|feel|believe|agree|say)(?! (?:that|this|it|he|she|they) (?:will|would|could) (?:\w+ )?work)(?: that)? (?:.{0,40})(?:would|might|could|may|will) (?:<adv> )*(?:help|work|make sense|be (?:<adv> )*(?:<worth>)|make (?:a difference|things|it|this)|solve)\b
    .86  <q>(?:dont|doesnt|didnt) (?:you|we|<third>) (?:<adv> )*(?:need|have|want|ought) to (?:<adv> )*(?:<do>)\b
    .92  <q>(?:isnt|is|wasnt|wouldnt|aint) (?:it|now|this|that) (?:<adv> )*(?:be )?(?:about |high |not )?(?:a good |the right |a )?(?:time|moment) (?:to|you|that|for|we)\b
    .9   <q>(?:isnt|is|wouldnt|would) (?:it|that) (?:<adv> )*(?:not )?(?:be )?(?:<adv> )*(?:<worth>) (?:for \w+ |if )?(?:to|\w+ing|if|just)\b
    .88  <q>(?:isnt|is|wouldnt|would|could) (?:\w+ing) (?:.*)(?:an option|possible|an idea|a possibility|a good idea|better|easier|worth|an alternative|help|be a)\b
    .88  <q>(?:is|isnt|would|was|are) (?:it|that|there) (?:<adv> )*(?:be )?(?:an option|a possibility|possible for you|worth|any value|value|any benefit|a way)\b
    .86  <q>is it (?:<adv> )*possible (?:to|for)\b
    .9   <q>(?:is|isnt|are|arent|would) there (?:be )?(?:not )?(?:a|any|some|anything) (?:\w+ )?(?:way|ways|chance|possibility|reason|reasons|scope|room|option|thing)?(?: \w+)? ?(?:why )?(?:that )?(?:you|to|for you to|of|in which you|stopping you|we) (?:could|can|cant|couldnt|might|dont|havent|shouldnt|wouldnt|not|<do>|<doing>|from)\b
    .9   <q>any (?:chance|way|possibility|reason)\b
    .9   <q>(?:shall|should) (?:we|i)\b
    .9   <q>what (?:stops|is stopping|keeps|is keeping|prevents|is preventing|holds|is holding|stopped|would stop|hinders) (?:you|u)(?: back)? (?:from )?(?:just|simply|<adv>) \w+ing\b
    .78  <q>what (?:stops|is stopping|keeps|is keeping|prevents|is preventing|holds|is holding|stopped|would stop|hinders) (?:you|u)(?: back)? (?:from )?\w+ing\b
    .9   <q>(?:and )?what would (?:happen|change|it be like) if (?:you|we) (?:<adv> )*(?:just|simply|actually|instead|only)\b
    .86  <q>how would it be (?:if|to)\b
    .86  <q>how (?:hard|difficult|realistic|easy|feasible) (?:would|could|might) it be (?:for you )?to\b
    .91  <q>(?:how would you feel|what (?:do|would) you (?:think|say|feel)|what are your thoughts|how (?:do|does) you feel|how does it sound) (?:about|on|of|to) (?:<adv> )*(?:(?:not )?(?:<doing>)|a|an)\b
    .86  <q>(?:how would you feel|what (?:do|would) you (?:think|say)) if (?:you|we)\b
    .8   <q>what is (?:wrong with|the harm in|so bad about) (?:<adv> )*\w+ing\b
    .92  <go>(?:i )?(?:am )?(?:just )?(?:wonder|wondering|curious) (?:if|whether) (?:<adv> )*(?:you|we|<third>) (?:<adv> )*(?:could|should|might (?:want|try|consider|<do>)|can|need to|ought|would (?:consider|be (?:open|willing|better))|want to (?:try|<do>))\b
    .92  <go>(?:i )?(?:am )?(?:just )?(?:wonder|wondering|curious) (?:if|whether|about) (?:.{0,40})(?:would|might|could|may) (?:<adv> )*(?:help|be (?:<worth>)|make sense|work)\b
    .9   <go>(?:<perhaps>) (?:<adv> )*(?:you |we |<third> )?(?:<adv> )*(?:could|should|can|might|need|ought|<do>|try)\b
    .8   <go>(?:<perhaps>) (?:<adv> )*(?:a|an|some|\w+ing)\b
    .9   <q>(?:can|could|may|might) i (?:just )?(?:suggest|recommend|advise|propose|give you (?:a|some) (?:tip|advice|idea))\b
    .86  <q>could there be (?:any )?(?:value|benefit|a benefit|merit)\b
    .92  (?:you|we) (?:<adv> )*(?:should|could|ought|need to|have to|must|can|might)(?! (?:see|imagine|understand|feel|agree|hear|admit|be|have)).* \| (?:<neg>|right|no|yes|ok|okay|correct|eh|would)(?: (?:<pro>))?(?: (?:think|agree|say))? ?$
    """,
)
