"""What people type about co-coaches, checked before any action sees it."""

from django import forms


class AskForm(forms.Form):
    name = forms.CharField(max_length=254, label="Who")


class AnswerForm(forms.Form):
    """An answer to who was asked for when the page was loaded."""

    asked = forms.IntegerField(min_value=1)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)
