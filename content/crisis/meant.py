"""Somebody means to die or to hurt themselves, or has the words for it."""

from __future__ import annotations

from content.crisis.grammar import OTHER, THING, WHOSE, any_of, gap

WISH = (
    r"(?:WANT|wish|wished|wishes|wishing|hope|hoping|pray|praying|READY|ready|PLAN|rather|prefer|need|deserve|deserves"
    r"|should|feel|feels|way|ways|how)"
)
TO = r"(?:(?:to|2|too|go|I|we|would|could|might|will|can|him|better|and) |HE (?=would|will|could|had|DEAD))"

MEANT = any_of(
    r"(?:I|HE|KIN|CHILD|feel|feeling) (?:feel |feeling |and |might )?SUICIDAL ",
    # to kill, to hurt
    rf"(?:KILL|HURT|CUT|POISON|off|offing|END) {gap(1)}SELF (?!off|at work|on the job|lifting|shaving|some slack|short|falling)",
    r"(?:do|TAKE|done|doing) (?:\w+ )?(?:\w+ )?to SELF |(?:do|TAKE) something (?:stupid|crazy|bad|drastic)",
    r"(?:someone|HE|WANT|this \w+|shot|TAKE) (?:KILL|END) I |KILL I (?:now|please)",
    rf"(?:painless|easi\w+|quick\w*) {gap(2)}(?:DIE|KILL|SUICIDE)",
    rf"(?:how|many|much) {gap(4)}(?:to|would|will|could) (?:KILL (?:I|you|u|SELF)|DIE) ",
    r"(?:SUICIDAL|TAKE) SELF (?!off|too|to)|blow\w* (?:\w+ )?(?:brains?|head)|brains out|shoot (?:me|I) ",
    # to be dead, to be gone
    rf"(?<!NOT )(?<!NOT HE ){WISH} {TO}{{0,4}}(?:DIE|DEAD) (?!hard)",
    rf"{WISH} (?:to |2 |I |would |could )*(?:gone|disappear|vanish|NOT exist|NOT here|nothing) ",
    rf"(?:hope|wish|pray|hoping) {gap(4)}(?:KILL|END|TAKE) I |(?:hope|wish|pray) (?:I )(?:just )?(?:OD|ODED|STOP BREATHE)",
    rf"(?:better|best) off (?:DEAD|NOT|if|when|w o) |(?:happier|better|favor) {gap(4)}(?:NOT I|if I)",
    r"(?:if|when|wish|wishing|once) (?:I|HE) (?:DEAD|gone|died|NOT here|NOT born|DIE|NOT LIVE|NOT exist)",
    r"NOT care (?:if|whether) (?:I|HE) (?:LIVE|DIE|DEAD|WAKE|OD)",
    rf"NOT (?:one |body )?(?:would |will |d )?(?:even )?(?:care|miss|notice) {gap(2)}(?:if I|I) ",
    rf"(?:THINK|PLAN|dream\w*|obsess\w*) {gap(2)}(?:about|of|on) {gap(1)}(?:DYING|death|DIE|DEAD|END|jumping|jump|ending) (?!treatment|DRUG|program|my DRUG)",
    rf"death {gap(1)}better|prefer death|way out (?:but|except|is death)|only way out|NOT way out|DIE (?:tonight|on purpose|by)",
    r"(?:let|make|made|makes) I DIE |(?<!can )(?<!will )(?<!could )(?<!would )I (?:could |just |should |can just )*DIE (?!from|of|in|when|if|without)",
    r"NOT (?:see |have )?(?:any )?(?:future|hope|point (?:any|in any|to any|$))|NOT LIVE (?:NOT|anymore|any|$)|LIFE over |nothing matters|why (?:should I|do I|I|bother) (?:to )?(?:LIVE|be here|exist)",
    r"out of (?:this )?(?:LIFE|world)|leave (?:this )?(?:world|earth)|(?:join|be with) (?:\w+ )?(?:\w+ )?(?:heaven|other side)|meet my maker|NOT been born",
    r"(?:lost|lose|losing|NOT) (?:my |all |HE |his )?will to LIVE|NOT deserve to LIVE",
    r"(?:fed up|over|had enough) (?:with |of )?(?:my |this )?LIFE|LIFE (?:too much|too hard|sucks)|dark thoughts|SUICIDE (?:THINK|PLAN|thoughts)|THINK (?:about|of) SUICIDE|I in crisis|THINK of (?:KILL|CUT|HURT)",
    rf"{OTHER} (?:have |keep |started |keeps |been |again )*CUT (?:again|$|at night|every|HE|and)|I (?:have |keep |started |been |again )*CUT (?:again|$|at night|every)",
    r"(?:I|HE|KIN|CHILD) (?:HURT|CUT) (?:his|HE|my) (?:arms?|legs?|wrists?|thighs?|BODY)|(?:HURT|CUT) on purpose",
    # not to live
    rf"NOT (?:even )?WANT (?:HE |I )?(?:to |2 )?{gap(2)}(?:LIVE|here|WAKE|BREATHE|go on|exist|around|this earth|this world|earth) (?!with|at|in|near|there|on my|up early|people)",
    rf"NOT {gap(2)}(?:reason|point|purpose|will|use|sense) {gap(4)}(?:LIVE|going on|here|go on|LIFE)",
    rf"NOT {gap(1)}(?:to|for) LIVE |what {gap(1)}point {gap(1)}(?:of|in) (?:LIVE|LIFE|anything|going)|point in LIVE",
    rf"NOT {gap(1)}worth {gap(1)}LIVE|LIFE (?:NOT|has NOT|TAKE NOT) (?:worth|meaning|point|purpose)|LIFE {gap(1)}(?:meaningless|pointless|worthless)",
    r"(?:hope\w*|wish\w*|pray) (?:I|HE) NOT (?:ever )?WAKE",
    rf"(?:sleep|go|bed|OD) {gap(3)}NOT (?:ever )?WAKE",
    r"NOT (?:go on|keep going|keep LIVE|hold on|continue LIVE|LIVE like|LIVE anymore|LIVE (?:I|with SELF))(?! DRUG| vacation| leave| PILL| trip)",
    rf"NOT (?:keep )?(?:do|doing|TAKING|handle|bear|stand) {gap(1)}(?:it|this|LIFE|LIVE) (?:any ?more|any more|any longer|no more|NOT more)(?! rehab| treatment)",
    r"NOT (?:LIVE )?(?:here|around|LIVE) (?:tomorrow|much longer|for long)|NOT WANT to feel (?:any|pain|this)|NOT safe with SELF|NOT trust SELF",
    # to end it
    rf"(?:WANT|READY|ready|GOING|PLAN|THINK|need|feel|wish) {gap(3)}END (?:{gap(1)}(?:it|LIFE|everything|things|all)) ",
    rf"END (?:it all|it tonight|it now|it today|it right now|it for good|{WHOSE} (?:own )?LIFE|LIFE|HE) (?!insurance|care)",
    r"WANT (?:\w+ )?(?:it|everything|LIFE|this|all|pain|the pain) (?:all |to |pain )*(?:END|STOP|over|done) ",
    rf"(?:TAKE|TAKING|taking) {WHOSE}? ?(?:own )?LIFE (?!back|skill|insur|class)|END LIFE ",
    r"(?:tired|sick|done|TAKE|finished|exhausted|through|over) (?:of |with |from )?(?:my |this )?(?:LIVE|LIFE|fighting I|existing) (?!with|in|at|skill|insur|near)",
    rf"(?:hate|hates|hating) (?:my |being |HE |his )?(?:LIVE|LIFE) |(?:give|giving|GAVE|gave) up on {gap(1)}LIFE ",
    r"I (?:just )?(?:WANT to )?(?:give|giving) up (?!DRUG|smok|drink|alcohol|on HE|custody|my|sugar)|feel\w* (?:\w+ )?(?:hopeless|worthless|like burden|burden)|I burden",
    # signs of a plan
    r"(?:farewell|SUICIDE) (?:note|letter|text|video|message) (?!meaning|definition|lyrics|song)|goodbye (?:every|world|all|cruel)|(?:HE|KIN|I|left|wrote|saying|writing|note) (?:\w+ )?(?:\w+ )?(?:\w+ )?(?:goodbye|good bye)(?! to (?:DRUG|addict|my addict))|left (?:\w+ )?note ",
    r"(?:GAVE|giving) (?:\w+ )?(?:\w+ )?(?:things|stuff|belongings) away|giving away (?:\w+ )?(?:\w+ )?(?:things|stuff|belongings)",
    r"(?:gun|pistol|rifle|shotgun|knife|razor|blade) (?:to|in|at|on|against) (?:\w+ )?(?:head|BODY|temple|throat|wrist\w*)",
    r"(?:TAKE|got|holding|grabbed|loaded|with|bought|his|my|have|found) (?:loaded )?(?:gun|pistol|rifle) (?!right|on prob|owner|permit|license|charge)",
    r"(?:TAKE|bought|got|with|has|have|tied|tying) rope |noose|hotshot|hot (?:shot|TAKE) (?:to|and)|KILL from",
    r"jump\w* (?:off|from|in front|out|into) (?:\w+ )?(?:\w+ )?(?:bridge|roof|building|cliff|train|traffic|window|balcony|river|overpass)",
    r"(?:on|over|edge of|top of|off) (?:\w+ )?(?:bridge|roof|ledge|overpass|cliff|tracks) (?!device|clinic|program)",
    r"(?:GOING|WANT|threatens|PLAN) to jump (?!off|start|from DRUG)",
    r"(?:slit\w*|KILL|CUT|slash\w*|slic\w*|cut\w*) (?:\w+ )?(?:\w+ )?(?:wrist|wrists|arms|throat|veins|thighs|legs)|(?:CUT|scars|HURT) (?:all )?(?:over|on|up and down) (?:\w+ )?(?:arms|wrists|thighs|legs)",
    r"(?:disappear|gone|sleep) forever|WANT to (?:HURT|CUT) (?:again|so bad|$)|urge to (?:HURT|CUT) ",
    # an overdose that is meant; before the other grammars look: who means to is not yet under
    r"(?:WANT|PLAN|READY|ready|(?<!HE )(?<!KIN )GOING) (?:to |2 |on |of |about |that )*(?:OD|ODING) |THINK (?:about|of) (?:OD|ODING) |how to OD $",
    rf"(?:OD|ODED|ODING|TAKE|DRUG|PILL) {gap(2)}(?:on purpose|intentional\w*|deliberate\w*)",
    rf"(?:WANT|THINK|GOING|PLAN|could|might|ready|should) {gap(2)}(?:TAKING|SWALLOW) {gap(1)}all {gap(2)}{THING} (?:(?:and|so|then|I) )*(?:NOT (?:ever )?WAKE up )?",
    rf"(?:commit\w*|comit\w*|PLAN|threat\w*) (?:to )?(?:about |of )?(?:commit |comit )?SUICIDE (?!years|ago|in|when|last|rate|prev|stat|train|law)|{OTHER} SUICIDE $",
    r"(?:call|text|dial) 988 |^ 988 $|crisis (?:line|text|hotline)",
)
NAMES_SUICIDE = any_of(r"SUICIDE ")
NAMES_SUICIDAL = any_of(r"SUICIDAL ")
