"""What is handed in and answered, checked before any action sees it."""

from django import forms

from fairway.training.fieldwork.types import LONGEST, LONGEST_FEEDBACK


class HandInForm(forms.Form):
    """Words about what was done; their least and most length is told by the action, which keeps what was typed."""

    known = forms.CharField(required=False, max_length=64)  # how it stood when the page was loaded
    said = forms.CharField(required=False, max_length=LONGEST, label="What you did and what came of it")


class AnswerForm(forms.Form):
    """An answer to what waited when the page was loaded."""

    assignment = forms.IntegerField(min_value=1)
    known = forms.CharField(required=False, max_length=64)
    answer = forms.ChoiceField(choices=[("done", "done"), ("again", "again")], label="Answer")
    feedback = forms.CharField(required=False, max_length=LONGEST_FEEDBACK, label="What you say to it")
