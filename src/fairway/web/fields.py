"""Fields of forms, and forms, that several rooms share."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

PER = (("week", "week"), ("month", "month"))
FURTHEST = timedelta(days=3 * 366)
COMMA = re.compile(r"\s*(\d{1,9}),(\d{1,2})\s*")  # `4,5`; three digits behind a comma may be a thousand


def with_point(text: str) -> str:
    """A number as people write it, with the point a program reads."""
    match = COMMA.fullmatch(text)
    return f"{match[1]}.{match[2]}" if match else text


class DayField(forms.DateField):
    """A day within three years of today: a typed 0206 or 20266 is caught here."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and abs(day - date.today()) > FURTHEST:  # noqa: DTZ011  (three years give or take a zone)
            raise forms.ValidationError(f"{day:%-d %b %Y} is more than three years away.")
        return day


class TimeForm(forms.Form):
    """A day and a time as clocks in `zone` have them."""

    on = DayField(label="Day")
    at = forms.TimeField(label="Time")

    def __init__(self, data: Any, *, zone: ZoneInfo) -> None:
        super().__init__(data)
        self.zone = zone

    @property
    def starts_at(self) -> datetime:
        """When it begins, in UTC."""
        day: date = self.cleaned_data["on"]
        return datetime.combine(day, self.cleaned_data["at"], self.zone).astimezone(UTC)


class NumberField(forms.DecimalField):
    """A number between two others with up to two decimals, after a comma or a point; refused in words of ours."""

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        asked = f"Write a number between {least} and {most}, such as {least + 4} or {least + 3}.5."
        codes = (
            "required",
            "invalid",
            "min_value",
            "max_value",
            "max_digits",
            "max_decimal_places",
            "max_whole_digits",
        )
        super().__init__(min_value=least, max_value=most, max_digits=6, decimal_places=2, **options)
        self.error_messages.update(dict.fromkeys(codes, asked))
        # The checks of range and decimals bring sentences of their own, one for each way to be wrong.
        checks: list[Any] = list(self.validators)
        for check in checks:
            check.message = asked
            check.messages = dict.fromkeys(getattr(check, "messages", {}), asked)

    def to_python(self, value: Any) -> Any:
        return super().to_python(with_point(value) if isinstance(value, str) else value)
