"""Telling the encodings of East Asia apart: which of them makes everyday characters out of pairs of bytes."""

from collections.abc import Callable
from dataclasses import dataclass

Pair = Callable[[int, int], bool]
FEWEST_PAIRS = 8


def _sjis(lead: int, trail: int) -> bool:
    return (0x81 <= lead <= 0x9F or 0xE0 <= lead <= 0xFC) and 0x40 <= trail <= 0xFC and trail != 0x7F


def _both_high(lead: int, trail: int) -> bool:
    return 0xA1 <= lead <= 0xFE and 0xA1 <= trail <= 0xFE


def _gbk(lead: int, trail: int) -> bool:
    return 0x81 <= lead <= 0xFE and 0x40 <= trail <= 0xFE and trail != 0x7F


def _big5(lead: int, trail: int) -> bool:
    return 0xA1 <= lead <= 0xF9 and (0x40 <= trail <= 0x7E or 0xA1 <= trail <= 0xFE)


@dataclass(frozen=True, slots=True)
class Code:
    """Which pairs an encoding has, and the lead bytes of what everyday text is made of: signs, the syllables of Japan,
    the first level of each standard's ideographs, Korea's syllables. `own`: without what others share.
    """

    name: str
    is_pair: Pair
    everyday: frozenset[int]
    own: frozenset[int]


CODES = (
    Code("cp932", _sjis, frozenset({0x81, 0x82, 0x83, *range(0x88, 0x98)}), frozenset({0x82, 0x83})),
    Code("euc_jp", _both_high, frozenset({0xA1, 0xA4, 0xA5, *range(0xB0, 0xD0)}), frozenset({0xA4, 0xA5})),
    Code("gb18030", _gbk, frozenset({0xA1, 0xA3, *range(0xB0, 0xD8)}), frozenset(range(0xB0, 0xD8))),
    Code("cp949", _gbk, frozenset({0xA1, 0xA3, *range(0xB0, 0xC9)}), frozenset(range(0xB0, 0xC9))),
    Code("big5", _big5, frozenset({0xA1, 0xA2, 0xA3, *range(0xA4, 0xC7)}), frozenset(range(0xA4, 0xC7))),
)


def many_byte_encoding(sample: bytes) -> str | None:
    """The encoding whose pairs fit the bytes above 127; None when none of them makes everyday text of it.

    Of equals the later one, whose everyday characters are fewer: Korean is Chinese text without half of its characters.
    """
    best: tuple[float, str] | None = None
    for code in CODES:
        score = _score(sample, code)
        if score > 0.85 and (best is None or score >= best[0]):
            best = (score, code.name)
    return best[1] if best else None


def _score(sample: bytes, code: Code) -> float:
    """Share of pairs that are everyday characters, a little more for those only this encoding's language uses."""
    pairs = common = native = low_trails = 0
    broken, place = 0.0, 0
    while place < len(sample):
        lead = sample[place]
        if lead < 0x80:
            place += 1
        elif code.name == "cp932" and 0xA1 <= lead <= 0xDF:
            place += 1  # half-width syllables stand alone
            broken += 0.5
        elif place + 1 < len(sample) and code.is_pair(lead, sample[place + 1]):
            pairs += 1
            low_trails += sample[place + 1] < 0x80
            common += lead in code.everyday and (code.name != "cp949" or sample[place + 1] >= 0xA1)
            native += lead in code.own
            place += 2
        else:
            broken += 1
            place += 1
    if pairs < FEWEST_PAIRS or broken > 0.03 * pairs or (code.name == "big5" and low_trails < 0.1 * pairs):
        return 0.0
    return common / pairs + 0.1 * native / pairs
