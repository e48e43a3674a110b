"""What people type about sessions, checked before any action sees it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from fairway.coaching.channels.teams import is_workflow
from fairway.coaching.channels.types import Way
from fairway.coaching.kinds import LONGEST, PART_NAMES, kinds
from fairway.coaching.pulse import ANSWERS, QUESTIONS
from fairway.coaching.types import Part, TalkFocus
from fairway.commitments.types import LONGEST_WHAT, OwnerRole
from fairway.web.fields import DayField, NumberField, TimeForm

SIDES = ((OwnerRole.SELLER.value, "The seller"), (OwnerRole.MANAGER.value, "Whoever leads them"))


class PlanForm(TimeForm):
    """A session to plan, and how often from then on: empty is as usual for its kind, 0 is this once."""

    kind = forms.ChoiceField(choices=[(word, kind.name) for word, kind in kinds().items()], label="Kind")
    every_days = forms.IntegerField(min_value=0, max_value=366, required=False, label="Every so many days")


class GroupForm(PlanForm):
    """A session of several sellers to plan, each by the name their address has."""

    kind = forms.ChoiceField(
        choices=[(word, kind.name) for word, kind in kinds().items() if kind.can_be_group], label="Kind"
    )
    topic = forms.CharField(max_length=200, required=False, label="What it is about")
    seller = forms.MultipleChoiceField(label="Who")

    def __init__(self, data: Any, *, zone: ZoneInfo, sellers: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, zone=zone)
        self.fields["seller"].choices = list(sellers)  # type: ignore[attr-defined]


class PartsForm(forms.Form):
    """Minutes of each part; empty or 0 leaves a part out."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for part, name in PART_NAMES.items():
            self.fields[f"minutes_{part}"] = forms.IntegerField(
                min_value=0, max_value=LONGEST, required=False, label=name
            )

    @property
    def minutes(self) -> dict[Part, int]:
        return {part: self.cleaned_data[f"minutes_{part}"] or 0 for part in Part}


class TemplateForm(PartsForm):
    """A kind of session as the organisation wants it."""

    kind = forms.CharField(max_length=20, label="Kind")
    every_days = forms.IntegerField(min_value=1, max_value=366, label="Every so many days")
    is_locked = forms.BooleanField(required=False, label="Locked")


class PromiseForm(forms.Form):
    """One commitment. With a metric it takes a number, and is checked against the CRM."""

    who = forms.ChoiceField(choices=SIDES, label="Who")
    what = forms.CharField(max_length=LONGEST_WHAT, label="What")
    metric = forms.CharField(max_length=120, required=False, label="Counted as")
    quantity = NumberField(least=1, most=500, required=False, label="How many")
    by_on = DayField(label="By")
    if_then = forms.CharField(max_length=LONGEST_WHAT, required=False, label="If something gets in the way")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors.keys() & {"metric", "quantity"}:
            return given
        if bool(given.get("metric")) != bool(given.get("quantity")):
            field = "quantity" if given.get("metric") else "metric"
            self.add_error(field, "Say both what is counted and how many, or neither.")
        elif given.get("metric") and given.get("who") != OwnerRole.SELLER:
            self.add_error("metric", "Only what the seller does is counted here. Promise it in words alone.")
        return given

    @property
    def number(self) -> Decimal | None:
        found: Decimal | None = self.cleaned_data.get("quantity")
        return found


class ConsentForm(forms.Form):
    keeps_words = forms.BooleanField(required=False)


class TranscriptForm(forms.Form):
    """One transcript; `coach` says how whoever led the talk is called in it, once that was asked."""

    transcript = forms.FileField(allow_empty_file=True, label="Transcript")
    coach = forms.CharField(required=False, max_length=200, label="Who led the talk")


class FoundForm(PromiseForm):
    """A commitment that was found, as somebody confirms it, in words: what is counted is promised in the room."""

    found_promise = forms.IntegerField(min_value=0)
    metric = None  # type: ignore[assignment]
    quantity = None  # type: ignore[assignment]

    @property
    def number(self) -> None:
        return None


class DropForm(forms.Form):
    """A commitment that was found and is none."""

    found_promise = forms.IntegerField(min_value=0)


class TapForm(forms.Form):
    focus = forms.ChoiceField(choices=[(focus.value, focus.value) for focus in TalkFocus])


class PulseForm(forms.Form):
    """Both questions of the pulse, each with the place of an answer."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for key, question in QUESTIONS.items():
            self.fields[key] = forms.TypedChoiceField(
                choices=[(str(place), words) for place, words in enumerate(ANSWERS)], coerce=int, label=question
            )


class WayForm(forms.Form):
    """Where the morning mail comes. A workflow's address is asked for once, with the word that nobody else reads it."""

    way = forms.ChoiceField(choices=[(way.value, way.value) for way in Way], label="Where it comes")
    workflow = forms.CharField(max_length=2000, required=False, label="Address of your workflow")
    reads_alone = forms.BooleanField(required=False, label="Who reads it")

    def __init__(self, data: Any, *, has_workflow: bool) -> None:
        super().__init__(data)
        self.has_workflow = has_workflow

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("way") != Way.TEAMS:
            return {**given, "workflow": ""}
        address = given.get("workflow", "")
        if not address and not self.has_workflow:
            self.add_error("workflow", "Paste the address that Teams shows under your workflow.")
        elif address and not is_workflow(address):
            self.add_error("workflow", "That is no address of a workflow. It begins with https and ends in a long sig.")
        elif address and not given.get("reads_alone"):
            self.add_error("reads_alone", "The mail names people: let it post where you alone read, and say so.")
        return given


class SlackForm(forms.Form):
    """The bot token of the organisation's own app."""

    token = forms.RegexField(
        r"^xoxb-[A-Za-z0-9-]{10,250}$",
        label="Bot token",
        error_messages={"invalid": "A bot token begins with xoxb-. It stands under OAuth & Permissions of your app."},
    )


class NoteForm(forms.Form):
    """A text that began as `base`."""

    text = forms.CharField(required=False, strip=False, max_length=20_000)
    base = forms.CharField(required=False, strip=False, max_length=20_000)
    page = forms.CharField(required=False, max_length=40)
    seen = forms.IntegerField(required=False, min_value=0)
