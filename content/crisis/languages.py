"""The same in other languages: the few words that people type when it happens."""

from __future__ import annotations

import re

from content.plain_language.folding import fold

# Letters that `fold` keeps, accents gone.
LATIN = {
    "overdose": [
        # Spanish
        r"no (?:\w+ )?(?:res?pira\w*|despierta\w*|reacciona\w*|responde|despertarl[oa])(?! a (?:mis|la))",
        r"dejo de respirar|sin (?:respirar|pulso)|apenas respira|respira (?:muy )?(?:lento|poco|raro)",
        r"(?<!contra )(?<!prevencion de )(?<!prevenir )(?<!prevenir una )sobre ?dosis(?! (?:entren|preven|estad|curso))",
        r"labios (?:\w+ )?(?:azul\w*|morad\w*|gris\w*)|(?:esta|se puso|poniendo) (?:azul|morad[oa])",
        r"inconsciente|desmay\w+|se (?:esta|me) (?:muriendo|muere)|no (?:lo|la) puedo despertar",
        r"(?:tom[oeé]|trag[oeu]\w*|meti[oó]?|met[ií]|tomado|inyect[oe]) (?:muchas|demasiad\w+|mucha|todas)",
        # Portuguese, French, Tagalog, Haitian Creole, Vietnamese without its marks
        r"nao (?:\w+ )?(?:respira\w*|acorda)|(?:ne|n) respire (?:plus|pas)|respire plus|surdose",
        r"ne se reveille pas|hindi (?:na )?(?:siya )?(?:humihinga|magising|nagigising)",
        r"(?:pa|pap|li pap) respire|pa ka reveye|qua lieu|khong tho|bat tinh",
    ],
    "suicide": [
        r"(?:quiero|quiere|quisiera|ganas de|deseo) (?:estar muert|morir|matar(?:me|se))|matarme|(?:me|se) quier[oe] (?:morir|matar)",
        r"suicid(?:io|arse|arme|as?|ar)|no (?:quiero|quiere) vivir|quitar(?:me|se) la vida|se va a matar",
        r"(?:acabar|terminar) con (?:mi|su) vida|hacer(?:me|se) dano|cortarme|(?:me|se) corto? (?:los|las|mis|sus)|(?:me|se) corta|voy a matarme|mejor muert[oa]",
        r"quero morrer|quero me matar|me matar|(?:veux|veut) (?:mourir|me tuer|se tuer)|me tuer|me suicider",
        r"tu tu|muon chet|gusto ko(?: nang| ng)? mamatay|magpakamatay|(?:vle|anvi) mouri|touye tet mwen",
    ],
    "poison": [
        r"(?:bebe|nin[oa]s?|hij[oa]|niet[oa]|sobrin[oa]|perr[oa]|gat[oa]|nene|nena|chamac[oa])\b.*\b(?:trag\w+|comi\w*|tomo|bebio|chup\w+|lami\w*|mordi\w*|ingiri\w+|metio)",
        r"(?:trago|comio|tomo|bebio|chupo)\b.*\b(?:bebe|nin[oa]|hij[oa] de \d|perr[oa])\b",
        r"envenena\w+|intoxicacion",
        r"(?:bebe|enfant|fils|fille)\b.*\bavale|(?:filho|filha|crianca|bebe)\b.*\b(?:engoliu|tomou|comeu)",
    ],
}
# As they are written, for `fold` drops them.
WRITTEN = {
    "overdose": [
        "передоз", "не дыш", "не просып", "без сознан", "посинел", "не реагир",
        "不呼吸", "没有呼吸", "沒有呼吸", "没呼吸", "服药过量", "用药过量", "吸毒过量", "過量", "过量",
        "叫不醒", "昏迷", "嘴唇发紫", "嘴唇发青",
        "لا يتنفس", "لا تتنفس", "جرعة زائدة", "لا يستيقظ", "فاقد الوعي", "숨을 안", "숨을 쉬지",
    ],
    "suicide": [
        "самоуб", "суицид", "хочу умереть", "покончить с собой", "не хочу жить", "убить себя",
        "想死", "自杀", "自殺", "不想活", "انتحار", "أنتحر", "اريد ان اموت", "أريد أن أموت", "اقتل نفسي",
        "자살", "죽고 싶",
    ],
    "poison": [
        "отрав", "проглотил", "выпил метадон", "吞了", "误食", "誤食", "误服", "中毒",
        "تسمم", "ابتلع", "삼켰",
    ],
}  # fmt: skip
_latin = {
    kind: re.compile(r"\b(?:" + "|".join(patterns) + r")") for kind, patterns in LATIN.items()
}
_written = {kind: re.compile("|".join(words)) for kind, words in WRITTEN.items()}


def of(text: str) -> set[str]:
    folded = fold(text)
    found = {kind for kind, pattern in _latin.items() if pattern.search(folded)}
    if not text.isascii():
        found |= {kind for kind, pattern in _written.items() if pattern.search(text.casefold())}
    return found
