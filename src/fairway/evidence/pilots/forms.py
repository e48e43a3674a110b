"""What people type about pilots, checked before any action sees it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from fairway.evidence.pilots.actions.ending import LONGEST_REASON
from fairway.evidence.pilots.rules import SHORTEST, STAGGERED_ARMS
from fairway.evidence.pilots.types import LONGEST, Design, Drawn, Kind, Wish
from fairway.plans.rules import LEAST, MOST
from fairway.web.fields import PER, DayField, NumberField

EVERYBODY = "everybody"
KINDS = (
    (Kind.PARALLEL.value, "Half begin, half wait until the end"),
    (Kind.STAGGERED.value, "Three groups: two begin one after the other, one waits"),
    (Kind.CROSSOVER.value, "All have it for half of the time, in two orders"),
)
DRAWN = ((Drawn.SELLERS.value, "Each seller"), (Drawn.TEAMS.value, "Whole teams"))
WORTH = (("10", "10% of today’s"), ("20", "20%"), ("30", "30%"), ("50", "50%"))
LONGEST_WHY = 300
MOST_STARTS = 12


def first_days(week_on: date) -> list[date]:
    """First days of the weeks to come in which a pilot may begin; `week_on` is the running week's."""
    return [week_on + timedelta(days=7 * number) for number in range(1, MOST_STARTS + 1)]


class PilotForm(forms.Form):
    """A pilot somebody wants. `head` is the name of a manager in addresses, or everybody."""

    metric = forms.CharField(max_length=120, label="Activity")
    target = NumberField(least=LEAST, most=MOST, label="Target")
    per = forms.ChoiceField(choices=PER, initial="week", label="Per")
    objective = forms.CharField(max_length=120, required=False, label="Judged by")
    retired = forms.CharField(max_length=120, required=False, label="In the place of")
    head = forms.CharField(max_length=120, label="Who")
    kind = forms.ChoiceField(choices=KINDS, initial=Kind.PARALLEL.value, label="How it runs")
    drawn = forms.ChoiceField(choices=DRAWN, initial=Drawn.SELLERS.value, label="Drawn by lot")
    weeks = forms.IntegerField(min_value=SHORTEST, max_value=LONGEST, initial=12, label="Weeks")
    starts_on = DayField(label="Begins")
    worth = forms.ChoiceField(choices=WORTH, initial="30", label="Smallest change worth having")
    why = forms.CharField(max_length=LONGEST_WHY, label="Why, for those who take part")

    def wish(self, head_key: int | None, objective_key: str) -> Wish:
        """What was typed, once it is valid."""
        given: dict[str, Any] = self.cleaned_data
        kind = Kind(given["kind"])
        arms = STAGGERED_ARMS if kind is Kind.STAGGERED else 2
        return Wish(
            metric_key=given["metric"],
            target=Decimal(given["target"]),
            per=given["per"],
            objective_key=objective_key,
            head_key=head_key,
            design=Design(kind, Drawn(given["drawn"]), given["weeks"], arms=arms),
            starts_on=given["starts_on"],
            worth=int(given["worth"]) / 100,
            why=given["why"],
            retired_key=given["retired"],
        )


class StopForm(forms.Form):
    reason = forms.CharField(max_length=LONGEST_REASON, label="Why")
