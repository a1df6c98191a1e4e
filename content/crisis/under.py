"""Somebody is going under: no breath, no waking, blue, too much taken, or the word itself."""

from __future__ import annotations

from content.crisis.grammar import MUCH, OTHER, SOMEBODY, THING, any_of, gap, gap_but

NOT_NOW = "WANT|GOING|going|hope|wish"
OFFICE = (
    "doctor|dr|clinic|counselor|insurance|office|therapist|sponsor|caseworker|pharmacy|center|program|rehab"
    "|medicaid|medicare|lawyer|judge|phone|calls?|texts?|emails?|messages?|letters?|hotline|appeal|treatment"
)
CALM_BREATH = r"(?!exercis|techni|medit|work|easy|mint|treat|class|app)"

RESPONDS = any_of(
    rf"(?:NOT|BARELY|STOP) {gap_but('WANT|my', 3)}RESPOND (?!well|to (?:DRUG|treatment|my|questions)|english|about)"
)
ASKED_ELSEWHERE = any_of(rf"(?:{OFFICE}) ")
GOING_UNDER = any_of(
    # breath and heart
    rf"(?:NOT|STOP|BARELY) {gap(3)}BREATHE {CALM_BREATH}",
    rf"BREATHE {gap_but('if|you|when', 2)}(?:NOT|STOP|BARELY|SLOW|HARD) ",
    r"BREATHE sounds |BREATHE (?:once |like |maybe |only )*(?:every|per|a minute)",
    rf"(?<!DRUG )(?<!do )(?:SLOW|HARD|short\w*|rescue|agonal) {gap(2)}BREATHE {CALM_BREATH}",
    rf"{SOMEBODY} BREATHE {CALM_BREATH}",
    rf"how (?:many )?{gap(4)}BREATHE (?:for|do|to)",
    rf"(?:NOT|SLOW|BARELY|faint) {gap(2)}(?:pulse|heartbeat|oxygen) |pulse (?:NOT|SLOW|faint|low)|faint pulse",
    r"(?:heart|chest) (?:NOT|STOP) ",
    # waking
    rf"(?:NOT|BARELY|HARD) {gap_but(NOT_NOW, 3)}WAKE (?!(?:up )?(?:early|on time|for|at \d|in the|in morning|morning))",
    rf"(?:NOT|BARELY) {gap_but('WANT', 1)}MOVE (?!forward|on (?:from|with|to)|out|to|in |back|home|away|past|with|into|next)",
    rf"NOT {gap(1)}(?:come|coming|came|comin) (?:to|around|round|back|out of it) (?:$|and|I|HE|for|after|from DRUG|with NARCAN|NARCAN|with)",
    rf"NOT {gap(1)}(?:get|getting) {OTHER} {gap(1)}(?:up|back|open|WAKE|RESPOND)",
    rf"NOT {gap(1)}(?:get|getting|sit|sitting|stand|standing) up (?!early|for|at|in|on time|and go)|bring(?:ing)? HE back |NOT hear I ",
    rf"NOT {gap(2)}(?:keep|hold|stay) {gap(2)}(?:awake|up|eyes open|WAKE)",
    rf"eyes? {gap(2)}(?:roll\w*|NOT open|glazed|open and NOT|open but)|(?:NOT|BARELY) {gap(1)}open(?:ing)? {gap(1)}eyes|NOT {gap(3)}open HE eyes",
    r"(?:HE|KIN|CHILD) BARELY (?:there|hanging|LIVE|WAKE|holding|talk|alive)|BARELY (?:LIVE|alive|WAKE)",
    r"OUT (?!bias)|collaps\w* (?!vein|lung)|instantly (?:dropped|fell)",
    rf"{OTHER} {gap(2)}(?:out cold|cold and|unresp\w+|slumped|limp|face ?down|drooling|keeled) (?!veins?|lung)",
    r"(?:out|knocked out|stone|ice) cold |cold to touch",
    r"(?:went|go|goes|gone|BODY|HE|KIN|CHILD) limp |limp (?:BODY|and) ",
    rf"(?:{SOMEBODY}|boy|and|mans) {gap(1)}(?:fell|falls|fall|fallin|falling|went|GOING|going|keep|keeps|black\w*) {gap(1)}out (?!of (?!it)|with|to|on|for)",
    r"pass\w* out (?!flyer|NARCAN|kit|paper|candy|card|food|suppl|DRUG|clean|test|pamph|info|lit)",
    rf"{SOMEBODY} {gap(2)}nod\w* (?:out|off) (?!on|in|at)|nod\w* (?:out |off )?(?:or|and) {gap(2)}(?:OD|ODING|NOT|BLUE)",
    r"in and out of (?:WAKE|it|consc\w+)|fading (?:in|out|fast|away)|slipping (?:away|under|in and)|going under ",
    rf"(?:lost|lose|losing|loses) (?:WAKE|consciousness)|{SOMEBODY} {gap(1)}faint\w*",
    rf"(?:if|sure|tell) {OTHER} (?:NOT )?LIVE |^ {OTHER} LIVE |looks? (?:half )?DEAD |(?<!my ){OTHER} DEAD (?!to|end)",
    rf"(?:long|seconds|pause\w*|few) {gap(2)}(?:between|without|in between) {gap(1)}BREATHE |BREATHE {gap(1)}(?:\d+|few|couple|four|five|six|two|three) times",
    rf"{OTHER} {gap(1)}keep\w* (?:falling asleep|drifting|dozing|fading)|{OTHER} on ground |{OTHER} cold (?:$|and|to)|(?<!kick )(?<!kick my )(?<!throw )(?<!get )(?<!get my )(?<!let )HE out $|heart attack|chest (?:pain|hurt\w*|KILL|heavy|tight)",
    r"^ (?:call |calling |need )?(?:911|ambulance) (?:now |help )*$|(?:need|send|get) ambulance",
    # color and sounds
    rf"BODY {gap(3)}(?:BLUE|(?:pale|dark|white|yellow|discolored) (?!.*withdrawal)) ?|BLUE {gap(1)}BODY |(?:pale|white|dark) BODY (?!.*withdrawal)",
    rf"(?:turn\w*|GOING|going|go|goes|went|gone|look\w*|color|cold and|and cold|cold) {gap(1)}BLUE (?!cross|shield|PILL|DRUG)",
    rf"{SOMEBODY} {gap(2)}BLUE (?!cross|shield|PILL|DRUG|m30|m|collar|book|ribbon|heart|eye|hair|card|light|lotus|oxy)",
    rf"BREATHE {gap(2)}BLUE |(?:BLUE|STOP|NOT) and NOT BREATHE|lost (?:all )?(?:his|HE)? ?color",
    rf"RATTLE |death rattle|snor\w* (?:SLOW|loud|deep|and|NOT|HE)|(?:SLOW|loud|deep|horrible|awful|heavy) {gap(1)}snor\w*|(?:OD|ODED|ODING|NOT WAKE) {gap(2)}snor",
    rf"(?:foam\w*|froth\w*) {gap(5)}BODY |foaming|foam coming",
    rf"(?:having|TAKE|HE|KIN|CHILD) {gap(2)}(?:seizure|seizing|convuls\w*)|seizure after",
    r"(?:needle|HARMFUL) (?:still )?(?:in|stuck in) (?:his |HE |my )?arm|(?:HARMFUL|needle) (?:next to|beside|by) (?:HE|KIN)",
    rf"{OTHER} {gap(3)}on {gap(2)}floor |on {gap(1)}floor and",
    r"cold and (?:stiff|NOT|BLUE|clammy)|sternum rub",
    rf"{SOMEBODY} (?:way )?too high (?!dose|of|DRUG)",
)
DYING = any_of(
    rf"{SOMEBODY} (?:might |maybe |may |THINK )?ODING ",
    rf"{OTHER} {gap(1)}DYING (?!of bored|for|laugh)|(?:KIN|HE|CHILD) (?:TAKE )?DIE from (?!withdrawal|detox)",
    r"I DYING (?!of|for|to)|feel (?:as if |that )?I DYING |I feel DYING ",
    rf"(?<!NOT WANT )(?<!afraid ){SOMEBODY} {gap(1)}(?:GOING|might|about) {gap(1)}DIE (?!some ?day|of old)",
    rf"THINK {gap(3)}DEAD |^ HE DEAD |(?:know|tell) if {gap(2)}DEAD ",
)
NARCAN_FAILS = any_of(
    rf"NARCAN {gap(1)}(?:NOT|fail\w*) (?!cover|expire|free|avail|sold|legal|allow|need|addict)",
    rf"GAVE {gap(3)}NARCAN |give (?:HE|KIN|more|another|second) {gap(1)}NARCAN |giving (?:HE|KIN) {gap(1)}NARCAN ",
    r"TAKE NARCAN (?!train|class|course)|NOT (?:have|got|TAKE|any|more)? ?(?:any )?NARCAN |out of NARCAN |NARCAN and (?:HE|nothing|still)",
    rf"NARCAN {gap(2)}(?:nothing happen|still out|now what|what now|HE out)|NARCAN HE ",
    rf"(?:need|get|use|give|do) {gap(2)}NARCAN {gap(2)}(?:now|right now|asap|help|fast|HE) |need NARCAN ",
    r"NARCAN again |another NARCAN |(?:second|third|more) NARCAN |how many (?:dose of |doses of )?NARCAN (?:can|do|should|does)",
    rf"how {gap(4)}(?:use|give|spray|administer) {gap(2)}NARCAN (?!train|class|video|course)",
)
TOO_MUCH = any_of(
    rf"(?:TAKE|ATE) (?:double|twice|triple) {gap(3)}{THING} ",
    rf"(?<!sleep )(?<!sleeps )(?<!how ){MUCH} (?!on ){gap(1)}(?:DRUG|PILL) (?!cost|per|in|hurt)|DRUG {MUCH} (?!cost|per|money|per|side)",
    rf"TAKE {gap(2)}{MUCH} (?!meeting|paper|stuff|work|to do|time|money|sick)",
    rf"(?:TAKING|SWALLOW|ATE|do|using|TAKE|smoke|shoot) {gap(2)}{MUCH} {gap(2)}{THING} ",
    rf"(?:TAKE|ATE) {gap(3)}(?:whole|entire|full|hole) {gap(2)}(?:bottle|box|pack|script|{THING}|month|PATCH)",
    rf"(?:TAKE|ATE) all {gap(4)}{THING} (?!as|at|every|on time)",
    rf"(?:TAKE|ATE) {gap(2)}(?:handful|fistful|bunch|lot|lots|ton|tons|bottle|shitload|couple too many) {gap(3)}{THING} ",
    rf"(?:TAKE|ATE) (?:about |around |over |maybe )?[1-9]\d+ (?!mg|ml|milli|mcg|day|week|year|month){gap(4)}{THING} ",
    r"(?:TAKE|ATE) (?:about |around |over |maybe )?(?:[4-9]|four|five|six|seven|eight|nine|ten) (?:of (?:his|my|HE|them) |BLUE |of )?(?:DRUG|PILL) (?!a|per|every|days)",
    rf"(?:double|triple|extra|two|2|twice) {gap(2)}(?:dose|doses|dosed) {gap(3)}(?:DRUG|NOT|accident)",
    rf"(?:TAKE|ATE) {gap(3)}(?:twice|two times|double) (?:by|on) (?:accident|mistake)",
    rf"(?:TAKE|ATE) {gap(2)}more {gap(2)}than (?:I|HE|prescribed|supposed|should|usual|normal|meant)",
    rf"mixed {gap(1)}{THING} {gap(2)}{THING} |(?:TAKE|ATE) {gap(2)}(?:laced|fake|pressed|bad|unknown) {gap(1)}{THING} ",
    rf"TAKE {gap(2)}DRUG {gap(3)}(?:scared|help I|feel (?:SLOW|HARD|strange|off|cold)|going to be ok|I ok|okay $)",
)
NAMES_OVERDOSE = any_of(r"(?:OD|ODED) ")
OVERDOSING = any_of(r"ODING ")
