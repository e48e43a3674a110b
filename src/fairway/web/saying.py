"""What a page says after a form was sent: what is wrong with it, or that it was done and how to take it back."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core import validators
from django.core.exceptions import ValidationError
from django.http import HttpRequest

WHOLE_FORM = "__all__"
# Django's own sentences, each with ours. A field or validator that was given a sentence of its own keeps it.
PLAIN = (
    (forms.Field.default_error_messages["required"], "Fill this in."),
    (forms.IntegerField.default_error_messages["invalid"], "Write a whole number, such as 14."),
    (forms.FloatField.default_error_messages["invalid"], "Write a number, such as 14."),
    (forms.DecimalField.default_error_messages["invalid"], "Write a number, such as 14 or 13.5."),
    (forms.DateField.default_error_messages["invalid"], "Give a day that is in the calendar, such as 2026-06-24."),
    (forms.TimeField.default_error_messages["invalid"], "Give a time of the day, such as 10:30."),
    (forms.DateTimeField.default_error_messages["invalid"], "Give a day and a time, such as 2026-06-24 10:30."),
    (forms.ChoiceField.default_error_messages["invalid_choice"], "Choose one that is in the list."),
    (forms.MultipleChoiceField.default_error_messages["invalid_choice"], "Choose only what is in the list."),
    (forms.FileField.default_error_messages["missing"], "Choose a file."),
    (forms.FileField.default_error_messages["empty"], "This file is empty. Choose another."),
    (validators.MaxValueValidator.message, "Write %(limit_value)s or less."),
    (validators.MinValueValidator.message, "Write %(limit_value)s or more."),
    (validators.MaxLengthValidator.message, "Keep it to %(limit_value)s signs; it has %(show_value)s."),
    (validators.MinLengthValidator.message, "Write at least %(limit_value)s signs."),
    (validators.EmailValidator.message, "Write an e-mail address, such as ann@example.com."),
    (validators.URLValidator.message, "Write an address that begins with https."),
    (validators.ProhibitNullCharactersValidator.message, "There is a sign in it that nobody can read. Type it anew."),
)


def say_done(request: HttpRequest, title: str, *, undo: int | None) -> None:
    """A sentence without its full stop. `undo` is the key of the change, for the button beside it."""
    messages.success(request, f"{title}.", extra_tags=f"undo:{undo}" if undo else "")


def say_problems(request: HttpRequest, form: forms.Form) -> None:
    """What is wrong with a form, field by field, in the words its page has for them."""
    for field, problems in problems_of(form).items():
        for problem in problems:
            messages.error(request, problem if field == WHOLE_FORM else f"{form[field].label}: {problem}")


def problems_of(form: forms.Form) -> Mapping[str, list[str]]:
    """By field what is wrong with it, in sentences of ours; under `__all__` what is wrong with all of it."""
    return {
        field: [_sentence(problem, form.fields.get(field)) for problem in problems]
        for field, problems in form.errors.as_data().items()
    }


def _sentence(problem: ValidationError, field: forms.Field | None) -> str:
    ours = next((plain for django, plain in PLAIN if problem.message is django), None)
    if ours is None:
        return " ".join(problem.messages)
    least, most = getattr(field, "min_value", None), getattr(field, "max_value", None)
    if problem.code in {"min_value", "max_value"} and least is not None and most is not None:
        return f"Write a number from {least} to {most}."
    return ours % (problem.params or {})
