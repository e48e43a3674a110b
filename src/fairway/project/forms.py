"""What the first person types."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from fairway.lib.periods import zone


class WelcomeForm(forms.Form):
    """The first account and the organisation it belongs to."""

    name = forms.CharField(max_length=200)
    email = forms.EmailField()
    password = forms.CharField(strip=False)
    organisation = forms.CharField(max_length=120, required=False)
    timezone = forms.CharField(max_length=64, required=False)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def clean_organisation(self) -> str:
        return str(self.cleaned_data["organisation"]).strip() or "Your organisation"

    def clean_timezone(self) -> str:
        name = str(self.cleaned_data["timezone"]) or "UTC"
        try:
            zone(name)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return name
