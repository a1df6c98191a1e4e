"""Claims that no page of ours may make, each with what to say instead.

They follow what health agencies and guidelines hold to be unsafe, outdated or unfair; each entry's
`instead` is the right fact in short. Patterns look at one sentence at a time.
"""

from __future__ import annotations

import re

from content.plain_language.wording import wording

# A sentence that denies or warns against a claim may name it.
DENIAL = re.compile(
    r"\b(?:not|no|never|nor|nobody|none|cannot|avoid|without|false|wrong|myth|isn['’]t|don['’]t|doesn['’]t"
    r"|can['’]t|won['’]t|stop|refuse|against|instead of|rather than|unsafe|ask|if|may break)\b",
    re.IGNORECASE,
)

NEVER_SAY = [
    wording(
        r"\b(?:one|1)[- ]day detox|detox\w* (?:can|may) be done (?:under|in)|(?:ultra-?)?rapid detox is",
        "Detox under anesthesia or in one day has killed people and does not treat addiction.",
    ),
    wording(
        r"\bflush\w* (?:out )?(?:the |of )?(?:drugs?|toxins?|heroin)|clear\w* (?:the )?(?:drugs?|heroin) from",
        "Nothing is flushed out. Medicine eases withdrawal; the danger afterwards is overdose.",
    ),
    wording(
        r"\b(?:treatment (?:starts|begins) with detox|detox is (?:the )?(?:first|step one)"
        r"|must (?:first )?(?:finish|complete) detox)",
        "Treatment can start with medicine, often the same day.",
    ),
    wording(
        r"\b(?:therapy|counseling) is (?:an? )?(?:essential|required|the most important)",
        "Counseling can help and should be offered. It is not a condition of medicine.",
    ),
    wording(
        r"\b(?:only|just) (?:for )?a short time\b.*\bmedic|\bmedicines? (?:is|are) (?:only )?short[- ]term",
        "There is no time limit on medicine: as long as it helps.",
    ),
    wording(
        r"\breplac\w+ one (?:drug|addiction) (?:with|for) another|\btrading one (?:drug|addiction)",
        "Taken as directed, the medicines steady the brain and roughly halve the risk of dying.",
    ),
    wording(
        r"\brelapse is (?:a )?(?:normal )?part of (?:recovery|treatment)",
        "Return to use is common and treatable, and dangerous with fentanyl about.",
    ),
    wording(
        r"\b(?:hit|reach|wait for) (?:their |your |his |her )?rock[- ]bottom|\bha(?:s|ve) to want (?:it|help)\b",
        "Treatment works at any stage, and waiting can be fatal.",
    ),
    wording(
        r"\bsleep it off\b|\blet them sleep\b", "Cannot be woken: call 911 and give naloxone."
    ),
    wording(
        r"\b(?:cold shower|ice bath|slap them|walk them around|make them vomit|inject (?:salt|milk))",
        "These harm and lose time: follow the overdose steps.",
    ),
    wording(
        r"\b(?:woke up|awake),? so (?:there is )?(?:you )?(?:can|need)\b|\bno need (?:for|to call) 911",
        "Naloxone wears off in 30 to 90 minutes: stay, and get medical care.",
    ),
    wording(
        r"\b(?:3|three)(?: to |-|–)(?:5|five) minutes\b",
        "Between doses of naloxone: 2 to 3 minutes.",
    ),
    wording(
        r"\bneed (?:the |an? )?8[- ]?mg\b|\b8 mg (?:works|is) better",
        "Ordinary 3 mg or 4 mg naloxone works for fentanyl. Use what you have.",
    ),
    wording(
        r"\bnaloxone (?:works|reverses) (?:on |in )?(?:any|every|all) overdose",
        "Naloxone reverses opioids alone. Always give it.",
    ),
    wording(
        r"\b(?:touching|skin contact with) fentanyl (?:can|will|may)\b",
        "Briefly touching fentanyl does not cause an overdose.",
    ),
    wording(
        r"\b(?:two lines (?:mean|means|=) fentanyl|negative (?:strip|test) (?:is|means) safe)",
        "One line means fentanyl was found. A negative strip is never proof of safety.",
    ),
    wording(
        r"\byou (?:will|can) be safe from arrest|\b(?:47|48) states (?:have|had)\b.*samaritan",
        "Every state has a law that gives some protection. It does not cover everything. Call anyway.",
    ),
    wording(
        r"\bstop using (?:right )?now\b.*\bpregnan|\bpregnan\w*\b.*\bstop using (?:right )?(?:now|today)",
        "Pregnant: do not stop suddenly. Methadone or buprenorphine is the treatment.",
    ),
    wording(
        r"\btake (?:a lot of|extra|more|large) (?:imodium|loperamide)|\bkratom (?:can|may) help",
        "High doses of loperamide can stop the heart; kratom is not a treatment.",
    ),
    wording(
        r"\b(?:waiver|x-waiver|special license|certified doctor)\b.*\b(?:needed|required|must)\b",
        "Any clinician who can prescribe Schedule III medicines may prescribe buprenorphine.",
    ),
    wording(
        r"\bmethadone (?:at|from) (?:any|your|the) pharmacy",
        "For addiction methadone comes from an opioid treatment program, with narrow exceptions.",
    ),
    wording(
        r"\b(?:guaranteed|100 ?%|90 ?%) (?:success|cure|recovery)|\bcures? addiction\b",
        "No honest program can promise a cure or a success rate.",
    ),
    wording(
        r"\bpress 3\b", "988's option 3 ended on July 17, 2025; list The Trevor Project apart."
    ),
    wording(
        r"\btreatment[- ]resistant (?:OUD|opioid)",
        "It is a proposal, not a diagnosis: change the plan.",
    ),
    wording(
        r"\bcounseling is (?:a )?(?:condition|must)\b|\bhave to (?:go to|attend) counseling\b",
        "Counseling is offered, never a condition of medicine.",
    ),
    wording(
        r"\b(?:stage|surprise) (?:an )?intervention\b",
        "CRAFT has better evidence than a surprise confrontation.",
    ),
    wording(
        r"\b112,000\b|\bmore (?:deaths )?than ever\b",
        "Date every count; deaths fell in 2023 and 2024.",
    ),
    wording(
        r"\b(?:seems? (?:well|fine)|no symptoms)\b[^.]*\bcall poison",
        "A child who got methadone, buprenorphine, fentanyl, heroin or an unknown pill needs 911 at once.",
        even_denied=True,
    ),
    wording(
        r"\bonly (?:give breaths|breathe for them) if they (?:are not|aren['’]t|have stopped) breathing\b",
        "Breathe for who does not breathe, gasps, or barely breathes.",
        even_denied=True,
    ),
    wording(
        r"\bheroin overdose (?:takes|comes on over|needs) (?:one|1) to (?:three|3) hours",
        "It can be hours, or at once; with fentanyl, minutes. Nobody waits to see.",
    ),
    wording(
        r"\b(?:inject )?nothing (?:but|except) naloxone\b(?!,? or nalmefene)",
        "Naloxone, or nalmefene made for overdose: use it if it is all you have.",
    ),
    wording(
        r"\bsubstance use disorder (?:exempts|frees) you\b"
        r"|\bpeople with (?:a )?(?:substance use disorder|addiction) are exempt",
        "Under the rule of June 2026 a diagnosis alone frees nobody. Ask the clinic for a letter.",
    ),
    wording(
        r"\bbuprenorphine\b[^.]*\bby (?:phone|video)\b[^.]*\b(?:through|until|to) December 31, 2026",
        "The rule on starting buprenorphine by phone or video has no end date.",
    ),
    wording(
        r"\babout half or more\b[^.]*\bpills",
        "29 % in fiscal year 2025, about half in 2024, 76 % in 2023.",
    ),
    wording(
        r"\b(?:fewer deadly pills|pills are safer now|pills are safer to try)",
        "3 in 10 can still kill, and nobody can see which.",
    ),
    wording(
        r"\b(?:one line|single line) on the left\b",
        "By letters: one line at C means fentanyl, two lines that none was found.",
    ),
    wording(
        r"\b(?:tell|call) (?:the|your) clinic if you faint\b",
        "Fainting or a pounding heart on methadone: 911 or an emergency room.",
        even_denied=True,
    ),
    wording(
        r"\bapplying for medicaid is (?:private|safe|confidential)\b",
        "Since December 29, 2025 Medicaid may give immigration officers basic facts.",
    ),
    wording(
        r"\bundocumented (?:people|immigrants) (?:get|can get) nothing\b",
        "Emergency care, naloxone, cash and many clinics are open to everyone.",
    ),
    wording(
        r"\bsublocade (?:needs|requires) (?:a|one) week\b",
        "Since February 2025 both shots can start the same day, after one dose under the tongue.",
    ),
    wording(
        r"\b(?:ibogaine|ketamine|kratom|7-OH|tianeptine) (?:can|will|may|helps?|gets?)\b[^.]*\boff (?:heroin|opioids|fentanyl)",
        "Unapproved, and some have killed. Methadone and buprenorphine are the treatment.",
    ),
    wording(
        r"\b(?:truckers?|truck drivers?|nurses?|pilots?) must stop (?:methadone|buprenorphine|their medicine|the medicine)",
        "It depends on the job. Nobody stops suddenly.",
        even_denied=True,
    ),
    wording(
        r"\bHELP4U is (?:a teen|for teens)", "It finds treatment by text; no counselor answers."
    ),
    wording(
        r"\bsmoking (?:it )?is (?:a )?safe(?:r)? (?:way|from overdose)", "Overdose risk remains."
    ),
    wording(
        r"\bstrips (?:find|detect|show) (?:carfentanil|nitazenes|orphines)",
        "Fentanyl strips may miss them.",
    ),
    wording(
        r"\bcourt-ordered treatment (?:will save|saves|works)\b",
        "The evidence is weak, and the risk after release is high.",
    ),
    wording(
        r"\b(?:on|by) January 1, 2027,? every(?:one|body) (?:on Medicaid )?must",
        "Members are checked at their first renewal; many are let off.",
    ),
    wording(
        r"\b(?:four|4) to (?:six|6) days\b[^.]*\b(?:out of|leaves?|left|over|done)\b",
        "Withdrawal can take 5 to 10 days, poor sleep and craving longer.",
    ),
    wording(
        r"\b(?:heroin|opioids?) binds? to dopamine receptors",
        "It binds to opioid receptors; dopamine follows.",
    ),
]
