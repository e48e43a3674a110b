"""A small organisation in which everybody can be told apart: who reports to whom over which days, and a word of their
own in each name, address, team and absence, so that a page which says too much is caught by that word.

What viewers are to people is worked out here again, from the lines below by plain search.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.test import Client
from django.utils import timezone

from fairway.audit.queries import newest_change_of
from fairway.coaching.beside.types import page_of
from fairway.coaching.models import (
    CoCoach,
    GroupNote,
    GroupSession,
    Observation,
    Pairing,
    PairingNote,
    Session,
    SessionNote,
)
from fairway.commitments.models import Commitment, Obstacle
from fairway.diagnosis.models import SellerAnswer, WeeklyDiagnosis
from fairway.diagnosis.packing import packed
from fairway.diagnosis.types import RankedCause, SaidSign, Strength
from fairway.evidence.models import Pilot, PilotSeller
from fairway.exchange.models import Source, SyncRun
from fairway.exchange.uploads.actions import keep_upload
from fairway.execution.actions.scoring import score
from fairway.leadership.models import ManagerReview, ReviewNote, ReviewPress, ReviewPromise
from fairway.ledger.models import Correction, CountedMetric
from fairway.lib.home import folder
from fairway.lib.periods import week_of
from fairway.metrics.actions import define_metric
from fairway.metrics.spec import definition_from
from fairway.people.actions.accounts import account_of
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Absence, Guest, Identity, Organisation, Person, ReportingLine, User
from fairway.plans.actions.changing import change_target
from fairway.plans.models import Agreement, Plan
from fairway.plans.types import PlanDraft
from fairway.signs.types import Cause
from fairway.studio.models import OneToOne, Proposal, Rating, Review, Sample

# Written between Sam and a manager, or said of Sam's records: for those two sides alone.
OWN_WORDS = frozenset({"notesam", "reasonsam", "sign", "asked"})
HIA = "second_stakeholders_invited"
PASSWORD = "a long enough pass phrase"


@dataclass(frozen=True)
class Line:
    """A reporting line in days from today; no `since` is for ever before, no `until` for ever after."""

    who: str
    manager: str
    kind: str = "line"
    since: int | None = None
    until: int | None = None

    def holds(self, day: int) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


LINES = (
    Line("lea", "cleo"),
    Line("mia", "lea"),
    Line("max", "lea"),
    Line("otto", "lea"),
    Line("sam", "mia"),
    Line("sue", "mia"),
    Line("nia", "mia"),
    Line("gone", "mia"),
    Line("tom", "max"),
    Line("ned", "max", until=-2),  # since yesterday another manager
    Line("ned", "mia", since=-1),
    Line("sam", "ada", "acting", -10, 10),
    Line("sam", "abe", "acting", -30, -1),  # over since yesterday
    Line("sam", "ann", "acting", 1, 20),  # begins tomorrow
    Line("sam", "sec", "second", -100),
    Line("sam", "lev", "second"),  # left yesterday
    Line("tom", "olm", "second"),  # in operations, and a second manager
)
OPERATIONS = frozenset({"ola", "olm", "oli"})
LEFT = {"lev": -1, "gone": -30}
SELLERS = ("sam", "sue", "tom", "ned", "nia", "gone")
PLANNED = (*SELLERS, "mia")
PEOPLE = ("cleo", "lea", "mia", "max", *SELLERS, "ada", "abe", "ann", "sec", "lev", "otto", "ola", "olm", "oli")
# Everybody who may try a page: people, then accounts without one.
VIEWERS = (*PEOPLE, "root", "stranger", "idle", "anonymous")
BESIDE = "otto"  # co-coach in a session of Sam and Mia, who know his name as he knows theirs
PAIR = ("sam", "sue")  # of sellers who work on one activity: each knows the other's name
KIND = {"sam": "kindsamqx", "sue": "kindsueqx", "tom": "kindtomqx", "gone": "kindgoneqx", "mia": "kindmiaqx"}


def name_of(who: str) -> str:
    return f"{who.title()} {who}qx"


@dataclass
class House:
    """The organisation once built, with a logged-in client for each viewer."""

    today: date
    keys: dict[str, int] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, object] = field(default_factory=dict)  # keys of runs, uploads, changes ... for addresses
    unknown: dict[str, str] = field(default_factory=dict)  # what an address that nothing has gives each viewer

    def day(self, offset: int | None) -> date | None:
        return None if offset is None else self.today + timedelta(days=offset)


def enters(viewer: str) -> bool:
    """Whether anybody is let in at all under that account."""
    return viewer not in {"anonymous", "idle", *(who for who, day in LEFT.items() if day < 0)}


def is_operations(viewer: str) -> bool:
    return viewer in OPERATIONS or viewer == "root"


def direct(viewer: str, person: str, day: int = 0) -> bool:
    return any(line.who == person and line.manager == viewer and line.holds(day) for line in LINES)


def above(viewer: str, person: str, day: int = 0) -> bool:
    """Somewhere up the lines of that day, the direct ones included."""
    todo, seen = [person], set()
    while todo:
        for line in LINES:
            if line.who == todo[0] and line.holds(day) and line.manager not in seen:
                seen.add(line.manager)
                todo.append(line.manager)
        todo.pop(0)
    return viewer in seen


def leads_the_pair(viewer: str) -> bool:
    return all(direct(viewer, person) for person in PAIR)


def manages_anyone(viewer: str) -> bool:
    return any(line.manager == viewer and line.holds(0) for line in LINES)


def on_board(viewer: str) -> set[str]:
    """The people a viewer's board shows: employed today, with a plan or managing nobody, below the viewer."""
    there = {
        who for who in PEOPLE if who not in LEFT and (who in PLANNED or not (manages_anyone(who) or who in OPERATIONS))
    }
    return {who for who in there if is_operations(viewer) or above(viewer, who)}


def may_know_by_name(viewer: str) -> set[str]:
    """Whose names may stand on pages of a viewer: those below, one's own managers ever, and who may look at one."""
    if is_operations(viewer):
        return set(PEOPLE)
    below = {who for who in PEOPLE if above(viewer, who)}
    own = {line.manager for line in LINES if line.who == viewer}
    lookers = {who for who in PEOPLE if who in OPERATIONS or above(who, viewer)}
    beside = {"sam", "mia"} if viewer == BESIDE else {BESIDE} if viewer == "sam" or direct(viewer, "sam") else set()
    return {viewer} | below | own | lookers | beside | (set(PAIR) if viewer in PAIR else set())


def build() -> House:
    """Everything in the database, and a client for each viewer. Call inside a transaction of the caller's."""
    Organisation.objects.create(name="Access Works")
    house = House(timezone.now().date())
    for who in PEOPLE:
        person = Person.objects.create(
            name=name_of(who),
            slug=who,
            email=f"{who}@mailqx-{who}.example",
            is_operations=who in OPERATIONS,
            has_read_notice=who != "nia",
            left_on=house.day(LEFT.get(who)),
        )
        Identity.objects.create(person=person, source="test", native_id=f"n-{who}")
        house.keys[who] = person.pk
    for line in LINES:
        ReportingLine.objects.create(
            person_id=house.keys[line.who],
            manager_id=house.keys[line.manager],
            kind=line.kind,
            team=f"Team {line.manager}" if line.kind == "line" else "",
            valid_from_on=house.day(line.since) or date(1900, 1, 1),
            valid_to_on=house.day(line.until),
        )
    rebuild_spans()
    for who, kind in KIND.items():
        for start in (-40, 3):
            Absence.objects.create(
                person_id=house.keys[who], start_on=house.day(start), end_on=house.day(start + 2), kind=kind
            )
    for who in PLANNED:
        Plan.objects.create(
            person_id=house.keys[who], metric_key=HIA, target=Decimal(3), starts_on=house.today - timedelta(days=60)
        )
    Plan.objects.create(
        person_id=house.keys["sue"],
        metric_key="executive_calls",
        target=Decimal(2),
        starts_on=house.today,
        is_draft=True,
    )
    _more(house)
    score()
    return house


def obstacles(house: House) -> tuple[int, int, int]:
    """What is in Sam's way: one thing Lea was asked for, one that operations were; and what Mia promised Sam."""
    sam, mia, lea = (house.keys[who] for who in ("sam", "mia", "lea"))
    days = {"made_on": house.today - timedelta(days=9), "by_on": house.today}
    found = []
    for owner, role, cause in ((lea, "leader", "capacity"), (None, "operations", "data")):
        made = Commitment.objects.create(person_id=sam, owner_id=owner, role=role, what="A way out", **days)
        raised = {"raised_by": house.users["mia"], "raised_as": "manager", "week_on": house.today - timedelta(days=14)}
        found.append(Obstacle.objects.create(person_id=sam, commitment=made, cause=cause, metric_key=HIA, **raised).pk)
    promised = Commitment.objects.create(person_id=sam, owner_id=mia, role="manager", what="An hour on Friday", **days)
    return found[0], found[1], promised.pk


def pair_of(house: House) -> int:
    """Sam and Sue work on one activity, and Sam has written."""
    sam, sue = (house.keys[who] for who in PAIR)
    runs = {"starts_on": house.today, "ends_on": house.today + timedelta(days=40), "proposed_on": house.today}
    pair = Pairing.objects.create(asker_id=sam, helper_id=sue, metric_key=HIA, proposed_by=house.users["mia"], **runs)
    PairingNote.objects.create(pairing=pair, person_id=sam, part="last_one", text="answersamqx")
    return pair.pk


def group_of(house: House) -> int:
    """Mia meets the same two together, and they have written something all of them see."""
    made = GroupSession.objects.create(coach_id=house.keys["mia"], kind="early_stage", topic="What to let go")
    GroupNote.objects.create(group=made, part="matter", version=1, text="together")
    when = {
        "starts_at": timezone.now() + timedelta(days=3),
        "parts": [["own_read", 5], ["matter", 30], ["promises", 10]],
    }
    for who in PAIR:
        person_id, coach_id = house.keys[who], house.keys["mia"]
        Session.objects.create(person_id=person_id, coach_id=coach_id, kind="early_stage", group=made, **when)
    return made.pk


def reviews_of(house: House) -> dict[str, object]:
    """Lea's reviews with Mia: three that were held, and one to come with a note and a promise."""
    both = {"leader_id": house.keys["lea"], "manager_id": house.keys["mia"], "kind": "weekly"}
    for weeks in (1, 2, 3):
        at = timezone.now() - timedelta(weeks=weeks)
        ended = at + timedelta(minutes=20)
        held = ManagerReview.objects.create(state="held", starts_at=at, opened_at=at, held_at=ended, **both)
        ReviewPress.objects.create(review=held, item="working", at=at)
    made = ManagerReview.objects.create(starts_at=timezone.now() + timedelta(days=1), **both)
    ReviewNote.objects.create(review=made, item="working", text="reviewlea_mia")
    promised = ReviewPromise.objects.create(
        review=made, what="reviewlea_mia promised", made_on=house.today, by_on=house.today + timedelta(days=7)
    )
    return {"review": made.pk, "review's promise": promised.pk}


def _beside(house: House, session: Session) -> None:
    """Both of Sam's session agreed to one who has nothing else to do with Sam."""
    sam, mia, guest = (house.keys[who] for who in ("sam", "mia", BESIDE))
    agreed = {"seller_agreed_on": house.today, "coach_id": mia, "coach_agreed_on": house.today}
    CoCoach.objects.create(session=session, person_id=guest, asked_on=house.today, **agreed)
    until_on = house.today + timedelta(days=9)
    Guest.objects.create(
        person_id=sam, guest_id=guest, page=page_of(session.pk), since_on=house.today, until_on=until_on
    )


def observed(house: House) -> dict[str, int]:
    """Lea sat beside Max, who led a session of Tom's, and has yet to say what she saw; of Mia she said it."""
    lea, max_, mia, tom = (house.keys[who] for who in ("lea", "max", "mia", "tom"))
    now = timezone.now()
    run = {"starts_at": now, "opened_at": now, "held_at": now, "state": "held", "parts": [["own_read", 5]]}
    session = Session.objects.create(person_id=tom, coach_id=max_, kind="check", **run)
    agreed = {"seller_agreed_on": house.today, "coach_id": max_, "coach_agreed_on": house.today}
    CoCoach.objects.create(session=session, person_id=lea, asked_on=house.today, **agreed)
    open_on = {"since_on": house.today, "until_on": house.today + timedelta(days=7)}
    Guest.objects.create(person_id=tom, guest_id=lea, page=page_of(session.pk), **open_on)
    said = {"session_on": house.today, "kind": "one_to_one", "rubric": "r", "seen": {"why": [1, "seenmiaqx"]}}
    of_mia = Observation.objects.create(person_id=mia, observer_id=lea, **said)
    return {"observed session": session.pk, "observation": of_mia.pk}


def pilots(house: House) -> tuple[int, int]:
    """One that runs, in which Sam began and Tom waits, and one that is proposed; both of Lea's people."""
    said = {"level": 3.0, "change": 0.9, "sellers": 24, "teams": 4}
    of_lea = {"head_id": house.keys["lea"], "kind": "parallel", "drawn": "sellers", "before": 13, "weeks": 12}
    what = {"metric_key": "executive_calls", "target": Decimal(2), "objective_key": "economic_buyer_meetings"}
    more = {"worth": Decimal("0.3"), "why": "To see", "said": said, "seed": "5eed"}
    week_on = week_of(house.today)
    began = {"starts_on": week_on - timedelta(days=14), "started_at": timezone.now() - timedelta(days=15)}
    runs = Pilot.objects.create(**of_lea, **what, **more, **began)
    for arm, who in enumerate(("sam", "tom")):
        place = {"arm": arm, "stratum": 0, "past": 3.0, "team_key": 0}
        starts_on = runs.starts_on if arm == 0 else None
        PilotSeller.objects.create(pilot=runs, person_id=house.keys[who], starts_on=starts_on, **place)
    waits = Pilot.objects.create(**of_lea, **what, **more, starts_on=week_on + timedelta(days=14))
    return runs.pk, waits.pk


def _reasons(house: House) -> None:
    """What the records suggest of Sam, and what Sam says to it."""
    sam = house.keys["sam"]
    week = {"person_id": sam, "metric_key": HIA, "week_on": week_of(house.today) - timedelta(days=7)}
    cause = RankedCause(Cause.CAPACITY, Strength.STRONG, 0.9, (SaidSign("signqx", "more_open_deals"),), "askedqx?")
    WeeklyDiagnosis.objects.create(**week, status="behind", first_cause="capacity", causes=packed([cause]))
    SellerAnswer.objects.create(**week, text="reasonsamqx", said_at=timezone.now(), said_by=house.users["sam"])


def _accounts(house: House) -> None:
    """One for everybody, and three without a person; a client for each viewer."""
    for who in PEOPLE:
        house.users[who] = account_of(house.keys[who]).pk
    for who in ("root", "stranger", "idle"):
        user = User.objects.create(username=who, email=f"{who}@example.com", is_superuser=who == "root")
        user.is_active = who != "idle"
        user.set_password(PASSWORD)
        user.save()
        house.users[who] = user.pk
    handler = Client().handler  # one for all: each would read the settings and the static files anew
    for who in VIEWERS:
        client = Client()
        client.handler = handler
        if who in house.users:
            client.force_login(User.objects.get(pk=house.users[who]))
        house.clients[who] = client


def _sample(house: House) -> Sample:
    """A record of Sam's drawn for review, rated by both."""
    sam, mia = house.keys["sam"], house.users["mia"]
    drawn = {"metric_key": HIA, "week_on": house.today - timedelta(days=7), "day_on": house.today - timedelta(days=7)}
    sample = Sample.objects.create(person_id=sam, place=1, table="activities", record_id="crm:a1", **drawn)
    for side, user in (("seller", house.users["sam"]), ("manager", mia)):
        answers = dict.fromkeys(("person", "sponsor", "reason", "room"), "yes")
        given = {"side": side, "rated_by": user, "answers": answers, "note": "notesamqx"}
        Rating.objects.create(sample=sample, person_id=sam, **given)
    return sample


def _more(house: House) -> None:
    """Accounts, runs, uploads, a change by Mia about Sam, a question to Sam: what addresses with numbers name."""
    _accounts(house)
    source = Source.objects.create(name="test", kind="folder")
    rejects = folder("rejects") / "rejectqx.csv"
    rejects.write_text("reason\nrejectqx\n", encoding="utf-8")
    run = SyncRun.objects.create(source=source, state="done", rejects_file=str(rejects))
    token = keep_upload([("mine.csv", [b"Seller,Day\n"])], owner_id=house.users["ola"])
    sam, mia = house.keys["sam"], house.users["mia"]
    draft = PlanDraft(HIA, Decimal(4))
    change_target(sam, draft=draft, from_on=house.today + timedelta(days=7), actor_id=mia, asked_from_on=house.today)
    asked_for = newest_change_of(mia)
    asked = Agreement.objects.get(person_id=sam)
    days = {"by_on": house.today + timedelta(days=70), "review_on": house.today, "starts_on": house.today}
    words = {"note": "notesamqx", "proposed_by": mia}
    waits = Proposal.objects.create(person_id=sam, metric_key="executive_calls", target=2, **words, **days)
    agreed = Proposal.objects.create(person_id=sam, metric_key=HIA, target=3, answer="accepted", **words, **days)
    Review.objects.create(person_id=sam, proposal=agreed, decision="keep", reason="reasonsamqx")
    topics = ["activities", "question", "last_time", "commitments"]
    talk = {"minutes": 30, "topics": topics, "branch": "why", "question": "notesamqx?", "commitment": "reasonsamqx"}
    met = OneToOne.objects.create(person_id=sam, planned_by=mia, starts_at=timezone.now() + timedelta(days=2), **talk)
    parts = [["own_read", 3], ["branch", 20], ["practice", 10], ["promises", 6], ["number", 1]]
    session = Session.objects.get(person_id=sam, kind="one_to_one")  # what was planned in the first lesson
    Session.objects.filter(pk=session.pk).update(parts=parts)
    SessionNote.objects.create(session=session, part="own_read", version=1, text="notesamqx", edited_by=mia)
    _beside(house, session)
    sample = _sample(house)
    own = {"key": "own_metric", "name": "Own metric", "class": "activity", "records": "activities"}
    define_metric(definition_from(own))
    _reasons(house)
    metric, _ = CountedMetric.objects.get_or_create(key=HIA)
    corrected = Correction.objects.create(metric=metric, version=1, people=1, weeks=1, noted_on=house.today)
    leaders, operations_own, promised = obstacles(house)
    running, waiting = pilots(house)
    house.numbers = {
        **reviews_of(house),
        "leader's obstacle": leaders,
        "operations' obstacle": operations_own,
        "promise": promised,
        "pilot": running,
        **observed(house),
        "proposed pilot": waiting,
        "correction": corrected.pk,
        "one to one": met.pk,
        "session": session.pk,
        "pair": pair_of(house),
        "group": group_of(house),
        "sample": sample.pk,
        "run": run.pk,
        "source": source.name,
        "token": token,
        "question": asked.pk,
        "proposal": waits.pk,
        "agreed": agreed.pk,
        "change": asked_for,
    }
