"""A child, a pet or anybody got what they should not have."""

from __future__ import annotations

import re

from content.crisis.grammar import THING, any_of, gap, gap_but
from content.crisis.under import TOO_MUCH

SUBSTANCE = r"(?:DRUG|PATCH|PILL|HARMFUL|POISON|NARCAN|bottle|purse|floor|ground|unknown|wrapper)"
GOT = (
    rf"(?:SWALLOW|ATE|got into|got in|got DRUG|gets in|getting into|gets into|get into|in {gap(2)}(?:BODY|belly)|(?:got|gotten|get|gets) (?:{gap(2)}(?:hold|ahold)|my|at|some|\d)"
    r"|choked on|choking on)"
)
MET = (
    r"(?:TAKE|GAVE|found|finds|touch\w*|exposed|exposure|missing|open|spilled|all over|stuck|playing"
    r"|played|handled|accident\w*|instead|gone)"
)
YOUNG = re.compile(r" (?:CHILD|PET) ")
_kin = re.compile(r" (?:CHILD|PET|KIN) ")
_thing = re.compile(rf" {SUBSTANCE} ")
_got = re.compile(rf" {GOT} ")
_met = re.compile(rf" {MET} ")
_on_them = re.compile(r" (?:DRUG|PATCH) (?:stuck )?(?:on|in|to) (?:my |HE |our )?(?:CHILD|PET) ")
_by_mistake = re.compile(
    r" (?:accident\w*|mistak\w*|wrong|thinking|THINK it|else\w*|someones|SLOW PILL"
    r"|instead of (?:my|HE|his|cough|DRUG|PILL|water|juice)) "
)
_took = re.compile(r" (?:TAKE|ATE|GAVE) ")
_anybody = any_of(
    rf"(?:HE|KIN) ATE (?:(?:his|HE|my|some|one|of|all|whole|BLUE|unknown|wrong|\d+) )*{THING} ",
    rf"ATE {gap(3)}(?:HARMFUL|POISON|rat|PATCH) |(?:ATE|SWALLOW) (?:\d+ |some |few |all )?DRUG of|ATE (?:his |HE |my )?DRUG (?:$|before|when|so|to hide)",
    rf"(?:CHILD|PET) {gap_but('and|in', 3)}put |(?:CHILD|PET) {gap(4)}and (?:TAKE|ATE) {gap(2)}{THING} ",
    rf"(?:CHILD|PET|KIN) (?:may |might |have |TAKE |has |just )*ATE {gap(2)}{THING} ",
    rf"(?:stuffed|shoved|hid|put|stuck) {gap(3)}(?:down|up|in|inside) {gap(1)}(?:throat|butt|ass|rectum|vagina|stomach)",
    r"DRUG (?:stuck )?inside (?:his|HE|my|I)",
    r"(?:DRUG|HARMFUL) (?:burst|broke|opened|ruptured) ",
    r"(?:put|slipped) (?:something|HARMFUL|DRUG) in (?:my|HE|his) |POISON I ",
)
NAMES_POISON = any_of(
    r"POISON (?:control|center|centre|help|hotline|line|number|phone|I) ",
    r"(?:poisoned|poisend|poisining|poisening|poisened) ",
    r"(?<!lead)(?<!food)(?<!alcohol)(?<!sun) POISON $",
)


def swallowed(said: str) -> bool:
    if _anybody.search(said):
        return True
    if not _thing.search(said):
        return False
    if _kin.search(said) and _got.search(said):
        return True
    if YOUNG.search(said) and (_met.search(said) or TOO_MUCH.search(said)):
        return True
    return bool(_on_them.search(said) or (_by_mistake.search(said) and _took.search(said)))
