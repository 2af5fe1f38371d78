"""What stands before what somebody means."""

SMALL_TALK = (
    r"^(?:[|/] |(?:hm+|mm+|um+|uh+|er+|erm|oh|ah|aha|ok|okay|so|well|right|now|and|but|or|then|also|plus|yeah|yes|no|hey|hi|hello"
    r"|great|cool|sure|thanks|thank you|cheers|(?:listen|look|see|look here|wait|like|listen up)(?= \|)|mate|guys|folks|honestly|frankly|to be (?:honest|fair|clear)"
    r"|sorry|sorry to (?:ask|interrupt|push|be nosy)|sorry for (?:asking|the interruption)|apologies|excuse me|forgive me"
    r"|pardon|interesting|fascinating|wow|gosh|just (?:curious|wondering|a thought|asking|checking|to check|to be clear|so i have (?:got )?it (?:straight|right)"
    r"|so i understand|out of (?:curiosity|interest))|out of (?:curiosity|interest)|(?:i am )?(?:just )?curious(?= \|)"
    r"|i wonder(?= \|)|i am (?:just )?wondering(?= \|)|quick (?:one|question|check)|(?:a |one |just a |just one )?(?:quick |silly |stupid |dumb |small |naive |maybe silly |last |other |more )?(?:question|thought|thing)(?: (?:for you|from me))?(?= \|)"
    r"|can i (?:just )?(?:ask|check)(?: you)?(?: something| a question| this)?|could i (?:just )?ask(?: you)?(?: something)?|may i (?:just )?ask(?: you)?(?: something)?"
    r"|let me ask(?: you)?(?: this| something)?|i have (?:a|one) (?:quick )?question|my question (?:is|would be)|i (?:would like|want|wanted) to ask(?: you)?(?! about)"
    r"|if i may(?: ask)?|if you (?:dont|do not) mind(?: me asking)?|by the way|btw|one more thing|ok so|first of all(?= \|)"
    r"|in that case|(?:hang on|hold on)(?= \|)|i mean|you know(?= \|)|like(?= \|)|basically(?= \|)|actually(?= \|)|seriously(?= \|)|anyway|alright"
    r"|before (?:we|i|you|anyone) (?:\w+ ){1,3}(?=\| ))(?: (?=\S)|$))+"
)
