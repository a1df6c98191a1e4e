"""Telephone numbers of the North American plan: read, written as people write them, linked."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = re.compile(
    r"""(?:\+?1[\s.-]*)?                        # the country
        \(?(?P<area>\d{3})\)?[\s.-]*
        (?P<line>[0-9A-Z](?:[\s.-]*[0-9A-Z]){6,})  # digits, or letters that spell them""",
    re.VERBOSE | re.IGNORECASE,
)
PLAIN = re.compile(r"(\d{3})-(\d{3})-(\d{4})")  # as nearly all are written
EXTENSION = re.compile(r"(?<![A-Z])\s*(?:extension|ext\.?|x|#)\s*(\d{1,8})$", re.IGNORECASE)
# As on a telephone's keys.
KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
# Islands with a country code of their own, which the files write as if it were an area code.
COUNTRY_CODES = {"FM": "691", "MH": "692", "PW": "680"}
# What a number of a center is for, and how pages say it.
KINDS = {"main": "Front desk", "intake": "Intake", "hotline": "Hotline"}
TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})


class NotAPhone(ValueError):
    """Text that no telephone in the United States answers to; the message says why."""


@dataclass(frozen=True, slots=True)
class Phone:
    number: str  # ten digits; abroad its country code in front: +6915550142
    ext: str = ""

    @property
    def display(self) -> str:
        """(205) 555-0142 ext. 12, and 1-800-555-0142 where the caller does not pay."""
        if self.number.startswith("+"):
            country, exchange, line = self.number[:4], self.number[4:7], self.number[7:]
            return f"{country} {exchange}-{line}" + self._extension
        area, exchange, line = self.number[:3], self.number[3:6], self.number[6:]
        shown = f"1-{area}-" if area in TOLL_FREE else f"({area}) "
        return f"{shown}{exchange}-{line}" + self._extension

    @property
    def href(self) -> str:
        number = self.number if self.number.startswith("+") else f"+1{self.number}"
        return f"tel:{number}" + (f";ext={self.ext}" if self.ext else "")

    @property
    def _extension(self) -> str:
        return f" ext. {self.ext}" if self.ext else ""


def parse(text: str, *, state: str = "") -> Phone:
    """The number in `text`: 205-555-0142, (205) 555-0142, 205-555-0142 x12 or 800-555-HOPE."""
    if plain := PLAIN.fullmatch(text):
        return Phone(_possible("".join(plain.groups()), text, state))
    extension = EXTENSION.search(text.strip())
    found = NUMBER.fullmatch(EXTENSION.sub("", text.strip()))
    if not found:
        raise NotAPhone(f"“{text}” is not a telephone number")
    line = re.sub(r"[^0-9A-Z]", "", found["line"].upper())
    if line.isdigit() and len(line) != 7:
        raise NotAPhone(f"“{text}” does not have ten digits")
    # Letters may spell more than seven keys (800-555-HELPNOW); a telephone stops listening there.
    number = _possible(found["area"] + line.translate(KEYS)[:7], text, state)
    return Phone(number, extension[1] if extension else "")


def _possible(number: str, text: str, state: str) -> str:
    """Ten digits as a number that rings; on some islands the first three are their country code."""
    if number[:3] == COUNTRY_CODES.get(state):
        return f"+{number}"
    if reason := _why_impossible(number):
        raise NotAPhone(f"“{text}” {reason}")
    return number


def _why_impossible(number: str) -> str:
    area, exchange = number[:3], number[3:6]
    if number[:6] == "999999" or len(set(number)) == 1:
        return "is a placeholder, not a number"
    if area[0] in "01" or area[1:] == "11" or area[1] == "9":
        return f"has an area code ({area}) that does not exist"
    # 800-511-… rings; (205) 511-… can't.
    if exchange[0] in "01" or (exchange[1:] == "11" and area not in TOLL_FREE):
        return f"has an exchange ({exchange}) that does not exist"
    return ""
