"""Texts as every file can hold them. Names come from a CRM, where anybody may have written anything.

XML knows no control characters, no lone surrogates and no non-characters: one of them leaves a workbook that does not
open. Each becomes the sign for an unreadable letter, so that nothing around it is lost. Line breaks and tabs become
spaces, and signs that turn the direction of what follows are left out: they would turn words that are not theirs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TypeVar, cast

Said = TypeVar("Said")
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
NOT_HELD = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BEYOND = re.compile("[" + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)) + "]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def holdable(text: str) -> str:
    """A text on one line without what no file can hold."""
    spaced = TURNING.sub("", SPACES.sub(" ", text))
    return BEYOND.sub(UNREADABLE, NOT_HELD.sub(UNREADABLE, spaced))


def lettered(said: Said) -> Said:
    """The same with every text in it made holdable: of a pack, its sections, and whatever stands in them."""
    if isinstance(said, str):
        return cast(Said, holdable(said)) if type(said) is str else said
    if is_dataclass(said) and not isinstance(said, type):
        return cast(Said, type(said)(**{one.name: lettered(getattr(said, one.name)) for one in fields(said)}))
    if isinstance(said, Sequence) and not isinstance(said, bytes):
        return cast(Said, tuple(lettered(one) for one in said))
    if isinstance(said, Mapping):
        return cast(Said, {key: lettered(one) for key, one in said.items()})
    return said
