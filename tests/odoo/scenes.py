"""What must happen at least once, whatever is drawn: first within the seven weeks, then in the days after them."""

from collections.abc import Sequence
from datetime import date, timedelta

from tests.odoo.truth import Act
from tests.odoo.world import World


def scenes(world: World, people: Sequence[int], week: Sequence[date]) -> None:
    """Merges, deletions, hand-overs, a dismissal, meetings. `people` are sellers and leaders, `week` Mondays."""
    anna, bo, chika, dev, eli, fay, gus, lena, _marco = people
    deals = {
        seller: [deal for deal, owner in sorted(world.ledger.deals.items()) if owner == seller] for seller in people
    }
    _calendar(world, anna, deals[anna], week)
    _calendar(world, dev, deals[dev], week)
    _for_nobody(world, bo, deals[bo][0], week[3])
    world.later(world.local(bo, week[4], 12), lambda: _touch_done(world, bo))
    # Merges: of deals on which things were done and are open; later the winner of one is deleted.
    world.later(world.local(chika, week[4] + timedelta(days=1), 12), lambda: world.merge(deals[chika][2:4]))
    world.later(world.local(anna, week[5], 12), lambda: world.merge(deals[anna][:2]))
    world.later(world.local(eli, week[5] + timedelta(days=1), 12), lambda: world.delete_deal(deals[eli][3]))
    world.later(world.local(fay, week[3] + timedelta(days=2), 12), lambda: world.hand_over(deals[fay][0], dev))
    world.later(world.local(fay, week[4] + timedelta(days=2), 12), lambda: world.hand_over(deals[fay][0], bo))
    world.later(world.local(fay, week[4] + timedelta(days=3), 12), lambda: world.lose(deals[fay][1]))
    world.later(world.local(gus, week[5] + timedelta(days=4), 19), lambda: world.dismiss(gus))
    world.later(world.local(lena, week[2], 12), lambda: _other_work(world, lena))
    if world.has_hr:
        world.later(
            world.local(chika, week[2], 9), lambda: world.take_leave(chika, week[3], week[3] + timedelta(days=2))
        )


def _calendar(world: World, seller_id: int, deals: Sequence[int], week: Sequence[date]) -> None:
    """Meetings from the deal's button and plain ones: held, moved over a month's end, deleted, private, long past."""

    def at(number: int, days: int, hour: int):  # type: ignore[no-untyped-def]
        return world.local(seller_id, week[number] + timedelta(days=days), hour)

    def button() -> None:
        held = world.book(seller_id, deals[0], at(1, 2, 10), "first talk")
        moved = world.book(seller_id, deals[1], at(4, 1, 10), "review")
        world.book(seller_id, deals[2], at(5, 1, 10), "never confirmed")
        lost = world.book(seller_id, deals[2], at(2, 1, 10), "called off")
        world.later(at(1, 2, 11), lambda: world.do(held, feedback="they want a price"))
        world.later(at(3, 1, 12), lambda: world.move_event(moved.event_id or 0, at(5, 2, 9)))
        world.later(at(5, 2, 11), lambda: world.do(moved))
        world.later(at(2, 1, 12), lambda: world.do(lost))
        world.later(at(2, 3, 12), lambda: world.delete_event(lost.event_id or 0))

    def plain() -> None:
        [guest] = world.odoo.admin("res.partner", "create", vals_list=[{"name": "A Guest"}])
        world.meet(seller_id, at(2, 2, 14), lead_id=deals[2], partner_ids=[[4, guest]])
        world.meet(seller_id, at(2, 3, 14), privacy="private")
        moved = world.meet(seller_id, at(3, 2, 14), lead_id=deals[2])
        gone = world.meet(seller_id, at(3, 3, 14))
        world.later(at(3, 0, 9), lambda: world.move_event(moved.event_id, at(4, 2, 14)))
        world.later(at(3, 0, 10), lambda: world.delete_event(gone.event_id))

    world.later(at(0, 1, 9), button)
    world.later(at(1, 1, 9), plain)


def _for_nobody(world: World, seller_id: int, deal: int, day: date) -> None:
    def plan() -> None:
        activity_id = world.plan_for_nobody("Call", ("crm.lead", deal))
        world.later(
            world.local(seller_id, day, 14), lambda: world.pick_up(activity_id, "Call", ("crm.lead", deal), seller_id)
        )

    world.later(world.local(seller_id, day, 9), plan)


def _touch_done(world: World, seller_id: int) -> None:
    """Edit things that were done weeks ago: their last change says nothing about when they were done."""
    for act in [act for act in world.ledger.acts if act.seller_id == seller_id and act.is_done][:6]:
        world.edit(act, note="<p>tidied up</p>")


def _other_work(world: World, seller_id: int) -> None:
    """Work that is not selling: an activity on an employee file."""
    if not world.has_hr:
        return
    employees = world.odoo.admin("hr.employee", "search", domain=[])
    [activity_id] = world.odoo.admin(
        "hr.employee",
        "activity_schedule",
        ids=employees[:1],
        user_id=seller_id,
        act_type_xmlid="mail.mail_activity_data_todo",
        summary="welcome them",
    )
    act = Act(activity_id, seller_id, "To-Do", "hr.employee", employees[0], is_counted=False)
    world.ledger.acts.append(act)
    world.do(act)


def change_old(world: World, sellers: Sequence[int]) -> None:
    """Undo something done weeks ago, do something planned weeks ago, touch, delete and cancel old things."""
    for seller_id in sellers[:4]:
        own = [act for act in world.ledger.acts if act.seller_id == seller_id and act.is_counted]
        done = [act for act in own if act.is_done and not act.is_left_as_message and act.event_id is None]
        still_open = [act for act in own if act.state == "open" and act.event_id is None]
        world.undo(done[0])
        world.edit(done[1], summary="renamed afterwards")
        world.undo(done[2])
        world.do(done[2])
        if len(still_open) > 2:
            world.do(still_open[0])
            world.cancel(still_open[1])
            world.reassign(still_open[2], sellers[-1])
    meeting = next(meeting for meeting in world.ledger.meetings if meeting.is_counted)
    world.delete_event(meeting.event_id)
    held = next(act for act in world.ledger.acts if act.event_id and act.is_done)
    world.move_event(held.event_id or 0, world.odoo.server_at + timedelta(days=9))


def change_deals(world: World, sellers: Sequence[int]) -> None:
    """Merge, delete, convert, and let somebody else go."""
    deals = {
        seller: [deal for deal, owner in sorted(world.ledger.deals.items()) if owner == seller] for seller in sellers
    }
    merged = world.merge(deals[sellers[3]][:2])
    world.move(merged, "Won")
    world.delete_deal(deals[sellers[1]][-1])
    leads = sorted(lead for lead in world.ledger.owners if lead not in world.ledger.deals)
    world.convert(leads[0])
    world.dismiss(sellers[-1])
