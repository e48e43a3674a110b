"""A rating as it is typed: one answer to each criterion of a rubric, and a word where somebody wants to add one."""

from typing import Any

from django import forms

from fairway.studio.quality.rubrics import Rubric
from fairway.studio.quality.types import Answer

CHOICES = [(answer.value, answer.value) for answer in Answer]


class RatingForm(forms.Form):
    """Fields are called as the page's own: `answer-` with the key of the criterion."""

    def __init__(self, rubric: Rubric, data: Any = None) -> None:
        super().__init__(data)
        self._criteria = rubric.criteria
        for one in rubric.criteria:
            self.fields[f"answer-{one.key}"] = forms.ChoiceField(choices=CHOICES, label=one.short)
        self.fields["note"] = forms.CharField(max_length=300, required=False, label="A word to it")

    def answers(self) -> dict[str, Answer]:
        return {one.key: Answer(self.cleaned_data[f"answer-{one.key}"]) for one in self._criteria}

    def note(self) -> str:
        return str(self.cleaned_data["note"]).strip()

    def typed(self) -> dict[str, str]:
        """What was chosen so far, for a form that comes back."""
        return {one.key: self.data.get(f"answer-{one.key}", "") for one in self._criteria} if self.is_bound else {}
