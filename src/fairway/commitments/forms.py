"""What people type about obstacles, checked before any action sees it."""

from typing import Any

from django import forms

from fairway.commitments.owning import place_of
from fairway.commitments.types import LONGEST_OUTCOME, LONGEST_WHAT, ObstacleState
from fairway.signs.types import Cause
from fairway.web.fields import DayField

LATER = "later"
ANSWERS = (
    (ObstacleState.RESOLVED.value, "It is out of the way"),
    (ObstacleState.DID_NOT_HELP.value, "Done, and it did not help"),
    (LATER, "Not yet: look again"),
    (ObstacleState.WITHDRAWN.value, "Withdraw it"),
)


class RaiseForm(forms.Form):
    """What is asked, of whom, and when it is looked at. `what` is one of those offered, `own_words` come instead."""

    metric = forms.CharField(max_length=120, required=False, label="Activity")
    reason = forms.ChoiceField(choices=[("", "")] + [(place_of(cause), cause.value) for cause in Cause], required=False)
    what = forms.CharField(max_length=LONGEST_WHAT, required=False, label="What is to be done")
    own_words = forms.CharField(max_length=LONGEST_WHAT, required=False, label="In your own words")
    owner = forms.CharField(max_length=40, label="Who does it")
    check_on = DayField(label="Look at it on")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["what"] = given.get("own_words", "").strip() or given.get("what", "").strip()
        if not given["what"]:
            self.add_error("what", "Choose one, or say it in your own words.")
        return given


class AnswerForm(forms.Form):
    """What became of an obstacle."""

    answer = forms.ChoiceField(choices=ANSWERS, label="Answer")
    outcome = forms.CharField(max_length=LONGEST_OUTCOME, required=False, label="In a few words")
    next_on = DayField(required=False, label="Look again on")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == LATER and not given.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Choose the day on which you look again.")
        return given


class SayForm(forms.Form):
    kept = forms.ChoiceField(choices=(("yes", "yes"), ("no", "no")))
