"""A form that was refused, as its page shows it again: nothing typed is lost, and the reason stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class SentForm:
    """Which form of its page it is, what was typed, and by field what is wrong; under `__all__` with all of it."""

    form: str
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)


NOTHING_SENT = SentForm("")


def sent_form(form: str, data: QueryDict, problems: Mapping[str, Sequence[str]]) -> SentForm:
    return SentForm(form, {name: str(value) for name, value in data.items()}, problems)
