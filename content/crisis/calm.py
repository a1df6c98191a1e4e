"""Words that make the name of a danger a matter of learning, mourning or arranging."""

from __future__ import annotations

import re

_learning = """training trainings train trained class classes course courses education educate
    awareness statistics statistic stats rate rates data dashboard map maps law laws legal samaritan
    definition define meaning research study studies report reports documentary movie film book books
    song lyrics art poem podcast article news poster posters flyer flyers printable pdf brochure ribbon
    vigil memorial grant grants policy policies program programs task coalition council jobs career
    volunteer curriculum worksheet quiz ppt presentation essay certificate certification conference
    webinar workshop toolkit kit kits vending lawsuit settlement epidemic trend trends graph chart
    county counties percentage warrant warrants immigration ice police teach teaching learn learning explain sermon speech essay stock percent percent numbers squad team teams annual template lesson slides surveillance
    spike alerts app fundraiser donate tattoo quotes speaker bill hours prevention preventing
    follow followup insurance volunteers protocol guidelines nurses employers employees staff students"""
_remembering = """grief grieve grieving mourning bereavement bereaved losing loss died passed
    funeral obituary anniversary survivors survivor survived cope coping killed deaths death history
    prevent preventable avoid avoiding reduce reducing lower lowering risk risks risky chance chances
    odds likely why safer reversal year years ago touch touching previous previously before past limit assisted month
    eulogy funerals"""
_ago = (
    r"(?:last|past) (?:week|summer|winter|spring|fall)|(?:19|20)\d\d"
    r"|lost (?:my|our|HE|KIN|a|someone|CHILD)|(?:after|from) (?:my |his |HE |KIN )?(?:OD|ODED)"
)
LEARNING = re.compile(rf" (?:{'|'.join(_learning.split())}) ")
REMEMBERING = re.compile(rf" (?:{'|'.join(_remembering.split())}|{_ago}) ")
# What outweighs remembering: it may be this minute.
URGENT = re.compile(
    r" (?:help (?:I|HE|now|right|$)|what (?:do|should|can|to) (?:I |we )?do|right now|what now|911 $|asap|emergency|hurry)"
)
# How to keep a child safe, and what a baby is born with.
SAFE = re.compile(
    r" (?:lock|locked|locking|lockbox|store|storing|storage|safely|prevent\w*|away|proof|resistant"
    r"|pregnan\w*|breastfeeding|nursing|born|withdrawal\w*|nas|nows|detox\w*|rehab\w*|treatment|therapy"
    r"|awareness|statistics|training|law|custody|cps|clinic|dispose|disposal|trimester) "
)
