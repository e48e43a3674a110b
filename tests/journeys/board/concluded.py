"""What is concluded about some of the invented sellers, written by hand: this organisation records no deals."""

from datetime import date, timedelta

from tests.journeys.board.folder import INVITE, LONG, OWN, PLAN, PROPOSE

DOTS = [60_000.0 + 7_000 * number for number in range(20)]
GOAL = 150_000.0
GRADES = {PLAN: "strong", INVITE: "experiment_needed", PROPOSE: "suggestive", LONG: "none", OWN: "cannot_tell"}


def conclude_by_hand(today: date) -> None:
    """Verdicts of every kind with what the group's records show, and where a quarter may land."""
    from fairway.evidence.models import GroupFindings, SellerLanding, SellerVerdict
    from fairway.evidence.packing import packed
    from fairway.evidence.types import Picture, Span
    from fairway.evidence.verdict import Help, Verdict
    from fairway.people.queries import keys_by_native_id

    week_on = today - timedelta(days=today.weekday() + 7)
    keys = keys_by_native_id(["s-part", "s-long", "s-behind", "s-fine"])
    seen = Picture(4, Span(9.6, 6.8, 12.4), Span(6.1, 5.2, 7.9), 11, 214)
    far_on = today + timedelta(days=900)
    told = (
        ("s-part", PLAN, Verdict.HELPING, None),
        ("s-part", INVITE, Verdict.NOT_HELPING, None),
        ("s-part", PROPOSE, Verdict.TOO_EARLY, today + timedelta(days=20)),
        ("s-long", PLAN, Verdict.CANNOT_TELL, None),
        ("s-long", LONG, Verdict.CANNOT_TELL, far_on),
        ("s-long", OWN, Verdict.CANNOT_TELL, today + timedelta(days=40)),
        ("s-behind", INVITE, Verdict.HELPING, None),
        ("s-behind", PROPOSE, Verdict.NOT_HELPING, None),
        ("s-fine", PLAN, Verdict.HELPING, None),
    )
    for who, metric, verdict, until_on in told:
        objective = "new_deals" if metric == INVITE else "stage_progress"
        help_ = Help(metric, objective, verdict, until_on, 0.8, Span(0.04, 0.01, 0.07), 10, picture=seen)
        SellerVerdict.objects.create(
            person_id=keys[who], week_on=week_on, metric_key=metric, verdict=str(verdict), until_on=until_on,
            told=packed(help_),
        )  # fmt: skip
    check = {"name": "busy_weeks", "passed": True, "detail": "Sellers’ own busy weeks agree (z 2.2)."}
    doubt = {"name": "enough_records", "passed": False, "detail": "What could be told from nothing: 7.1% more."}
    candidates = [
        {
            "metric": metric,
            "grade": grade,
            "weeks_needed": 9 if grade == "cannot_tell" else None,
            "reason": "More of this may help.",
            "dose": {"from_per_week": 3.5, "to_per_week": 4.4},
            "chain": {"objective": "stage_progress", "effect_mean": 0.0747, "low": 0.0124, "high": 0.137},
            "lag_weeks": [1, 4],
            "checks": [check, doubt],
        }
        for metric, grade in GRADES.items()
    ]
    GroupFindings.objects.create(group="", week_on=week_on, sellers=11, weeks=16, candidates=candidates)
    for who, key in keys.items():
        chance = sum(1 for dot in DOTS if dot >= GOAL) / len(DOTS)
        now = {"p10": DOTS[2], "p50": DOTS[10], "p90": DOTS[17], "chance": chance, "dots": DOTS}
        goal = None if who == "s-long" else GOAL
        SellerLanding.objects.create(
            person_id=key, week_on=week_on, starts_on=today - timedelta(days=50), ends_on=today + timedelta(days=40),
            goal=goal, now=now if goal else {**now, "chance": None}, at_target=now,
        )  # fmt: skip


def review_by_hand(today: date) -> None:
    """What one seller agreed to half a year ago, with a review for each thing that can come of what was said."""
    from fairway.people.queries import keys_by_native_id
    from fairway.studio.models import Proposal, Review

    key, week_on = keys_by_native_id(["s-part"])["s-part"], today - timedelta(days=today.weekday() + 7)
    seen = {
        PLAN: (("helping", 13), ("not_helping", 14), ("too_early", 20), ("helping", 2)),
        INVITE: (("helping", 15), ("cannot_tell", 16)),
        "gone": (("not_helping", 15),),
    }
    for metric, said in seen.items():
        row = Proposal.objects.create(
            person_id=key, metric_key=metric, target=3, by_on=today, starts_on=today - timedelta(days=180),
            review_on=today + timedelta(days=30), answer="accepted",
        )  # fmt: skip
        for verdict, weeks_ago in said:
            Review.objects.create(
                person_id=key, proposal=row, decision="keep", reason="We leave it as it is for now.",
                verdict=verdict, verdict_week_on=week_on - timedelta(weeks=weeks_ago), verdict_until_on=today,
            )  # fmt: skip
