"""What is wrong with a form is said in sentences of the product, whatever field refused it."""

from typing import Any

import pytest
from django import forms
from django.core.validators import MaxLengthValidator

from fairway.web.fields import DayField, NumberField
from fairway.web.saying import problems_of


def said(field: forms.Field, typed: Any) -> list[str]:
    """What is said of one field that was sent."""
    form = type("OneField", (forms.Form,), {"one": field})({"one": typed} if typed is not None else {})
    return problems_of(form).get("one", [])


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (forms.CharField(), "", "Fill this in."),
        (forms.IntegerField(), "two", "Write a whole number, such as 14."),
        (forms.IntegerField(min_value=0, max_value=366), "400", "Write a number from 0 to 366."),
        (forms.IntegerField(min_value=0, max_value=366), "-1", "Write a number from 0 to 366."),
        (forms.IntegerField(min_value=3), "1", "Write 3 or more."),
        (DayField(), "31 February", "Give a day that is in the calendar, such as 2026-06-24."),
        (forms.TimeField(), "noon", "Give a time of the day, such as 10:30."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose one that is in the list."),
        (forms.CharField(max_length=4), "seller", "Keep it to 4 signs; it has 6."),
    ],
)
def test_a_field_that_refuses_says_so_in_plain_words(field: forms.Field, typed: str, sentence: str) -> None:
    assert said(field, typed) == [sentence]


def test_a_field_with_a_sentence_of_its_own_keeps_it() -> None:
    own = forms.CharField(error_messages={"required": "Say who."}, validators=[MaxLengthValidator(2, "Too long.")])
    assert said(own, "") == ["Say who."]
    assert said(own, "abc") == ["Too long."]
    assert said(NumberField(least=1, most=500), "x") == ["Write a number between 1 and 500, such as 5 or 4.5."]


def test_what_is_right_says_nothing() -> None:
    assert said(forms.IntegerField(min_value=0, max_value=366), "14") == []
