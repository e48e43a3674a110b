"""People of a populated Odoo: hired, put into teams, on leave, let go.

Each act is done on the server, as a person would, and written into the ledger.
"""

from datetime import date

from tests.odoo.dealing import Dealing
from tests.odoo.working import Working


class World(Dealing, Working):
    """Everything that can happen."""

    def enter(self, login: str, name: str, group: str, zone: str = "") -> int:
        """Add a user whose work nobody counts."""
        [user_id] = self.odoo.admin(
            "res.users",
            "create",
            vals_list=[
                {
                    "name": name,
                    "login": login,
                    "password": login,
                    "tz": zone or False,
                    "email": f"{login}@example.com",
                    "group_ids": [[4, self.by_xmlid(group)]],
                }
            ],
        )
        return int(user_id)

    def hire(self, login: str, name: str, zone: str, group: str = "sales_team.group_sale_salesman_all_leads") -> int:
        user_id = self.enter(login, name, group, zone)
        self.ledger.logins[user_id] = login
        self.ledger.zones[user_id], self.ledger.names[user_id] = zone, name
        self.ledger.managers[user_id] = self.ledger.teams[user_id] = None
        return user_id

    def found_company(self, name: str, members: list[int]) -> int:
        """A second company; members work there only, and whoever has a key may look into it."""
        [company_id] = self.odoo.admin("res.company", "create", vals_list=[{"name": name}])
        looking = self.odoo.admin("res.users", "search", domain=[["login", "in", ["admin", "sales.manager"]]])
        self.odoo.admin("res.users", "write", ids=looking, vals={"company_ids": [[4, company_id]]})
        self.odoo.admin(
            "res.users", "write", ids=members, vals={"company_id": company_id, "company_ids": [[6, 0, [company_id]]]}
        )
        return int(company_id)

    def team(self, name: str, leader_id: int | None, members: list[int]) -> None:
        self.odoo.admin(
            "crm.team",
            "create",
            vals_list=[
                {
                    "name": name,
                    "company_id": False,
                    "user_id": leader_id or False,
                    "member_ids": [[6, 0, members]],
                }
            ],
        )
        for member_id in members:
            self.ledger.teams[member_id] = name
            self.ledger.managers[member_id] = leader_id if member_id != leader_id else None

    def dismiss(self, seller_id: int) -> None:
        """Archive a user: Odoo deletes what was open and keeps what was done."""
        self.odoo.admin("res.users", "action_archive", ids=[seller_id])
        self.ledger.gone_people.add(seller_id)
        for act in self.ledger.acts:
            if act.seller_id == seller_id and act.state == "open":
                act.state = "gone"

    def bring_back(self, seller_id: int) -> None:
        """Let somebody who was archived in again."""
        self.odoo.admin("res.users", "action_unarchive", ids=[seller_id])
        self.ledger.gone_people.discard(seller_id)

    def take_leave(self, seller_id: int, start_on: date, end_on: date) -> None:
        """Whole days off, approved. Nothing happens where the application is not installed."""
        employees = self.odoo.admin("hr.employee", "search", domain=[["user_id", "=", seller_id]])
        [kind] = self.odoo.admin(
            "hr.leave.type",
            "create",
            vals_list=[
                {
                    "name": f"Days off {seller_id}",
                    "requires_allocation": False,
                    "leave_validation_type": "no_validation",
                }
            ],
        )
        self.odoo.admin(
            "hr.leave",
            "create",
            vals_list=[
                {
                    "employee_id": employees[0],
                    "holiday_status_id": kind,
                    "request_date_from": str(start_on),
                    "request_date_to": str(end_on),
                }
            ],
        )
        self.ledger.absences.append((seller_id, start_on, end_on))
