"""Companies to sell to and the people there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairway.simulation import names
from fairway.simulation.draws import between, stream
from fairway.simulation.people import Seller
from fairway.simulation.types import SimAccount, SimContact

TIERS = ("A", "B", "B", "C", "C")
POTENTIAL = {"A": 400_000, "B": 150_000, "C": 50_000}


@dataclass(slots=True)
class Ground:
    """Who looks after which accounts now, by person, and who is there, by account."""

    accounts: dict[str, list[SimAccount]]
    contacts: Mapping[str, Sequence[SimContact]]

    def hand_over(self, leaver_id: str, heir_ids: Sequence[str]) -> None:
        """Share out somebody's accounts in turn."""
        for number, account in enumerate(self.accounts.get(leaver_id, [])):
            self.accounts[heir_ids[number % len(heir_ids)]].append(account)
        self.accounts[leaver_id] = []


def ground_of(sellers: Sequence[Seller], seed: int) -> Ground:
    """Accounts for every seller, each with two to five contacts."""
    accounts: dict[str, list[SimAccount]] = {}
    contacts: dict[str, list[SimContact]] = {}
    number = 0
    for seller in sellers:
        rng = stream(seed, "accounts", seller.person.name)
        own = accounts.setdefault(seller.person.person_id, [])
        for _ in range(seller.team.accounts_each):
            chances = rng.random(5).tolist()
            account = _account(number, seller, chances)
            own.append(account)
            contacts[account.account_id] = _contacts(account, between(2, len(names.CONTACTS), chances[4]))
            number += 1
    return Ground(accounts, contacts)


def _account(number: int, seller: Seller, chances: list[float]) -> SimAccount:
    tier = TIERS[between(0, len(TIERS) - 1, chances[0])]
    return SimAccount(
        account_id=f"acc-{number + 1:05d}",
        name=names.company_name(number),
        owner_id=seller.person.person_id,
        tier=tier,
        segment=names.SEGMENTS[between(0, len(names.SEGMENTS) - 1, chances[1])],
        potential_amount=int(round(POTENTIAL[tier] * (0.5 + chances[2]), -3)),
        is_customer=chances[3] < seller.team.share_customers,
        is_target=tier == "A" or (tier == "B" and chances[2] > 0.5),
    )


def _contacts(account: SimAccount, count: int) -> list[SimContact]:
    return [
        SimContact(f"con-{account.account_id[4:]}-{place + 1}", account.account_id, title, seniority, buying_role)
        for place, (title, seniority, buying_role) in enumerate(names.CONTACTS[:count])
    ]
