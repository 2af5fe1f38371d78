"""Classes of English words that the cues name, and how words are written before they are compared."""

from __future__ import annotations

from edgewise.domain.coaching.questions.english.verbs import DO, ONLY_TOLD, gerund, past_forms


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


KINDS = {
    "neg": _words(
        """isnt arent wasnt werent dont doesnt didnt havent hasnt hadnt wouldnt couldnt shouldnt cant cannot wont
        aint mightnt mustnt neednt"""
    ),
    "pos": _words(
        """is are was were am do does did have has had will would could can should shall might may must"""
    ),
    "pro": _words(
        """i you he she it we they this that there these those one anyone anybody somebody someone everyone
        everybody nobody anything something everything nothing people"""
    ),
    "det": _words(
        """the a an your my his her their our its some any all most both each every other no more another mr ms mrs
        dr"""
    ),
    "adv": _words(
        """ever already maybe perhaps possibly really just simply also not actually honestly even only first
        instead then still probably definitely certainly absolutely seriously always never too kindly quickly
        now all quite rather yet better strongly highly gently personally sometimes directly openly clearly
        carefully properly finally truly surely normally usually potentially"""
    ),
    "state": _words(
        """like want trust feel know believe care agree understand love need see mean enjoy hate respect think get
        realise realize have remember own"""
    ),
    "do": DO,
    "imp": DO | ONLY_TOLD,
    "doing": frozenset({gerund(verb) for verb in DO} | {"being", "trying"}),
    "did": frozenset(form for verb in DO for form in past_forms(verb)),
}

CLASSES = {
    "q": r"(?<![^ ])[|/] (?:and |but |so |or |then |well |now |please )*",  # where a question may begin
    "go": r"(?<![^ ])\| (?:and |but |so |or |then |well |now )*",  # where an instruction may begin
    "perhaps": "maybe|perhaps|possibly|might i suggest|ideally",
    "third": r"he|she|they|someone|somebody|anyone|(?:the|your|his|her|their|that|this|a|an) (?:\w+ ){1,3}?|hr|people"
    r"|everyone|everybody",
    # What a person says of another, or of the person asked: a diagnosis.
    "judged": "avoid|avoids|avoiding|avoided|afraid|scared|frightened|jealous|envious|lazy|threatened|insecure|overreact"
    "|overreacting|overreacted|overthinking|exaggerating|micromanage|micromanages|micromanaging|micromanager|controlling"
    "|control freak|perfectionist|perfectionism|selfish|naive|unfair|defensive|stubborn|arrogant|incompetent|toxic"
    "|manipulating|manipulative|manipulated|dishonest|lying|weak|weakness|coward|cowardly|guilty|to blame|blame|fault"
    "|hypocritical|ridiculous|unreasonable|unrealistic|unprofessional|disrespectful|passive aggressive|too|ego"
    "|a bit (?:much|harsh|hard|late|over)|harsh|bottleneck|people pleaser|imposter|impostor|self sabotage"
    "|sabotage|sabotaging|running away|hiding|in denial|denial|giving up|pretending|projecting|resent|resentful|resentment"
    "|taking advantage|using you|playing (?:games|the victim)|victim|obsessed|paranoid|difficult to work with"
    "|hard on (?:yourself|him|her|them)|letting (?:them|him|her|yourself|your)|let (?:him|her|them) (?:get away|walk)"
    "|excuse|excuses|excluded|dependent on you|burnt out|burned out|oversensitive|sensitive|procrastinating"
    "|good enough|not enough|failure|(?:afraid|fear) of|holding (?:the|them|him|her|your|it) (?:\\w+ )?back"
    "|bullying|bully|abusive|narcissist|narcissistic|immature|childish|petty|paying the price|obvious|unhappy in"
    "|stuck in the past|in the way|respect (?:you|him|her)|trust (?:anyone|anybody|people)|never trusted|(?:dont|not|never) trust|power game"
    "|attached to|clinging|sulking|acting like|making (?:it|this) (?:harder|worse|bigger)|wrong person",
    "worth": "better|best|easier|easiest|worth|useful|helpful|wise|wiser|kinder|simpler|nice|nicer|great|good|possible"
    "|smart|smarter|fairer|safer|quicker|healthier|cheaper|sensible|advisable|a good idea|an idea|an option|an alternative"
    "|more \\w+|beneficial|reasonable|cleverer|fine|a possibility|feasible|important|time",
    "tell": "tell|say (?:(?:a )?(?:bit |little |something |anything |some )?(?:more|about)|what|how|why)|describe|explain|share|elaborate|expand|unpack|outline|paint|walk|talk (?:me|us|it|this|that)"
    "|give (?:me|us|an|some|one)|help (?:me|us)|show|clarify|speak (?:more|about|a)|go into|take (?:me|us)|put (?:that|it)"
    "|summarise|summarize|define|talk (?:more|about|a)|illustrate|let (?:me|us)|fill (?:me|us)",
    "fact": "when|where|who|which|whether|if|how (?:many|much|long|old|often|far|big|large|soon|late)|what time|what date",
    "opener": "tell (?:me|us)|say (?:a (?:bit|little) )?more|say a (?:bit|little)|go on|go ahead|carry on|describe|explain"
    "|elaborate|help (?:me|us) (?:to )?(?:understand|see)|(?:walk|talk|take) (?:me|us)|give (?:me|us) (?:an|a|some|one)"
    "|share (?:with|a|an|some|what|how|your|more)|show (?:me|us)|paint|expand on|unpack|keep talking|speak more"
    "|let (?:me|us) hear|lets hear|imagine|picture|think (?:of|about|back to) (?:a|the last|one|an) (?:\\w+ )?"
    "(?:time|moment|situation|day|example|occasion|person)|talk about|fill (?:me|us) in",
}

CONTRACTIONS = {
    "u": "you", "ur": "your", "r": "are", "pls": "please", "plz": "please", "y": "why", "wanna": "want to",
    "gonna": "going to", "gotta": "got to", "whats": "what is", "hows": "how is", "wheres": "where is",
    "whos": "who is", "whens": "when is", "whys": "why is", "thats": "that is", "hes": "he is", "shes": "she is",
    "im": "i am", "ive": "i have", "id": "i would", "youre": "you are", "youd": "you would", "youve": "you have",
    "youll": "you will", "theyre": "they are", "theyve": "they have", "theyll": "they will", "theres": "there is",
    "weve": "we have", "itd": "it would", "itll": "it will", "heres": "here is", "shouldve": "should have",
    "couldve": "could have", "wouldve": "would have", "mustve": "must have", "it's": "it is", "let's": "lets",
    "cannot": "cant", "could'nt": "couldnt", "is'nt": "isnt", "do'nt": "dont", "innit": "isnt it", "dunno": "dont know",
    "abt": "about", "bc": "because", "coz": "because", "cuz": "because", "wat": "what", "doez": "does", "waht": "what", "wht": "what", "hve": "have", "yuo": "you", "teh": "the", "thnk": "think", "wot": "what", "wen": "when",
    "hav": "have", "shld": "should", "shd": "should", "cld": "could", "wld": "would", "cud": "could", "shud": "should",
    "wud": "would", "mayb": "maybe", "thru": "through", "tho": "though", "ppl": "people", "realise": "realise",
}  # fmt: skip
ENDINGS = (
    ("n't", "nt"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"), ("'m", " am"), ("'s", "s"),
)  # fmt: skip
WITH_IS = frozenset(
    "what who where when why how that there here he she it everyone everybody somebody someone nobody this".split()
)
ABBREVIATIONS = frozenset("mr mrs ms dr prof st e.g i.e eg ie etc vs no approx inc ltd jr sr a.m p.m u.s u.k dept".split())
CONJUNCTIONS = frozenset({"and", "but", "or"})

# Cue words of four letters or more, and such as people mistype; everything else is left as it stands.
REPAIRABLE = frozenset(
    """what when where which would could should have tried considered thought about suggest recommend maybe perhaps
    advice really something better because think thinks ought there doesnt didnt wouldnt couldnt shouldnt isnt arent
    wasnt havent whether wonder wondering curious understand describe explain more your does talking talked trying
    before happen happens happened different important problem consider delegate definitely probably know want feel
    help just tell speak ask been with from that this their matter matters make makes""".split()
)
REAL = frozenset(
    """three rally abort abound tough toughest mother father leader could should weather stalking thinly shout tired cloud clouds though through hive gave wave save cave mould world that than thank thanks thing things chat
    wheat went wait where there were here when then them they these those this white while whale witch switch with wish
    wash wound wood wooden shoulder shout short shower tries trial trees tree thinks thinking thin thick sink drink taught
    caught bought brought fought thorough able abode above abut shut bout post port pore core mare lore sore wore bore fore
    mode move mote tore some mort your four hour tour pour our yours dose dues goes doe does done dies toes make made take
    lake male makes mate bake cake wake tell tall till toll well sell fell bell cell yell help held heap kelp hell just
    must rust dust gust bust feel fuel feet feed fell keel heel reel want wand wants went rant pant know now knew knot snow
    known knows knob ask asks task mask bask been bean seen keen beer beef bee form from fro frog prom their heir there
    then tear bear fear year near hear dear wear matter mutter latter batter mattered matters wonder wander under wonders
    wonderful whither weather wether whatever hat hate heat have half hare haven hove hale wale batter letter butter bitter
    bettor setter better net before therefore hose home happened speak speaks peak sneak spear talk walk talked walked
    talking walking taking tackled trying drying crying frying advise advice device vice reality tread treed dried cried
    fried tied tired pried ought bough nought brought aught sought couldn mount count court cold gold hold sold told wold
    bold fold mold work word warm more moved maybe marry mind kind which such much rich each beach reach teach wide
    considers consider explains explain complain describes describe thinker wanted waned wait waits whom whose hand""".split()
)
