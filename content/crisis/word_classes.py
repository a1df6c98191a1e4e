"""Classes of words: a word that means the same here is the same sign to the grammars.

Left out of a text are the words that change nothing ("is", "just", "really"); a word that stands
in no class stays as it is. Slang and common misspellings are words like others.
"""

from __future__ import annotations

CLASSES = {
    # who
    "I": "i im ive id me ima imma iam",
    "HE": """he she they him her them hes shes theyre hed shed theyd someone somebody someones
        somebodys anyone person man men woman women guy dude girl bro homie homegirl homeboy
        friend friends buddy stranger roommate roomate coworker neighbor neighbour customer client
        student resident patient passenger husband wife boyfriend girlfriend bf gf fiance fiancee
        partner spouse hubby ex mom mum mother dad father grandma grandmas grandpas moms dads grandpa grandmother grandfather nana
        papa granny brother sister bestie uncle aunt cousin lover wifey mama daddy boo bae babe hubs
        inmate cellmate driver guest tenant parent parents """,
    "KIN": """son daughter sons daughters teen teenager teenage stepson stepdaughter boy nephew niece
        grandson granddaughter godson""",
    "CHILD": """baby babies infant toddler toddlers child children kid kids kiddo newborn babby bebe twins twin triplets grandkids grandchildren bub grandbaby
        grandkid grandchild preschooler kindergartner babys bby""",
    "PET": """dog dogs doggo puppy pup cat cats kitten kitty pet pets rabbit ferret beagle labrador retriever pitbull pit poodle
        chihuahua husky bulldog terrier dachshund doggie kittens puppies lab mutt shepherd collie hamster bunny parrot bird goat corgi""",
    "SELF": """myself himself herself themself themselves yourself urself oneself ourselves theirself
        theirselves hisself meself yourselves""",
    # no
    "NOT": """not no never isnt arent aint wasnt wont cant cannot couldnt doesnt dont didnt hasnt
        havent wouldnt shouldnt werent cnt dnt wnt neither nor without nothing nobody none doesn
        dosent dosnt doesent didint dident isint wouldn couldn""",
    "BARELY": "barely hardly scarcely barley barly hardley",
    "STOP": "stop stopped stops stopping quit quits ceased quitting",
    # the body
    "BREATHE": """breathe breath breathing breathin breathes breaths breathed breth brething bretahing
        respirations respiration breathng""",
    "WAKE": """wake wakes waking wakin woke awake awaken awakens awakening rouse rousing arouse roused
        wakeup wakey woken wakng wakeing wakening wakn waked wak conscious concious coherent alert stir stirring""",
    "RESPOND": """communicate communicating speak speaking respond responds responding responsive response respondin answer answers answering
        answerin react reacts reacting reaction reply replying""",
    "MOVE": "move moves moving movin budge budging twitch",
    "OUT": """unresponsive unconscious unconcious unconscience uncounscious nonresponsive comatose
        coma lifeless slumped nonresponding unconsciousness unrousable unarousable""",
    "BLUE": "blue bluish blueish gray grey purple purplish greyish grayish ashy ashen cyanotic",
    "BODY": """lips lip face skin nails nail fingernails fingers fingertips finger mouth hands hand
        gums ears tongue toes body""",
    "RATTLE": """gasping gasp gasps gurgling gurgle gurgles gurgly gargling convulsing seizing
        gurglin gaspin convulsions choking chokin""",
    "SLOW": """slow slowly slowing shallow weird funny strange strangely weak irregular labored
        laboured raspy noisy ragged erratic oddly bad badly weirdly""",
    "HARD": "trouble difficulty struggling struggle struggles hard problem",
    "DIE": "die dies",
    "DYING": "dying dyin diying dieing",
    "DEAD": "dead ded",
    # doing
    "WANT": """want wants wanted wanting wanna wana wnt wannna wantin""",
    "GOING": "going gonna goin gunna bouta finna gon",
    "PLAN": """plan plans planning planned planing threaten threatens threatened threatening try tries
        trying tried attempt attempted attempting attempts
        considering decided talk talks talking talked tempted intend ready urge urges tryna fantasize""",
    "THINK": "think thinks thinking thought thoughts thinkin",
    "TAKING": "take takes taking takin popping",
    "TAKE": """took taken tooken tuk popped had has did done used shot snorted
        smoked injected banged slammed overtook consumed inhaled sniffed""",
    "SWALLOW": """swallow swallows swallowing eat eats eating drink drinks drinking lick licks licking
        chewing chew chews chewin sucking ingest ingests taste sip consume""",
    "ATE": """swallowed ate eaten drank drunk licked chewed sucked ingested tasted sipped swallered
        gulped downed guzzled nibbled drinked eated swalowed et munched gobbled bit""",
    "GAVE": "gave given",
    # what
    "OD": "overdose overdoses od ods overdoze overdosage",
    "ODING": "overdosing oding odin odeing overdosin overdosein",
    "ODED": "overdosed oded overdoseed odded overdossed",
    "DRUG": """heroin fentanyl fent fetty fenty dope opioid opioids opiate opiates methadone
        suboxone subs sub subutex buprenorphine bupe strip strips film films zubsolv belbuca sublocade
        oxy oxys oxycodone oxycontin oxycotin roxy roxys roxies percocet percocets perc percs perk
        perks perky vicodin norco norcos hydrocodone lortab tramadol codeine morphine dilaudid opana
        hydromorphone oxymorphone xanax xans bars benzo benzos klonopin valium ativan blues m30 m30s
        tranq xylazine nitazene nitazenes clonidine lomotil loperamide imodium gabapentin lyrica
        kratom smack horse china tar h junk speedball goofball stash drugs lean
        tianeptine carfentanil naltrexone lofexidine adderall crack meth coke cocaine ghb ecstasy
        takehome takehomes seroquel phenibut soma ambien trazodone tylenol acetaminophen ibuprofen
        antidepressants insulin weed gummy gummies edible edibles thc vape bump bag bags""",
    "PILL": """pill pills pillz tablet tablets capsule capsules meds med medicine medicines medication
        medications painkiller painkillers pils prescription vitamins""",
    "HARMFUL": """bleach antifreeze cleaner detergent sanitizer lye gasoline battery batteries
        chemical chemicals powder baggie baggies balloon balloons something somethin drain disinfectant
        ammonia lysol cleaning windex drano peroxide kerosene glue pesticide mothballs pod pods residue needle syringe foil""",
    "POISON": "poison poisons poisoning poisonin",
    "PATCH": "patch patches",
    "NARCAN": "spray sprays narcan naloxone narcans narcam kloxxado narcanned narcaned noloxone",
    "KILL": "kill killing kills killed kil kll shoot shooting hang hanging hung drown drowning stab stabbing starve",
    "HURT": "hurt hurts hurting harm harming harms burn burning burns burned injure injuring",
    "CUT": "cut cuts cutting cuttin carve carves carving slice slicing slash slashed slashing scratch scratching",
    "END": "end ends ending ended",
    "SUICIDE": """suicide suicides sucide suiside suside suacide selfharm""",
    "SUICIDAL": """suicidal suicidle sucidal suicidality suicidial suacidal kms kys selfharming
        suicidally unaliving unalive ctb""",
    "LIFE": "life lives",
    "LIVE": "live living alive exist existing livin existence",
}

# fmt: off
DROPPED = frozenset([
    "a", "actually", "already", "am", "an", "are", "basically", "be", "been", "being",
    "completely", "currently", "damn", "even", "fking", "freakin", "freaking", "fuckin",
    "fucking", "fully", "is", "just", "kinda", "like", "literally", "lol", "n", "omg",
    "please", "pls", "plz", "pretty", "quite", "r", "really", "s", "so", "sorta", "still",
    "suddenly", "super", "the", "totally", "uh", "um", "very", "was", "were", "wtf",
])
# fmt: on

GLUED = {
    "idk": "NOT know", "idek": "NOT know", "dunno": "NOT know", "iwant": "I WANT",
    "cantbreathe": "NOT BREATHE", "wontwake": "NOT WAKE", "killmyself": "KILL SELF",
    "wannadie": "WANT to DIE", "wanttodie": "WANT to DIE", "notbreathing": "NOT BREATHE",
    "toomuch": "too much", "toomany": "too many", "ill": "I", 
    "hesnot": "HE NOT", "shesnot": "HE NOT", "pls": "", "bc": "because", "gotta": "have to",
    "its": "",  "til": "until", "alot": "lot", "outta": "out of", "hafta": "have to",
}  # fmt: skip

# Where a slip of one letter is looked for: the words that tell most, and long enough to be sure.
KEY = ["BREATHE", "OUT", "RATTLE", "OD", "ODING", "ODED", "SUICIDE", "SUICIDAL", "SWALLOW", "ATE",
       "NARCAN", "POISON", "CHILD", "SELF", "DRUG"]  # fmt: skip

# Real words that lie one slip away and mean something else.
# fmt: off
REAL = frozenset([
    "ambient", "babes", "bleaching", "breach", "breaches", "breadth", "breather", "breathless",
    "breathy", "breeding", "bumped", "coking", "compulsions", "conclusions", "concussions",
    "confusions", "consulting", "contusions", "conversing", "conversions", "cooking", "dawned",
    "donned", "downer", "drowned", "dumped", "easing", "elating", "gaping", "grasping",
    "guzzle", "herein", "heroes", "heroic", "heroine", "heron", "incest", "infest", "infested",
    "invest", "invested", "invests", "jumped", "kindergarten", "lacked", "lacking", "licker",
    "liked", "liking", "linked", "linking", "locked", "locking", "lucked", "lucking", "lyric",
    "lyrical", "lyrics", "naming", "overcoming", "overdoing", "overdone", "overtime",
    "patched", "pitches", "prison", "prisons", "pumped", "reparation", "respirator",
    "restoration", "restorations", "sacked", "shipped", "shucked", "sizing", "skipped",
    "slipped", "socked", "straps", "stripe", "stripes", "stumped", "subside", "sucker",
    "sulked", "swallows", "tasked", "tastes", "tested", "toasted",
])
# fmt: on
