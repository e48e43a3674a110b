"""What people say of a session by its rubric, checked before any action sees it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from fairway.coaching.observing.rubric import rubric
from fairway.coaching.observing.types import LEAST, MOST, WITHOUT_WORDS, Given, Item, Seen
from fairway.web.fields import DayField

LONGEST = 1_000  # signs
NONE = "none"
CHOICES = [*((str(n), str(n)) for n in range(LEAST, MOST + 1)), (NONE, NONE)]
CHOOSE = "Choose one of the five, or that it did not come up."
SAY_WHAT = "Say what you saw: a rating of 1, 2 or 5 stands on something that was said or done."
NOTHING_SEEN = "Nothing came up that this asks about. Give it where you saw at least one."


class ObservationForm(forms.Form):
    """One choice and some words for each item; one thing to keep and one to try."""

    keep = forms.CharField(max_length=LONGEST, label="One thing to keep")
    to_try = forms.CharField(max_length=LONGEST, label="One thing to try")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for item in self.items:
            self.fields[f"rating-{item.key}"] = forms.ChoiceField(
                choices=CHOICES, label=item.ask, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
            )
            self.fields[f"seen-{item.key}"] = forms.CharField(required=False, max_length=LONGEST, label=item.ask)

    @property
    def items(self) -> Sequence[Item]:
        return rubric().items

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for item in self.items:
            rating = cleaned.get(f"rating-{item.key}", NONE)
            needs_words = rating != NONE and int(rating) not in WITHOUT_WORDS
            if needs_words and not cleaned.get(f"seen-{item.key}", " "):
                self.add_error(f"seen-{item.key}", SAY_WHAT)
        if not self.errors and all(one.rating is None for one in self._seen(cleaned).values()):
            raise forms.ValidationError(NOTHING_SEEN)
        return cleaned

    @property
    def given(self) -> Given:
        return Given(self._seen(self.cleaned_data), self.cleaned_data["keep"], self.cleaned_data["to_try"])

    def _seen(self, cleaned: dict[str, Any]) -> dict[str, Seen]:
        found = {}
        for item in self.items:
            rating = cleaned[f"rating-{item.key}"]
            found[item.key] = Seen(None if rating == NONE else int(rating), cleaned[f"seen-{item.key}"])
        return found


class ObservationAnswerForm(forms.Form):
    """What whoever was observed says to it, and by when they try the one thing; without a day they do not agree."""

    answer = forms.CharField(max_length=LONGEST, label="What you say to it")
    try_by_on = DayField(required=False, label="By when you try it")
