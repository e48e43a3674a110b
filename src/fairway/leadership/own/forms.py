"""What a manager chooses, checked before any action sees it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from fairway.leadership.own.types import LEAST_ACTS, MOST_ACTS, Act, Chosen, Unit
from fairway.web.fields import DayField, NumberField

LATEST = timedelta(weeks=26)
HOW_MANY = "Choose two, or three at most: what is chosen beside them is not done."
SAY_TARGET = "Say how much of it you aim for."
SAY_DAY = "Say on which day you look whether it is the right one."
OVER = "Choose a day from tomorrow on, within half a year."


class ChoiceForm(forms.Form):
    """By act whether it is chosen, with which target, and when it is looked at again."""

    def __init__(self, data: Any, offered: Sequence[Act], on: date) -> None:
        super().__init__(data)
        self.offered, self.on = offered, on
        for act in offered:
            most = 100 if act.unit is Unit.SHARE else 10
            self.fields[f"act-{act.key}"] = forms.BooleanField(required=False, label=act.name)
            self.fields[f"target-{act.key}"] = NumberField(least=1, most=most, required=False, label="Target")
            self.fields[f"review-{act.key}"] = DayField(required=False, label="Review")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        picked = [act for act in self.offered if cleaned.get(f"act-{act.key}")]
        for act in picked:
            if cleaned.get(f"target-{act.key}", Decimal(1)) is None:
                self.add_error(f"target-{act.key}", SAY_TARGET)
            review_on = cleaned.get(f"review-{act.key}", self.on + LATEST)
            if review_on is None:
                self.add_error(f"review-{act.key}", SAY_DAY)
            elif not self.on < review_on <= self.on + LATEST:
                self.add_error(f"review-{act.key}", OVER)
        if not LEAST_ACTS <= len(picked) <= MOST_ACTS:
            raise forms.ValidationError(HOW_MANY)
        return cleaned

    @property
    def chosen(self) -> list[Chosen]:
        given = self.cleaned_data
        return [
            Chosen(act.key, given[f"target-{act.key}"], given[f"review-{act.key}"])
            for act in self.offered
            if given[f"act-{act.key}"]
        ]


class ChoiceAnswerForm(forms.Form):
    """An answer to what was chosen when the page was loaded."""

    choice = forms.IntegerField(min_value=1)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
