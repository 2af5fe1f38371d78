"""The English of forecasts: what others can see, what nobody can, and where two events are joined.

Somebody who writes English as a third language leaves out articles and bends verbs in their own way, so a verb is known
by its stem wherever its form could be another.
"""

from __future__ import annotations

import re

# What somebody else can see: something is done, given, said or counted.
STEMS = (
    "accept|agree|announc|answer|appear|apply|appl|appoint|approv|arriv|ask|attend|book|cancel|clos|complain|confirm"
    "|convinc|deliver|declin|decid|email|exceed|extend|finish|fix|grant|hir|happen|inform|install|invit|join|launch"
    "|lower|mail|mov|nominat|object|offer|open|order|pass|pay|phon|postpon|present|print|promot|propos|publish|reach|receiv"
    "|refus|reject|releas|renew|repl[iy]|repli|report|request|resign|return|schedul|ship|shipp|sign|start|stay|stop|stopp"
    "|submit|submitt|transfer|transferr|visit|vot|withdraw"
)
IRREGULAR = (
    "said|says?|sent|sends?|sending|gave|given|gives?|giving|met|meets?|told|tells?|telling|took|taken"
    "|takes?|taking|came|comes?|coming|left|leaves?|leaving|chose|chosen|chooses?|bought|buys?|sold|sells?|selling|paid"
    "|pays?|wrote|written|writes?|began|begun|begins?|won|wins?|lost|loses?|kept|keeps?|cuts?|withdrew|ended|ends?|rose"
    "|risen|fell|fallen|quits?|done"
)
OFTEN = "find|get|give|go|hear|hold|make|put|see|show|talk|work|write"  # verbs of which nobody need see anything
BENT = rf"(?:(?:{STEMS})(?:e?d|e?s|ing)|{IRREGULAR})"  # bent as a verb is; some are nouns too ("offers")
BENT_OFTEN = (
    "(?:becomes?|finds?|found|gets|got|gotten|goes|went|gone|hears?|holds?|held|makes?|made|puts|runs|sees?|saw|seen"
    "|shows?|shown|talks|works)"
)
PLAIN = rf"(?:{STEMS})e?"  # a verb or a noun
HELPS = r"(?:is|are|was|were|am|be|been|has|have|had|will|would|can|does|did|do)(?:n['’]t)?|won['’]t|can['’]t"
SAYS_WHO = r"(?:i|we|they|he|she)\s+(?!and\b|or\b)\w+"  # next comes a verb
SHORT = r"['’](?:ll|ve|re)|(?:it|he|she|that|who)['’]s"
WHO = r"(?:i|we|they|you|he|she|it|who|people|both|leads|leaders|customers|clients|colleagues|directors|managers)"
AFTERWARDS = r"(?:the|an?|my|our|your|his|her|its|their|this|that|it|me|us|them|in|on|at|with|for|to|from|as|about)"
VERB = re.compile(
    rf"\b(?:{HELPS}|{BENT})\b|(?:{SHORT})\b|\b{WHO} (?:\w+ly )?{PLAIN}\b|\b(?:{BENT_OFTEN}|{SAYS_WHO})\b"
    rf"|^\W*(?:{PLAIN}|{OFTEN}) {AFTERWARDS}\b",
    re.IGNORECASE,
)
SEEN = re.compile(
    rf"\b(?:{BENT}|(?:{HELPS}|{WHO}|not|to) {PLAIN}|live|nobody|no one|in writing|contract|signature|invoice|per ?cent"
    r"|(?<!the )(?:one|two|three|four|five|six|seven|eight|nine|ten|half|all|none)|twice|yes)\b|\d|%",
    re.IGNORECASE,
)
# Words that two people may use of the same day and not agree.
UNSEEN = re.compile(
    r"\b(?:better|worse|best|good|great|fine|nice|well|ok(?:ay)?|improv\w*|enhanc\w*|strength\w*|more|less|much"
    r"|happ(?:y|ier)|unhappy|satisf\w*|feel\w*|felt|mood|morale|atmosphere|climate|trust|relationship|communication"
    r"|collaboration|cooperation|align\w*|engaged?|engagement|motivat\w*|committed|confiden\w+|comfortable|support(?:ed|ive)|valued"
    r"|heard|underst\w+|aware\w*|appreciat\w*|clear(?:er|ly)?|clarity|smooth\w*|easier|easy|efficien\w*|effective\w*"
    r"|stress\w*|relaxed|calm\w*|on track|on board|in place|ready|progress\w*|success\w*|strong(?:er)?|positive\w*"
    r"|constructive|productive|fair(?:er|ly)?|acceptable|reasonable|sufficient\w*|enough|quick(?:er|ly)?|faster|sooner"
    r"|able|learnt?|listen\w*|know\w*|solved|solution|glad|pleased|culture|spirit|decreas\w*|reduc\w*"
    r"|increas\w*|grow\w*|direction|closer|higher|lower|realis\w+|realiz\w+|tr(?:y|ies|ied)|consider\w*|focus\w*)\b",
    re.IGNORECASE,
)
JOINT = re.compile(  # not that of "between 20 and 30"
    r"[;.!?](?=\s)|,?\s(?:(?<!\d\s)and|and(?!\s\d)|but|then|while|plus|also|as well as|and also|and then)\s"
    r"|,\s*then\s|\s&\s",
    re.IGNORECASE,
)
ONLY_IF = re.compile(
    r"(?:^|[\s,;])(?:if|unless|provided(?: that)?|in case|as long as|assuming|on condition)\s", re.IGNORECASE
)
MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
A_DAY = re.compile(  # its numbers count nothing
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTHS})|(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?|q[1-4]|20\d\d"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{0,4}|\d{1,2}[:.]\d\d|(?:in|within|next|last) \w+ (?:days?|weeks?|months?|quarters?)"
    r"|week \d{1,2}|kw ?\d{1,2})\b",
    re.IGNORECASE,
)
