"""How leads come in and deals arise: by themselves, from leads, and at accounts that were worked on."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import exp

from fairway.simulation import names
from fairway.simulation.calendar import DAY_ENDS, DAY_STARTS, Weeks, instant
from fairway.simulation.deals import Book, Deal, Turn, season, total_pull
from fairway.simulation.draws import between
from fairway.simulation.scenario import Moves, Scenario
from fairway.simulation.types import SimAccount, SimLead

USUAL_CYCLE_DAYS = (60, 110)
AMOUNT_SPREAD = 0.45  # standard deviation of the log of a deal's amount
INBOUND = ("website", "referral")


def arrivals(turn: Turn, book: Book, accounts: Sequence[SimAccount], scenario: Scenario, weeks: Weeks) -> list[Deal]:
    """Let this week's leads come in. Returns the deals opened in it, not yet put among the open ones."""
    _new_leads(turn, book, weeks)
    due = book.converting.pop((turn.seller.person.person_id, turn.number), [])
    opened = [_opened(turn, book, scenario, (accounts, day, lead)) for day, lead in due if accounts]
    if turn.days and accounts:
        supply = turn.seller.planting.in_week(turn.number).deals
        rate = turn.seller.team.deals_weekly * supply * season(turn.monday) * turn.share
        at = [accounts] * int(turn.rng.poisson(rate)) + [[account] for account in _stirred(turn, book, accounts, rate)]
        opened.extend(_opened(turn, book, scenario, (choice, None, None)) for choice in at)
    return opened


def _new_leads(turn: Turn, book: Book, weeks: Weeks) -> None:
    seller, rng = turn.seller, turn.rng
    person = seller.person
    is_there = person.hired_on <= turn.monday and (person.left_on is None or turn.monday <= person.left_on)
    if not is_there or not seller.team.leads_weekly:
        return
    supply = seller.planting.in_week(turn.number).leads * season(turn.monday)
    for _ in range(int(rng.poisson(seller.team.leads_weekly * supply * min(person.fte, 1.0)))):
        chances = rng.random(6).tolist()
        day = turn.monday + timedelta(days=between(0, 4, chances[0]))
        source = names.LEAD_SOURCES[between(0, len(names.LEAD_SOURCES) - 1, chances[2])]
        is_converting = chances[3] < seller.team.lead_conversion
        # At the earliest next week, so that a deal is opened in the week that is named for it.
        on = (
            seller.calendar.after(turn.monday + timedelta(days=6), between(1, 8, chances[4])) if is_converting else None
        )
        lead = SimLead(
            lead_id=f"lead-{len(book.leads) + 1:05d}",
            owner_id=person.person_id,
            source=source,
            is_inbound=source in INBOUND,
            created_at=instant(person.timezone, day, between(DAY_STARTS, DAY_ENDS, chances[1])),
            status="working",
            converted_at=None
            if on is None
            else instant(person.timezone, on, between(DAY_STARTS, DAY_ENDS - 60, chances[5])),
        )
        book.leads.append(lead)
        book.own_leads.setdefault(person.person_id, []).append(lead)
        if on is not None:
            book.converting.setdefault((person.person_id, weeks.number(on)), []).append((on, lead))


def _stirred(turn: Turn, book: Book, accounts: Sequence[SimAccount], rate: float) -> list[SimAccount]:
    """Accounts at which the acts of earlier weeks bring forth a deal that would not have come."""
    kinds = [kind for kind in turn.seller.kinds if kind.effect.moves == Moves.CREATION and kind.effect.log_ratio]
    found = []
    for account in accounts:
        doses = book.account_doses.get(account.account_id)
        if doses is None:
            continue
        pull = total_pull(doses, kinds, turn.number)
        if pull and turn.rng.random() < 1.0 - exp(-rate / len(accounts) * (exp(pull) - 1.0)):
            found.append(account)
    return found


def _opened(
    turn: Turn,
    book: Book,
    scenario: Scenario,
    origin: tuple[Sequence[SimAccount], date | None, SimLead | None],
) -> Deal:
    """A new deal at one of some accounts, on a day and from a lead where they are given."""
    accounts, on, lead = origin
    person, team = turn.seller.person, turn.seller.team
    chances = turn.rng.random(5).tolist()
    spread, heat = turn.rng.standard_normal(2).tolist()
    account = accounts[between(0, len(accounts) - 1, chances[0])]
    day = on or turn.days[between(0, len(turn.days) - 1, chances[1])]
    created_at = instant(person.timezone, day, between(DAY_STARTS, DAY_ENDS - 60, chances[2]))
    if lead is not None and lead.converted_at is not None:
        created_at = lead.converted_at
    deal = Deal(
        deal_id=f"opp-{len(book.deals) + 1:05d}",
        account=account,
        team=team,
        created_at=created_at,
        amount=max(1000, int(round(team.typical_amount * exp(AMOUNT_SPREAD * spread), -2))),
        heat=scenario.heat_spread * heat,
        source=lead.source if lead else "seller",
        expected_close_on=day + timedelta(days=between(*USUAL_CYCLE_DAYS, chances[3])),
        name=f"{account.name}: {names.PRODUCTS[between(0, len(names.PRODUCTS) - 1, chances[4])]}",
        changes=[(created_at, None, team.stages[0].name)],
        owners=[(created_at, person.person_id)],
    )
    book.deals.append(deal)
    if lead is not None:
        book.converted[lead.lead_id] = deal.deal_id
    return deal
