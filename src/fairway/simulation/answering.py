"""The customer's side of an act, as the CRM shows it: the meeting that is held, the plan that is accepted."""

from datetime import datetime, timedelta

from fairway.simulation.acting import RECORDING, Act
from fairway.simulation.calendar import LAST_START, instant
from fairway.simulation.draws import between
from fairway.simulation.people import Seller
from fairway.simulation.recording import Records, TrueAct, is_source_off
from fairway.simulation.scenario import Objective
from fairway.simulation.types import Fate, SimActivity

SHARE_LOGGED = 0.98
SHARE_NO_SHOW = 0.06  # of the acts without a yes: a meeting was agreed, and nobody came
FIRST_MEETING = 10 * 60
MEETING_MINUTES, OTHER_MINUTES = (30, 60), 5


def record_answer(act: Act, seller: Seller, records: Records, week_of_act: int, week_of_answer: int | None) -> None:
    """Record what the customer does in answer to an act, and in which week; None where they do nothing."""
    objective, chances = act.kind.objective, act.chances[RECORDING:]
    if objective is None or act.is_in_vain:
        return
    is_no_show = act.answered_on is None and objective.type == "meeting" and chances[8] < SHARE_NO_SHOW
    on = seller.calendar.after(act.day, objective.lag_days[1]) if is_no_show else act.answered_on
    if on is None:
        return
    at = instant(seller.person.timezone, on, between(FIRST_MEETING, LAST_START, chances[9]))
    activity_id = None
    week = week_of_answer if week_of_answer is not None else week_of_act
    share_logged = SHARE_LOGGED * seller.planting.in_week(week).all_logged
    if chances[4] < share_logged and not is_source_off(seller, objective.type, on, records.last_day):
        activity_id = records.next_id()
        agreed_at = instant(seller.person.timezone, act.day, act.minute + act.minutes)
        records.keep(_record(act, objective, activity_id, (agreed_at, at), is_no_show=is_no_show), chances[9])
    if week_of_answer is not None:
        records.true_acts.append(TrueAct(act.seller_id, week_of_answer, objective.word, at, activity_id))


def _record(
    act: Act, objective: Objective, activity_id: str, when: tuple[datetime, datetime], *, is_no_show: bool
) -> SimActivity:
    """`when` are the instants at which it was agreed and at which it happened, or should have."""
    agreed_at, at = when
    is_meeting = objective.type == "meeting"
    minutes = between(*MEETING_MINUTES, act.chances[RECORDING + 5]) if is_meeting else OTHER_MINUTES
    end_at = at + timedelta(minutes=minutes)
    return SimActivity(
        activity_id=activity_id,
        seller_id=act.seller_id,
        type=objective.type,
        subtype=objective.word,
        direction="inbound",
        status=Fate.NO_SHOW if is_no_show else Fate.DONE,
        scheduled_at=at if is_meeting else None,
        occurred_at=None if is_no_show else at,
        completed_at=None if is_no_show else end_at,
        cancelled_at=end_at if is_no_show else None,
        logged_at=agreed_at if is_meeting else end_at,
        minutes=minutes,
        outcome=None,
        account_id=act.account.account_id if act.account else None,
        deal_id=act.deal.deal_id if act.deal else None,
        is_auto_captured=False,
    )
