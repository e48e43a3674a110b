"""The card and the pages of a certificate, as they say it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from fairway.lib.periods import Period, week_period
from fairway.training.certifying.queries import (
    led_over,
    misses_to_ask_about,
    newest_certificates,
    standings_by,
    weeks_counted,
)
from fairway.training.certifying.rules import may_renew, missing, requirements
from fairway.training.certifying.types import WEEKLY, CertificateFacts, Requirement
from fairway.web.words import long_day


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """`certificate` is the newest, also where it has expired. `weeks` are those that are counted."""

    on: date
    requirements: Sequence[Requirement]
    certificate: CertificateFacts | None
    weeks: Period

    @property
    def holds(self) -> bool:
        return self.certificate is not None and self.certificate.holds_on(self.on)

    @property
    def weekly(self) -> Sequence[Requirement]:
        """What the card shows as meters."""
        return [one for one in self.requirements if one.need in WEEKLY]

    @property
    def others(self) -> Sequence[Requirement]:
        return [one for one in self.requirements if one.need not in WEEKLY]

    @property
    def fallen(self) -> Sequence[Requirement]:
        """Of somebody certified what the last weeks fell below."""
        return [one for one in self.weekly if not one.is_met] if self.holds else []

    @property
    def is_to_renew(self) -> bool:
        return self.certificate is not None and may_renew(self.certificate.expires_on, self.on)

    @property
    def headline(self) -> str:
        if self.certificate is None:
            return "Certified by what you do with your team"
        if self.holds:
            return f"You are certified until {long_day(self.certificate.expires_on)}"
        return f"Your certificate expired on {long_day(self.certificate.expires_on)}"

    @property
    def standing(self) -> str:
        """Where it stands, with the one next action: of somebody certified only of what goes up and down, until it is
        time to renew.
        """
        if self.holds and not self.is_to_renew:
            return missing(self.weekly, is_held=True) or "The last eight weeks are where they have to be."
        return missing(self.requirements) or "Everything is there: the certificate is given in the night."


def certificate_page(person_key: int, on: date) -> CertificatePage:
    weeks = weeks_counted(on)
    led = led_over([person_key], weeks, on)
    found = replace(standings_by(led)[person_key], open_misses=tuple(misses_to_ask_about(led)))
    certificate = newest_certificates([person_key]).get(person_key)
    days = Period(weeks[0], week_period(weeks[-1]).end_on)
    return CertificatePage(on, requirements(found), certificate, days)
