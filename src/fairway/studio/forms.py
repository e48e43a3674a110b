"""What people type in the studio, checked before any action sees it."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from fairway.plans.rules import LEAST, MOST
from fairway.studio.lesson.agenda import LENGTHS
from fairway.studio.lesson.types import Topic
from fairway.studio.proposals.rules import SHORTEST_REASON
from fairway.studio.proposals.types import Decision
from fairway.web.fields import PER, DayField, NumberField


class NumberForm(forms.Form):
    """An activity, how often, and how it is done."""

    metric = forms.CharField(max_length=120, label="Activity")
    target = NumberField(least=LEAST, most=MOST, label="How many")
    per = forms.ChoiceField(choices=PER, initial="week", label="Week or month")
    quality = forms.CharField(max_length=160, required=False, label="How it is done")


class ProposalForm(NumberForm):
    """A hypothesis."""

    objective = forms.CharField(max_length=120, required=False, label="Objective")
    objective_to = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=3, label="To")
    review_on = DayField(label="Review date")
    retired = forms.CharField(max_length=120, required=False, label="Let go of")
    override = forms.CharField(max_length=500, required=False, label="Why all the same")
    note = forms.CharField(max_length=500, required=False, label="A word to it")


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=(("accept", "accept"), ("counter", "counter")))


class CounterForm(NumberForm):
    """The seller's own number, or another activity."""

    note = forms.CharField(max_length=500, required=False, label="Why")


class ReviewForm(forms.Form):
    """What is decided about an HIA at its review date, and why."""

    decision = forms.ChoiceField(choices=[(one.value, one.value) for one in Decision], label="Decision")
    reason = forms.CharField(min_length=SHORTEST_REASON, max_length=500, label="Reason")
    next_on = DayField(label="Next review")
    target = NumberField(least=LEAST, most=MOST, required=False, label="New number")
    quality = forms.CharField(max_length=160, required=False, label="Stricter rule")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == Decision.TUNE and not given.get("target"):
            self.add_error("target", "Tuning needs another number.")
        if given.get("decision") == Decision.RAISE_QUALITY and not given.get("quality"):
            self.add_error("quality", "Raising the quality needs a stricter rule, in words.")
        return given


class OneToOneForm(forms.Form):
    """When a 1:1 is, its topics in their order, the question and one's own commitment."""

    on = DayField(label="Day")
    at = forms.TimeField(label="Time")
    minutes = forms.ChoiceField(choices=[(many, f"{many} minutes") for many in LENGTHS], label="Length")
    question = forms.CharField(max_length=300, label="Question")
    commitment = forms.CharField(max_length=300, required=False, label="Your commitment")

    def __init__(self, data: Any, *, now: datetime, zone: ZoneInfo) -> None:
        """`now` is an aware instant; day and time are typed as clocks in `zone` have them."""
        super().__init__(data)
        self.now, self.zone = now.astimezone(UTC), zone
        places = [(place, str(place)) for place in range(1, len(Topic) + 1)]
        for topic in Topic:
            self.fields[f"place_{topic}"] = forms.TypedChoiceField(choices=places, coerce=int, label="Place")

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.now.astimezone(self.zone).date():
            raise forms.ValidationError(f"{day:%-d %b %Y} is over. Choose today or a later day.")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        places = [given[f"place_{topic}"] for topic in Topic if f"place_{topic}" in given]
        if len(set(places)) < len(places):
            self.add_error(None, "Two topics have the same place: give each a place of its own.")
        if given.get("on") and given.get("at") is not None and self.starts_at < self.now:
            self.add_error("at", f"{given['at']:%H:%M} is over today. Choose a later time or a later day.")
        return given

    @property
    def starts_at(self) -> datetime:
        """When it begins, in UTC."""
        day: date = self.cleaned_data["on"]
        return datetime.combine(day, self.cleaned_data["at"], self.zone).astimezone(UTC)

    @property
    def topics(self) -> list[Topic]:
        """In the order that was chosen."""
        return sorted(Topic, key=lambda topic: int(self.cleaned_data[f"place_{topic}"]))
