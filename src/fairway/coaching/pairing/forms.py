"""What people type about pairs, checked before any action sees it."""

from typing import Any

from django import forms

from fairway.coaching.pairing.actions import LONGEST_ANSWER
from fairway.coaching.pairing.types import Question, Side
from fairway.coaching.pairing.worksheet import worksheet
from fairway.web.fields import DayField

NEITHER = ""


class OfferForm(forms.Form):
    metric = forms.CharField(max_length=120, label="Activity")
    side = forms.ChoiceField(choices=[(NEITHER, NEITHER), *((side.value, side.value) for side in Side)], required=False)

    @property
    def chosen(self) -> Side | None:
        side = self.cleaned_data["side"]
        return Side(side) if side else None


class ProposeForm(forms.Form):
    metric = forms.CharField(max_length=120)
    asker = forms.SlugField(max_length=120)
    helper = forms.SlugField(max_length=120)


class WorksheetForm(forms.Form):
    """One's own answers, and the day on which both tell."""

    tell_on = DayField(required=False, label="The day to tell")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for question, words in worksheet().questions.items():
            self.fields[question] = forms.CharField(required=False, strip=False, max_length=LONGEST_ANSWER, label=words)

    @property
    def answers(self) -> dict[Question, str]:
        """What was sent; a question the page did not ask is left as it is."""
        return {question: self.cleaned_data[question] for question in Question if question in self.data}
