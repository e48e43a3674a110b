"""Who and what a real Odoo holds beside plain sellers and plain deals: other companies, people who only look like
sellers or hardly do, words in other languages, meetings nobody comes to.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from tests.odoo.world import World

OFFER = "Angebot nachfassen"
MEETS = "Visita técnica"
PLAIN_USER = "base.group_user"


def employ_others(world: World) -> None:
    """People beside the sellers. Run before anything happens: who joins a team, and who may see which company."""
    world.ledger.outsiders |= {
        world.enter("accountant", "Ada Count", PLAIN_USER),
        world.enter("customer", "Carl Customer", "base.group_portal"),
    }
    world.hire("piet", "Piet Maes", "Europe/Amsterdam", PLAIN_USER)
    world.hire("rita", "Rita Sole", "Europe/Rome")
    nils = world.hire("nils", "Nils Berg", "Europe/Oslo")
    world.found_company("Nord AS", [nils])
    world.team("Nord", None, [nils])
    for name, category in ((OFFER, "default"), (MEETS, "meeting")):
        world.odoo.admin(
            "mail.activity.type", "create", vals_list=[{"name": name, "category": category, "sequence": 60}]
        )


def edges(world: World, people: Sequence[int], week: Sequence[date]) -> None:
    """What happens to them and around them within the seven weeks. `people` are sellers and leaders."""
    anna, bo, chika, dev, _eli, fay, _gus, lena, _marco = people
    others = {world.ledger.logins[key]: key for key in world.ledger.logins}
    deals = {owner: deal for deal, owner in sorted(world.ledger.deals.items())}
    world.later(world.local(anna, week[1], 9), lambda: _words(world, anna, deals[anna], week))
    world.later(world.local(bo, week[2], 9), lambda: _without_a_type(world, bo, deals[bo]))
    world.later(world.local(chika, week[2], 9), lambda: _meetings(world, chika, deals[chika], week))
    world.later(world.local(dev, week[2], 9), lambda: _talk_among_colleagues(world, dev, anna, week))
    world.later(world.local(fay, week[4] + timedelta(days=4), 12), lambda: _win_back(world, fay))
    world.later(world.local(lena, week[1], 8), lambda: _only_by_activities(world, others["piet"], lena, week))
    world.later(world.local(others["nils"], week[1], 8), lambda: _elsewhere(world, others["nils"], week))
    world.later(
        world.local(others["rita"], week[0], 8), lambda: _gone_and_back(world, others["rita"], deals[anna], week)
    )


def _words(world: World, seller_id: int, deal: int, week: Sequence[date]) -> None:
    """Types with names of their own: done, undone, and done minutes before the week turns."""
    record = ("crm.lead", deal)
    first, second, visit = (world.plan(seller_id, kind, record) for kind in (OFFER, OFFER, MEETS))
    world.do(visit, feedback="nos gusta")
    world.do(first)
    world.later(world.local(seller_id, week[1] + timedelta(days=6), 23, 58), lambda: world.do(second))
    world.later(world.local(seller_id, week[2], 10), lambda: world.undo(first))


def _without_a_type(world: World, seller_id: int, deal: int) -> None:
    """A program may schedule what has no type at all; it counts under a plain word."""
    world.do(world.plan_typeless(seller_id, ("crm.lead", deal)))


def _meetings(world: World, seller_id: int, deal: int, week: Sequence[date]) -> None:
    """One every guest declines, one of two guests declines, one without a deal."""
    guests = world.odoo.admin("res.partner", "create", vals_list=[{"name": f"Guest {n}"} for n in range(3)])
    at = [world.local(seller_id, week[number] + timedelta(days=2), 11) for number in (3, 4, 5)]
    declined = world.meet(seller_id, at[0], lead_id=deal, partner_ids=[[4, guests[0]]])
    half = world.meet(seller_id, at[1], lead_id=deal, partner_ids=[[4, guests[0]], [4, guests[1]]])
    world.meet(seller_id, at[2], partner_ids=[[4, guests[2]]])
    world.decline(declined, guests[0])
    declined.is_off = True
    world.decline(half, guests[0])


def _talk_among_colleagues(world: World, seller_id: int, colleague_id: int, week: Sequence[date]) -> None:
    """A meeting with nobody from outside is no sales meeting."""
    [user] = world.odoo.admin("res.users", "read", ids=[colleague_id], fields=["partner_id"])
    meeting = world.meet(seller_id, world.local(seller_id, week[3], 15), partner_ids=[[4, user["partner_id"][0]]])
    meeting.is_counted = False


def _win_back(world: World, seller_id: int) -> None:
    """A lost deal is opened again and won."""
    deal = min(deal for deal, owner in world.ledger.deals.items() if owner == seller_id)
    world.lose(deal)
    world.odoo.admin("crm.lead", "action_unarchive", ids=[deal])
    world.move(deal, "Won")


def _only_by_activities(world: World, seller_id: int, leader_id: int, week: Sequence[date]) -> None:
    """Somebody in no team and without any rights in sales, whose only trace is what they are given to do."""
    record = ("res.partner", 1)
    for days in (0, 1, 7):
        act = world.plan(seller_id, "Call", record, by=leader_id)
        world.later(
            world.local(seller_id, week[1] + timedelta(days=days), 17), lambda act=act: world.do(act, by=leader_id)
        )


def _elsewhere(world: World, seller_id: int, week: Sequence[date]) -> None:
    """A seller of another company, in a team that nobody leads."""
    [partner_id] = world.odoo.admin("res.partner", "create", vals_list=[{"name": "Fjord AS", "is_company": True}])
    deal = world.deal(seller_id, "Fjord", partner_id)
    for number in (1, 2, 2):
        act = world.plan(seller_id, "Email", ("crm.lead", deal))
        world.later(world.local(seller_id, week[number] + timedelta(days=3), 0, 2), lambda act=act: world.do(act))


def _gone_and_back(world: World, seller_id: int, deal: int, week: Sequence[date]) -> None:
    """Somebody who left and came back: what was open is gone, what was done stays."""
    done, still_open = (world.plan(seller_id, "Call", ("crm.lead", deal)) for _ in range(2))
    world.do(done)
    assert still_open.state == "open"
    world.later(world.local(seller_id, week[2], 12), lambda: world.dismiss(seller_id))
    world.later(world.local(seller_id, week[4], 12), lambda: world.bring_back(seller_id))
    world.later(
        world.local(seller_id, week[4], 15), lambda: world.do(world.plan(seller_id, "Email", ("crm.lead", deal)))
    )
