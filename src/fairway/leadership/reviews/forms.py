"""What people type about reviews, checked before any action sees it."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from fairway.commitments.types import Kept
from fairway.leadership.reviews.kinds import kinds
from fairway.leadership.reviews.types import LONGEST_NOTE, LONGEST_PROMISE
from fairway.web.fields import DayField, TimeForm


class PlanReviewForm(TimeForm):
    """A review to plan, with one of one's managers by the name their address has."""

    manager = forms.ChoiceField(label="With")
    kind = forms.ChoiceField(choices=[(word, kind.name) for word, kind in kinds().items()], label="Kind")

    def __init__(self, data: Any, *, zone: ZoneInfo, managers: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, zone=zone)
        self.fields["manager"].choices = list(managers)  # type: ignore[attr-defined]


class ReviewNoteForm(forms.Form):
    """A text that began as `base`."""

    text = forms.CharField(required=False, strip=False, max_length=2 * LONGEST_NOTE, label="Notes")
    base = forms.CharField(required=False, strip=False, max_length=2 * LONGEST_NOTE)
    page = forms.CharField(required=False, max_length=40)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class ReviewPromiseForm(forms.Form):
    what = forms.CharField(max_length=LONGEST_PROMISE, label="What")
    by_on = DayField(label="By")


class KeptForm(forms.Form):
    kept = forms.TypedChoiceField(choices=[(one.value, one.value) for one in (Kept.KEPT, Kept.NOT_KEPT)], coerce=Kept)
