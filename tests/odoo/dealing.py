"""What people do with deals and leads."""

from functools import cached_property

from tests.odoo.acting import Acting


class Dealing(Acting):
    """Deals are made, moved, handed over, merged and deleted."""

    def deal(self, owner_id: int, name: str, partner_id: int, kind: str = "opportunity") -> int:
        [lead_id] = self.act_as(
            owner_id,
            "crm.lead",
            "create",
            [
                {
                    "name": name,
                    "type": kind,
                    "partner_id": partner_id,
                    "user_id": owner_id,
                    "expected_revenue": 1000,
                }
            ],
        )
        if kind == "opportunity":
            self.ledger.deals[lead_id] = owner_id
        self.ledger.stages[lead_id], self.ledger.owners[lead_id] = [], [(self.odoo.server_at, owner_id)]
        return int(lead_id)

    def move(self, lead_id: int, stage: str) -> None:
        owner_id = self.ledger.owners[lead_id][-1][1]
        self.act_as(owner_id, "crm.lead", "write", [lead_id], {"stage_id": self.stages[stage]})
        self.ledger.stages[lead_id].append((self.odoo.server_at, stage))

    def hand_over(self, lead_id: int, owner_id: int) -> None:
        self.odoo.admin("crm.lead", "write", ids=[lead_id], vals={"user_id": owner_id})
        self.ledger.owners[lead_id].append((self.odoo.server_at, owner_id))
        if lead_id in self.ledger.deals:
            self.ledger.deals[lead_id] = owner_id

    def convert(self, lead_id: int) -> None:
        self.odoo.admin("crm.lead", "convert_opportunity", ids=[lead_id], partner=False)
        self.ledger.deals[lead_id] = self.ledger.owners[lead_id][-1][1]

    def lose(self, lead_id: int) -> None:
        self.odoo.admin("crm.lead", "action_set_lost", ids=[lead_id])

    def delete_deal(self, lead_id: int) -> None:
        self.odoo.admin("crm.lead", "unlink", ids=[lead_id])
        self._forget_deal(lead_id)
        for act in self.ledger.acts:
            if (act.model, act.record_id) == ("crm.lead", lead_id):
                act.state = "gone"

    def merge(self, lead_ids: list[int]) -> int:
        """Merge deals as the page does. The winner keeps what was open; of what was done on the others only messages
        are left, and it was done all the same."""
        [wizard] = self.odoo.admin(
            "crm.merge.opportunity", "create", vals_list=[{"opportunity_ids": [[6, 0, lead_ids]]}]
        )
        winner = int(self.odoo.admin("crm.merge.opportunity", "action_merge", ids=[wizard])["res_id"])
        for act in self.ledger.acts:
            if act.model == "crm.lead" and act.record_id in lead_ids and act.record_id != winner:
                act.record_id = winner
                if act.state == "done":
                    act.is_left_as_message = True
                elif act.state == "off":
                    act.state = "gone"
        for lead_id in lead_ids:
            if lead_id != winner:
                self._forget_deal(lead_id)
        return winner

    def _forget_deal(self, lead_id: int) -> None:
        for held in (self.ledger.deals, self.ledger.stages, self.ledger.owners):
            held.pop(lead_id, None)

    @cached_property
    def stages(self) -> dict[str, int]:
        return {
            stage["name"]: stage["id"]
            for stage in self.odoo.admin("crm.stage", "search_read", domain=[], fields=["name"])
        }
