"""Sorting any dashboard's metric by its name: result, objective or activity, by the consent test, with the reason.

Takes a name and perhaps a definition, in English, German, French or Spanish, also mixed, as field names and with typing
errors. Gives a Verdict. Words stand in `lexicon/*.yaml`, rules in `rules.py`. Refuses to call anything outside and to
guess silently: what no rule knows says so.
"""

from fairway.metrics.classing.deciding import classify
from fairway.metrics.classing.types import Owner, Verdict

__all__ = ["Owner", "Verdict", "classify"]
