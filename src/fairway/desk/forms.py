"""What people type, checked before any action sees it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from fairway.diagnosis.answers import LONGEST_ANSWER, SOMETHING_ELSE, WORDS
from fairway.lib.periods import zone
from fairway.people.types import LineKind
from fairway.plans.rules import LEAST, MOST
from fairway.web.fields import PER, DayField, NumberField

KEY = re.compile(r"[1-9][0-9]{0,18}")
LARGEST_KEY = 2**63 - 1


def keys_sent(data: QueryDict, name: str) -> list[int]:
    """Keys of rows, as often as they were sent under one name. What is no key is nobody's and falls away."""
    keys = [int(text) for text in data.getlist(name) if KEY.fullmatch(text)]
    return [key for key in keys if key <= LARGEST_KEY]


class HiaForm(forms.Form):
    """A new HIA."""

    metric = forms.CharField(max_length=120, label="Activity")
    target = NumberField(least=LEAST, most=MOST, label="Target")
    per = forms.ChoiceField(choices=PER, initial="week", label="Per")


class TargetForm(HiaForm):
    """Another target for an HIA in force."""

    is_agreed = forms.BooleanField(
        required=False, label="Ask the seller whether it may count from today, this week in proportion"
    )


class EndForm(forms.Form):
    metric = forms.CharField(max_length=120)


class SwapForm(HiaForm):
    """A new HIA in the place of one that goes."""

    retired = forms.CharField(max_length=120, label="Which one goes")


class AnswerForm(forms.Form):
    """What a seller says was the reason: one of the list, their own words, or both."""

    cause = forms.ChoiceField(
        choices=[*((str(cause), words) for cause, words in WORDS.items()), ("", SOMETHING_ELSE)],
        required=False,
        label="What it was",
    )
    text = forms.CharField(max_length=LONGEST_ANSWER, required=False, label="In your own words")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("cause") and not given.get("text"):
            raise forms.ValidationError("Pick what it was, or write it in a sentence.")
        return given


class NotMyWeekForm(forms.Form):
    """A week its seller takes out of what is judged."""

    week = DayField(label="Week")
    reason = forms.CharField(max_length=200, label="Why it was not your week")


class TimeOffForm(forms.Form):
    start_on = DayField(label="First day off")
    end_on = DayField(label="Last day off")
    kind = forms.CharField(max_length=40, required=False, label="Kind, for you and operations only")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("start_on"), given.get("end_on")
        if start and end and end < start:
            self.add_error("end_on", "The last day off lies before the first.")
        return given


class PlaceChangeForm(forms.Form):
    """What the forms about somebody's place share: each says which change it is, and who may be named."""

    def __init__(self, data: Any, *, managers: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(data)
        if "manager_key" in self.fields:
            self.fields["manager_key"].choices = managers  # type: ignore[attr-defined]


class SecondManagerForm(PlaceChangeForm):
    """An acting or second manager beside the first."""

    kind = forms.ChoiceField(
        choices=((LineKind.ACTING, "acting, with a last day"), (LineKind.SECOND, "second, beside the first"))
    )
    manager_key = forms.TypedChoiceField(coerce=int, label="Who")
    from_on = DayField(label="From")
    until_on = DayField(required=False, label="Until")


class PlaceForm(PlaceChangeForm):
    """Manager and team from a day on."""

    manager_key = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, label="Manager")
    team = forms.CharField(max_length=120, required=False, label="Team")
    from_on = DayField(label="From")


class StandInForm(PlaceChangeForm):
    """Somebody acts for a manager with their whole team."""

    manager_key = forms.TypedChoiceField(coerce=int, label="Who")
    from_on = DayField(label="From")
    until_on = DayField(label="Until")


class HandOverForm(PlaceChangeForm):
    """A manager's whole team goes to another one."""

    manager_key = forms.TypedChoiceField(coerce=int, label="To whom")
    from_on = DayField(label="From")


class LeavingForm(PlaceChangeForm):
    last_on = DayField(required=False, label="Last day (empty takes it back)")


class AddressForm(PlaceChangeForm):
    email = forms.CharField(max_length=254, label="E-mail address")


class EndLineForm(PlaceChangeForm):
    line = forms.IntegerField(min_value=1)


class PatternForm(PlaceChangeForm):
    """Working days, share of full time, place and zone from a day on."""

    from_on = DayField(label="From")
    fte = forms.DecimalField(min_value=0, max_value=1, max_digits=4, decimal_places=3, label="Share of full time")
    working_days = forms.CharField(max_length=40, label="Working days")
    timezone = forms.CharField(max_length=64, required=False, label="Time zone")
    country = forms.RegexField(r"^[A-Za-z]{2}$", required=False, label="Country")
    region = forms.RegexField(r"^[A-Za-z0-9]{1,10}$", required=False, label="Region")

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def clean_region(self) -> str:
        return str(self.cleaned_data["region"]).upper()


class PasteForm(forms.Form):
    """Lines from a sheet: seller, activity, target, per."""

    lines = forms.CharField(max_length=200_000, label="Lines", strip=False)
    replaces = forms.BooleanField(required=False, label="What these sellers have now ends")


class TeamForm(forms.Form):
    """One set of HIAs for a team, perhaps kept under a name for the next one."""

    team = forms.CharField(max_length=120, required=False, label="Team")
    metric_1 = forms.CharField(max_length=120, label="First activity")
    target_1 = NumberField(least=LEAST, most=MOST, label="Target")
    per_1 = forms.ChoiceField(choices=PER, required=False)
    metric_2 = forms.CharField(max_length=120, required=False, label="Second activity")
    target_2 = NumberField(least=LEAST, most=MOST, required=False, label="Target")
    per_2 = forms.ChoiceField(choices=PER, required=False)
    metric_3 = forms.CharField(max_length=120, required=False, label="Third activity")
    target_3 = NumberField(least=LEAST, most=MOST, required=False, label="Target")
    per_3 = forms.ChoiceField(choices=PER, required=False)
    save_as = forms.CharField(max_length=120, required=False, label="Keep as a template called")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in (1, 2, 3):
            metric, target = given.get(f"metric_{number}"), given.get(f"target_{number}")
            if metric and target is None and f"target_{number}" not in self.errors:
                self.add_error(f"target_{number}", f"Give {metric} a target, or leave it out.")
            if target is not None and not metric and f"metric_{number}" not in self.errors:
                self.add_error(f"metric_{number}", "Choose the activity this target is for.")
        return given

    def chosen(self) -> list[tuple[str, Decimal, str]]:
        """(metric, target, week or month) of each line filled in."""
        given = self.cleaned_data
        return [
            (given[f"metric_{number}"], given[f"target_{number}"], given[f"per_{number}"] or "week")
            for number in (1, 2, 3)
            if given.get(f"metric_{number}")
        ]


class OrganisationForm(forms.Form):
    """The organisation's own facts."""

    name = forms.CharField(max_length=120)
    timezone = forms.CharField(max_length=64)
    week_starts_on = forms.TypedChoiceField(coerce=int, choices=((0, "Monday"), (6, "Sunday"), (5, "Saturday")))
    country = forms.RegexField(r"^[A-Za-z]{2}$", required=False)
    currency = forms.RegexField(r"^[A-Za-z]{3}$")
    fiscal_pattern = forms.ChoiceField(
        choices=(("months", "months"), ("445", "4-4-5"), ("454", "4-5-4"), ("544", "5-4-4"))
    )
    fiscal_first_month = forms.TypedChoiceField(coerce=int, choices=[(month, str(month)) for month in range(1, 13)])

    def clean_timezone(self) -> str:
        name = str(self.cleaned_data["timezone"])
        try:
            zone(name)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return name

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class RampForm(forms.Form):
    """What is expected of new hires: `4: 25, 8: 50` is a quarter of the target up to the fourth week, half up to the
    eighth. Nothing takes a ramp back.
    """

    role = forms.CharField(max_length=80, required=False)
    steps = forms.CharField(max_length=200, required=False)

    def clean_steps(self) -> list[tuple[int, float]]:
        parts = [part.strip() for part in re.split(r"[,;\n]", str(self.cleaned_data["steps"])) if part.strip()]
        steps = []
        for part in parts:
            match = re.fullmatch(r"(\d{1,3})\s*[:=]\s*(\d{1,3})\s*%?", part)
            if match is None or not 0 < int(match[1]) <= 156 or int(match[2]) > 100:
                raise forms.ValidationError(f"{part}: write a week and a percentage, such as 4: 25")
            steps.append((int(match[1]), int(match[2]) / 100))
        weeks = [week for week, _ in steps]
        if weeks != sorted(set(weeks)):
            raise forms.ValidationError("Each week stands once, in rising order.")
        return steps


class CalendarDayForm(forms.Form):
    """A company holiday, or a public holiday that is worked."""

    on = DayField(label="Day")
    name = forms.CharField(max_length=120, required=False)
    country = forms.RegexField(r"^[A-Za-z]{2}$", required=False)
    is_working = forms.BooleanField(required=False)


class RateForm(forms.Form):
    """How many units of the organisation's currency one unit of another buys, from a day on."""

    currency = forms.RegexField(r"^[A-Za-z]{3}$")
    on = DayField(label="From")
    rate = forms.DecimalField(min_value=0, max_digits=18, decimal_places=8)


class OdooForm(forms.Form):
    """How an Odoo is reached."""

    url = forms.URLField(label="Address", assume_scheme="https")
    database = forms.CharField(max_length=120, required=False)
    login = forms.CharField(max_length=120, required=False)
    key = forms.CharField(max_length=400, required=False, strip=True)
