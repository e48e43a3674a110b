"""Who owned a deal when, and which stages it went through: exactly where tracked values may be read, else
inferred.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fairway.crm.odoo.client import OdooClient, Record
from fairway.crm.odoo.history import inferred
from fairway.crm.odoo.options import ENGLISH
from fairway.crm.odoo.session import keys_of
from fairway.crm.odoo.values import instant, ref, text
from fairway.records.types import OwnerChangeRow, StageChangeRow

TRACKED_VALUES = "mail.tracking.value"  # readable by administrators only
TRACKED_FIELDS = (
    "old_value_integer", "old_value_char", "new_value_integer", "new_value_char", "create_date", "mail_message_id",
)  # fmt: skip
# English names of the messages that tell of another stage; their ids differ from one Odoo to the next.
STAGE_MESSAGES = ("Stage Changed", "Opportunity Won")


@dataclass(frozen=True, slots=True)
class Tracked:
    """One tracked change of a reference field of a deal. Ids are None for "nothing"."""

    lead_id: int
    at: datetime
    old_id: int | None
    old_name: str | None
    new_id: int | None
    new_name: str | None


class Histories:
    """Histories of deals, read for some deals at a time. `stages` gives their names by id."""

    def __init__(self, client: OdooClient, stages: Mapping[int, str]) -> None:
        self._client, self._stages = client, stages

    @property
    def is_exact(self) -> bool:
        """Whether tracked values may be read."""
        return self._client.can_read(TRACKED_VALUES)

    def stage_changes(self, leads: Sequence[Record]) -> list[StageChangeRow]:
        """Stage changes of some deals, oldest first within each."""
        if not leads:
            return []
        return self._tracked_stages(leads) if self.is_exact else self._inferred_stages(leads)

    def owner_changes(self, leads: Sequence[Record]) -> list[OwnerChangeRow]:
        """Owners from the first one on: before the first change the deal was whose it names as the old owner.

        Without tracked values nothing is known but today's owner, and nothing is stated.
        """
        if not leads or not self.is_exact:
            return []
        created = {lead["id"]: instant(lead.get("create_date")) for lead in leads}
        rows: list[OwnerChangeRow] = []
        begun: set[int] = set()
        for change in self._tracked(leads, "user_id"):
            created_at = created[change.lead_id]
            if change.lead_id not in begun and change.old_id is not None and created_at is not None:
                rows.append(OwnerChangeRow(str(change.lead_id), created_at, str(change.old_id)))
            begun.add(change.lead_id)
            if change.new_id is not None:
                rows.append(OwnerChangeRow(str(change.lead_id), change.at, str(change.new_id)))
        return rows

    def _tracked_stages(self, leads: Sequence[Record]) -> list[StageChangeRow]:
        rows = []
        for change in self._tracked(leads, "stage_id"):
            to_stage = self._stages.get(change.new_id or 0) or change.new_name
            from_stage = self._stages.get(change.old_id or 0) or change.old_name
            if to_stage:
                rows.append(StageChangeRow(str(change.lead_id), change.at, to_stage, from_stage))
        return rows

    def _tracked(self, leads: Sequence[Record], field: str) -> list[Tracked]:
        """Tracked changes of a field, oldest first.

        A merge moves the messages of the deal that goes to the one that stays, and gives them a subject: those tell
        another deal's history and are left out.
        """
        keys = [lead["id"] for lead in leads]
        of_deals = [["mail_message_id.model", "=", "crm.lead"], ["mail_message_id.res_id", "in", keys]]
        of_field = [["field_id.model", "=", "crm.lead"], ["field_id.name", "=", field]]
        ids = self._client.search(TRACKED_VALUES, [*of_field, *of_deals])
        values = self._client.read(TRACKED_VALUES, ids, TRACKED_FIELDS)
        messages = self._client.read_by_id("mail.message", keys_of(values, "mail_message_id"), ["res_id", "subject"])
        found = []
        for value in sorted(values, key=lambda value: value["id"]):
            message, at = messages.get(ref(value["mail_message_id"]) or 0), instant(value["create_date"])
            if message is not None and at is not None and not message.get("subject"):
                old_id, new_id = ref(value["old_value_integer"]), ref(value["new_value_integer"])
                old_name, new_name = text(value.get("old_value_char")), text(value.get("new_value_char"))
                found.append(Tracked(message["res_id"], at, old_id, old_name, new_id, new_name))
        return found

    def _inferred_stages(self, leads: Sequence[Record]) -> list[StageChangeRow]:
        ids = [lead["id"] for lead in leads]
        seconds = self._client.read_by_id("crm.lead", ids, ["duration_tracking"])
        instants = self._stage_instants(ids)
        rows = []
        for lead in leads:
            created_at, stage_now = instant(lead.get("create_date")), ref(lead.get("stage_id"))
            if created_at is None or stage_now is None:
                continue
            spent = seconds.get(lead["id"], {}).get("duration_tracking") or {}
            seconds_in = {int(stage): int(total) for stage, total in spent.items() if str(stage).isdigit()}
            for change in inferred(created_at, instants[lead["id"]], seconds_in, stage_now):
                if change.to_stage in self._stages:
                    rows.append(
                        StageChangeRow(
                            str(lead["id"]),
                            change.at,
                            self._stages[change.to_stage],
                            self._stages.get(change.from_stage or 0),
                        )
                    )
        return rows

    @cached_property
    def _stage_subtypes(self) -> list[int]:
        of_stages = [["res_model", "=", "crm.lead"], ["name", "in", list(STAGE_MESSAGES)]]
        return self._client.search("mail.message.subtype", of_stages, language=ENGLISH)

    def _stage_instants(self, lead_ids: Sequence[int]) -> dict[int, list[datetime]]:
        """When each deal changed its stage, without the changes a merge brought along."""
        ids = self._client.search(
            "mail.message",
            [
                ["model", "=", "crm.lead"],
                ["res_id", "in", list(lead_ids)],
                ["subtype_id", "in", self._stage_subtypes],
                ["subject", "=", False],
            ],
        )
        found: dict[int, list[datetime]] = defaultdict(list)
        for message in self._client.read("mail.message", ids, ["res_id", "create_date"]):
            at = instant(message["create_date"])
            if at is not None:
                found[message["res_id"]].append(at)
        return found
