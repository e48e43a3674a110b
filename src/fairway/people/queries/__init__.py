"""Reading people. Rooms above import from here; the modules say what each reads."""

from fairway.people.queries.accounts import (
    DemoPerson,
    account_names,
    demo_people,
    email_of,
    has_read_notice,
    viewer_for,
)
from fairway.people.queries.exporting import (
    ExportedLine,
    ExportedPerson,
    export_rows,
)
from fairway.people.queries.identities import (
    all_keys_of,
    all_people_native_ids,
    every_identity_of,
    keys_by_native_id,
)
from fairway.people.queries.lines import (
    LineFacts,
    direct_managers,
    in_force,
    keys_below,
    keys_managed_directly,
    lines_since,
    manages_anyone,
    stands_above,
)
from fairway.people.queries.organising import (
    currency_rates,
    is_untouched,
    organisation,
)
from fairway.people.queries.persons import (
    employed_on,
    everyone_on,
    identifiers_of,
    names_of,
    people_facts,
    people_leaving,
    person_by_slug,
    person_facts,
    sellers_on,
)
from fairway.people.queries.time import (
    AbsenceFacts,
    absences_since,
    working_time_of,
    zone_history,
)

__all__ = [
    "AbsenceFacts",
    "DemoPerson",
    "ExportedLine",
    "ExportedPerson",
    "LineFacts",
    "absences_since",
    "account_names",
    "all_keys_of",
    "all_people_native_ids",
    "currency_rates",
    "demo_people",
    "direct_managers",
    "email_of",
    "employed_on",
    "every_identity_of",
    "everyone_on",
    "export_rows",
    "has_read_notice",
    "identifiers_of",
    "in_force",
    "is_untouched",
    "keys_below",
    "keys_by_native_id",
    "keys_managed_directly",
    "lines_since",
    "manages_anyone",
    "names_of",
    "organisation",
    "people_facts",
    "people_leaving",
    "person_by_slug",
    "person_facts",
    "sellers_on",
    "stands_above",
    "viewer_for",
    "working_time_of",
    "zone_history",
]
