"""The page on which a metric is built: the form with what may be chosen, what is wrong, the preview, the versions."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from fairway.metrics.condition_rules import LOOKED_BACK_BY
from fairway.metrics.describing import TESTS, rule_in_words
from fairway.metrics.fields import DATES, FIELDS
from fairway.metrics.rules import JOINED_BY, usual_credit
from fairway.metrics.types import Counting, Credit, Definition, MetricClass
from fairway.metrics.versions import Version, in_force
from fairway.metrics.words import address_of
from fairway.studio.building import labels
from fairway.studio.building.draft import WHATEVER, Draft
from fairway.studio.building.reading import Reading
from fairway.studio.building.tried import Preview
from fairway.studio.corrections.types import Foreseen
from fairway.web.words import plural

Options = Sequence[tuple[str, str]]
WHY_CREDITED = {
    Credit.SELLER: "An activity belongs to whoever did it, also when the record changed hands later.",
    Credit.OWNER: "What is not an activity belongs to its owner of that moment.",
}


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """One version for the list under the form."""

    number: int
    holds: str
    rule: str
    reason: str
    made: str
    is_now: bool
    is_locked: bool
    can_be_locked: bool
    corrected: str = ""  # how many closed weeks it gave another number


@dataclass(frozen=True, slots=True)
class BuilderPage:
    """Everything the template shows. Options are (key, words) pairs in their order."""

    draft: Draft
    reading: Reading
    address: str
    known: Mapping[str, Definition]
    words: Collection[str] = ()  # the organisation's own for activities
    slug: str = ""
    name: str = ""  # of the metric as it is in force
    versions: Sequence[ToldVersion] = ()
    starts: Options = ()
    start: str = ""
    reason: str = ""
    refused: int = 0
    preview: Preview | None = None
    sellers: Options = ()
    seller: str = ""
    foreseen: Foreseen | None = None  # what a correction would change, where it was not yet looked at
    shown_faults: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def headline(self) -> str:
        return f"Change “{self.name}”" if self.slug else "A new metric"

    @property
    def line(self) -> str:
        if not self.slug:
            return "Say what is counted; the preview takes it over last week’s real records before anything is saved."
        if not self.versions:
            if self.slug in map(address_of, self.words):
                return "Your CRM’s own word, counted as it stands. A change makes it a metric of your own."
            return "It comes with Fairway. A change makes it your own, and it wins over the catalogue."
        return "Every change is a new version. Older ones stay, and weeks before keep the number they had."

    @property
    def is_retired(self) -> bool:
        return any(one.is_retired and address_of(key) == self.slug for key, one in self.known.items())

    @property
    def can_download(self) -> bool:
        return bool(self.slug)

    @property
    def can_be_tried(self) -> bool:
        return self.reading.can_be_tried

    @property
    def base(self) -> str:
        return json.dumps(dict(self.draft.base), ensure_ascii=False)

    def at(self, place: str) -> list[str]:
        """What is wrong beside a field."""
        return self.shown_faults.get(place, [])

    @property
    def has_faults_in_words(self) -> bool:
        return any(self.at(place) for place in ("noun", "minutes", "why", "gaming_risk"))

    @property
    def classes(self) -> Options:
        return list(labels.CLASSES.items())

    @property
    def processes(self) -> Options:
        return list(labels.PROCESSES.items())

    @property
    def objectives(self) -> Options:
        return [("", "None"), *_named(d for d in self._offered if d.metric_class is MetricClass.OBJECTIVE)]

    @property
    def metrics(self) -> Options:
        return [("", "None"), *_named(d for d in self._offered if d.key != self.draft.key)]

    @property
    def _offered(self) -> list[Definition]:
        """What is not retired, and what this metric names already."""
        named = {self.draft.text(place) for place in ("objective", "counter_metric", "over-1", "over-2")}
        return [one for one in self.known.values() if not one.is_retired or one.key in named]

    @property
    def records(self) -> Options:
        return list(labels.RECORDS.items())

    @property
    def countings(self) -> Options:
        return [(str(key), words) for key, words in labels.COUNTINGS.items()]

    @property
    def values(self) -> Options:
        known = [
            (name, label)
            for _, fields in labels.grouped_fields(self.draft.records)
            for name, label in fields
            if not name.startswith("contacts.") or name == "contacts.count"
        ]
        return [("", "Choose what" if self.draft.counting != "open" else "How many"), *known]

    @property
    def units(self) -> Options:
        return [("", "its usual unit"), *labels.UNITS.items()]

    @property
    def days(self) -> Options:
        names = list(DATES.get(self.draft.records, DATES["activities"]))
        # Whoever wrote the usual day out means the same, and keeps it.
        usual = [(self.draft.text("date") if self.draft.text("date") in names[:1] else "", labels.DAYS[names[0]])]
        return usual + [(name, labels.DAYS[name]) for name in names[1:]]

    @property
    def activity_days(self) -> Options:
        return [(name, labels.DAYS[name]) for name in DATES["activities"]]

    @property
    def credit(self) -> str:
        return labels.CREDITS[usual_credit(self.draft.records)]

    @property
    def credit_why(self) -> str:
        return WHY_CREDITED[usual_credit(self.draft.records)]

    @property
    def statuses(self) -> Options:
        return list(labels.STATUSES.items())

    @property
    def nearby_statuses(self) -> Options:
        return [("done", "done"), (WHATEVER, "anything")]

    @property
    def tests(self) -> Options:
        return list(TESTS.items())

    @property
    def differents(self) -> Options:
        return list(labels.DIFFERENT.items())

    @property
    def follow_bys(self) -> Options:
        return [(name, labels.OF_THE_ACTIVITY[name]) for name in JOINED_BY.get(self.draft.records, ())]

    @property
    def look_bys(self) -> Options:
        return [(name, labels.OF_THE_ACTIVITY[name]) for name in LOOKED_BACK_BY.get(self.draft.records, ())]

    def fields(self, records: str) -> Sequence[tuple[str, Options]]:
        """What a condition may ask about, by what it belongs to."""
        groups = labels.grouped_fields(records)
        return [(owner, [one for one in fields if self.has_field(records, one[0])]) for owner, fields in groups]

    def has_field(self, records: str, name: str) -> bool:
        return labels.may_be_asked(records, name)

    def has_values(self, records: str, name: str) -> bool:
        return bool(self._values(records, name))

    def _values(self, records: str, name: str) -> list[str]:
        source = FIELDS.get(records, {}).get(name)
        return labels.values_of(name, source.kind, self.words) if source else []

    @property
    def value_lists(self) -> list[tuple[str, str, list[str]]]:
        """What may be picked in each field that a row of the form asks about."""
        asked = {
            ("activities" if name in {"follow", "look"} else self.draft.records, row.field)
            for name, rows in self.draft.lists.items()
            for row in rows
            if row.field
        }
        return [(records, name, found) for records, name in sorted(asked) if (found := self._values(records, name))]


def _named(definitions: object) -> list[tuple[str, str]]:
    rows = [(one.key, f"{one.name}, {one.qualifier}" if one.qualifier else one.name) for one in definitions]  # type: ignore[attr-defined]
    return sorted(rows, key=lambda row: row[1].casefold())


def told_versions(
    versions: Sequence[Version], week_on: date, names: Mapping[int, str], corrected: Mapping[int, tuple[int, int]]
) -> list[ToldVersion]:
    """Newest first, with who made each, `names` by account, and what each `corrected`, (weeks, people) by number."""
    now = in_force(versions, week_on)
    return [
        ToldVersion(
            number=one.definition.version,
            holds=_weeks_held(versions, place),
            rule=rule_in_words(one.definition)[0],
            reason=one.reason,
            made=", ".join(
                part for part in (maker_of(one, names), f"{one.made_at:%-d %b %Y}" if one.made_at else "") if part
            ),
            is_now=one is now,
            is_locked=one.is_locked,
            corrected=_corrected(*corrected[one.definition.version]) if one.definition.version in corrected else "",
            can_be_locked=one is now and not one.is_locked and one.definition.counting is not Counting.RATIO,
        )
        for place, one in reversed(list(enumerate(versions)))
    ]


def _corrected(weeks: int, people: int) -> str:
    return f"corrected {plural(weeks, 'closed week')} of {plural(people, 'person', 'people')}"


def _weeks_held(versions: Sequence[Version], place: int) -> str:
    """From when to when a version holds, as later ones leave it."""
    start = versions[place].holds_from_on
    ends_on = min((one.holds_from_on or date.min for one in versions[place + 1 :]), default=None)
    if ends_on is not None and ends_on <= (start or date.min):
        return "no week: another came in its place"
    words = f"from {start:%-d %b %Y}" if start else "always"
    return f"{words} until {ends_on - timedelta(days=1):%-d %b %Y}" if ends_on else words


def maker_of(version: Version, names: Mapping[int, str]) -> str:
    """Who made a version, in words; `names` by account."""
    if version.made_by is not None:
        return names.get(version.made_by, "an account that is no more")
    return "operator" if version.origin == "fairway" else f"source {version.origin}"


def by_whom(version: Version, names: Mapping[int, str]) -> str:
    """The same behind “by”."""
    maker = maker_of(version, names)
    return maker if version.made_by is not None else f"the {maker}"
