"""An invented organisation as a CRM folder, with one seller in every situation the board has to show.

Weeks run back from a given day, so that the last closed week is always the one before it. Counts are laid out by hand:
what the pages must say about each seller follows from this file and from nothing else.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

ZONE = "Europe/Lisbon"
WEEKS = 16  # closed ones
PLAN, INVITE, PROPOSE, OWN, LONG = "plan_written", "buyer_invited", "plan_proposed", "site_sketch", "long_word"
OBJECTIVES = {PLAN: "step_agreed", INVITE: "buyer_met", PROPOSE: "plan_accepted"}
NAMES = {
    PLAN: ("Call plan written", "before the first call"),
    INVITE: ("Second buyer invited", "while the deal is open"),
    PROPOSE: ("Joint plan proposed", "with dates"),
    OWN: ("Site sketch sent", ""),
    LONG: (
        "Gesprächsvorbereitung mit Entscheidungsträgerübersicht verschickt",
        "vor dem zweiten Termin im Einkauf",
    ),
    "step_agreed": ("Next step agreed", "next step|next steps"),
    "buyer_met": ("Second buyer met", "met"),
    "plan_accepted": ("Joint plan accepted", "accepted"),
}
TEAM = {PLAN: 5, INVITE: 4, PROPOSE: 2}
STEADY = {PLAN: 5, INVITE: 4, PROPOSE: 2}


@dataclass(frozen=True)
class Seller:
    """`newest` overrides how often a word was done in the last closed weeks, newest first."""

    id: str
    name: str
    team: str = "North"
    manager: str = "m-north"
    plans: Mapping[str, int] = field(default_factory=lambda: dict(TEAM))
    newest: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unconfirmed: str = ""  # a word nobody marked as done in the newest two weeks
    away_days: tuple[int, int] | None = None  # first and last, counted from today
    blind_weeks: int = 0
    fte: str = ""
    hired_weeks_ago: int = 0
    plan_weeks_ago: int = 30
    left_days_ago: int | None = None


SELLERS = (
    Seller("s-behind", "Nils Aaberg", newest={PLAN: (1, 1, 2)}),
    Seller("s-doubt", "Tess Moreau", unconfirmed=INVITE),
    Seller("s-away", "Ana Souza", away_days=(-9, 6)),
    Seller("s-off", "Uma Reyes", blind_weeks=2),
    Seller("s-part", "Kim Do", fte="0.6", newest={PLAN: (3, 3, 4)}),
    Seller("s-own", "Zoe Hart", plans={PLAN: 5, INVITE: 4, OWN: 3}),
    Seller("s-long", "Maximiliane Freifrau von Hohenstein-Wittelsbach", plans={PLAN: 12, LONG: 3, OWN: 2}),
    Seller("s-script", "山田 花子", plans={PLAN: 5, INVITE: 4}),
    Seller("s-accent", "Łukasz Żółć"),
    Seller("s-none", "Per Ng", plans={}),
    Seller("s-new", "Ivo Gram", hired_weeks_ago=3, plan_weeks_ago=3),
    Seller("s-left", "Lea Moss", left_days_ago=12),
    Seller("s-fine", "Olu Bakare", team="South", manager="m-south"),
    Seller("s-ahead", "Pia Lund", team="South", manager="m-south", newest={PLAN: (12, 11, 12)}),
)
STAFF = (
    ("m-north", "Amara Quist", "lead", "North", "Sales manager"),
    ("m-south", "Bo Lindgren", "lead", "South", "Sales manager"),
    ("lead", "Celia Navarro", "", "", "Sales leader"),
    ("ops", "Dev Okonjo", "lead", "", "Sales operations"),
)


def email_of(person_id: str) -> str:
    return f"{person_id}@harbour.example"


def write_folder(folder: Path, today: date, *, sellers: Iterable[Seller] = SELLERS, has_plans: bool = True) -> None:
    """Write the folder as of the morning of a day."""
    people = list(sellers)
    monday = today - timedelta(days=today.weekday())
    folder.mkdir(parents=True, exist_ok=True)
    _table(folder, "sellers", [*map(_staff, STAFF), *(_seller(person, today) for person in people)])
    _table(folder, "accounts", ({"account_id": f"k{n}", "name": f"Harbour client {n}"} for n in range(9)))
    _table(folder, "activities", (row for person in people for row in _activities(person, monday, today)))
    _table(folder, "absences", (_absence(person, today) for person in people if person.away_days))
    _table(folder, "coverage", (row for person in people for row in _coverage(person, monday)))
    if has_plans:
        _table(folder, "plans", (row for person in people for row in _plans(person, monday)))
    (folder / "metrics.yaml").write_text(yaml.safe_dump(_metrics(), allow_unicode=True), encoding="utf-8")


def _table(folder: Path, name: str, rows: Iterable[Mapping[str, object]]) -> None:
    kept = list(rows)
    if kept:
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(kept[0]))
            writer.writeheader()
            writer.writerows(kept)


def _staff(row: tuple[str, ...]) -> dict[str, object]:
    key, name, manager, team, role = row
    return _person(key, name, manager, team, role)


def _person(key: str, name: str, manager: str, team: str, role: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(("hired_on", "left_on", "fte"), "")
    return {"seller_id": key, "name": name, "email": email_of(key), "manager_id": manager, "team": team, "role": role,
            "timezone": ZONE, **row, **more}  # fmt: skip


def _seller(person: Seller, today: date) -> dict[str, object]:
    monday = today - timedelta(days=today.weekday())
    hired = monday - timedelta(weeks=person.hired_weeks_ago) if person.hired_weeks_ago else ""
    left = today - timedelta(days=person.left_days_ago) if person.left_days_ago is not None else ""
    return _person(person.id, person.name, person.manager, person.team, "Account executive",
                   hired_on=hired, left_on=left, fte=person.fte)  # fmt: skip


def _activities(person: Seller, monday: date, today: date) -> Iterator[dict[str, object]]:
    weeks = min(WEEKS, person.hired_weeks_ago or WEEKS)
    for back in range(weeks, -1, -1):
        first = monday - timedelta(weeks=back)
        for word in {**STEADY, **person.plans}:
            many = _count(person, word, back)
            yield from _acts(person, word, first, many, today)
            if word in OBJECTIVES:
                yield from _acts(person, OBJECTIVES[word], first, many // 2, today)


def _count(person: Seller, word: str, back: int) -> int:
    if back == 0:
        return 1
    newest = person.newest.get(word, ())
    return newest[back - 1] if back <= len(newest) else person.plans.get(word, STEADY.get(word, 0))


def _acts(person: Seller, word: str, monday: date, many: int, today: date) -> Iterator[dict[str, object]]:
    for number in range(many):
        day = monday + timedelta(days=number % 5)
        if day >= today or _is_away(person, day, today):
            continue
        at = datetime.combine(day, time(9 + number // 5), ZoneInfo(ZONE))
        is_recent = day >= today - timedelta(days=today.weekday() + 14)
        unmarked = word == person.unconfirmed and is_recent
        if person.blind_weeks and day >= today - timedelta(days=today.weekday() + 7 * person.blind_weeks):
            continue
        yield {
            "activity_id": f"{person.id}-{word}-{day}-{number}", "seller_id": person.id, "type": "meeting",
            "subtype": word, "status": "unconfirmed" if unmarked else "done", "scheduled_start_at": at.isoformat(),
            "completed_at": "" if unmarked else at.isoformat(), "account_id": f"k{number % 9}",
        }  # fmt: skip


def _is_away(person: Seller, day: date, today: date) -> bool:
    if person.left_days_ago is not None and day > today - timedelta(days=person.left_days_ago):
        return True
    return bool(person.away_days) and person.away_days[0] <= (day - today).days <= person.away_days[1]


def _absence(person: Seller, today: date) -> dict[str, object]:
    first, last = person.away_days or (0, 0)
    return {"seller_id": person.id, "start_on": today + timedelta(days=first), "end_on": today + timedelta(days=last),
            "kind": "holiday"}  # fmt: skip


def _coverage(person: Seller, monday: date) -> Iterator[dict[str, object]]:
    if person.blind_weeks:
        yield {"seller_id": person.id, "type": "meeting", "from_on": monday - timedelta(weeks=person.blind_weeks),
               "state": "source_off", "to_on": "", "note": "Calendar not connected"}  # fmt: skip


def _plans(person: Seller, monday: date) -> Iterator[dict[str, object]]:
    for word, target in person.plans.items():
        weeks = 5 if word == OWN else person.plan_weeks_ago
        yield {"seller_id": person.id, "metric": word, "starts_on": monday - timedelta(weeks=weeks), "target": target,
               "per": "week"}  # fmt: skip


def _metrics() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for word, (name, second) in NAMES.items():
        is_act = word not in OBJECTIVES.values()
        rows.append(
            {
                "key": word,
                "name": name,
                "class": "activity" if is_act else "objective",
                "records": "activities",
                "where": [{"field": "word", "is": word}],
                **({"qualifier": second} if is_act else {"noun": second}),
                **({"objective": OBJECTIVES[word]} if word in OBJECTIVES else {}),
            }
        )
    return rows
