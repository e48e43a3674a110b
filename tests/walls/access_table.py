"""The access table: every address of the house, who may open it, and what the others are told (nothing).

`who` names a rule of this file; the rules work on the organisation of `access_house`, never on the code they test.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.walls import access_house as org
from tests.walls.access_house import HIA, House

Rule = Callable[[str, str], bool]  # (viewer, subject), both logged in; may they?


def _sees(viewer: str, subject: str) -> bool:
    return viewer == subject or org.is_operations(viewer) or org.above(viewer, subject)


RULES: Mapping[str, Rule] = {
    "everyone": lambda viewer, _: True,
    "a person": lambda viewer, _: viewer in org.PEOPLE,
    "who has a board": lambda viewer, _: org.is_operations(viewer) or org.manages_anyone(viewer),
    "operations": lambda viewer, _: org.is_operations(viewer),
    "who sees the person": _sees,
    "who plans for the person": lambda v, s: org.is_operations(v) or (v != s and org.direct(v, s)),
    "who chooses with the person": lambda v, s: v == s or org.is_operations(v) or org.direct(v, s),
    "who chooses": lambda viewer, _: viewer in org.PEOPLE or org.is_operations(viewer),
    "who enters time off": lambda v, s: v == s or org.is_operations(v) or org.direct(v, s),
    "the owner": lambda viewer, _: viewer == "ola",
    "who plans for sam": lambda viewer, _: org.is_operations(viewer) or org.direct(viewer, "sam"),
    "who leads anybody": lambda v, _: v in org.PEOPLE and (org.is_operations(v) or org.manages_anyone(v)),
    "who manages anybody": lambda v, _: v in org.PEOPLE and org.manages_anyone(v),
    "who leads sellers": lambda v, _: sum(org.direct(v, seller) for seller in org.on_board(v)) >= 2,
    "who leads a seller": lambda v, _: any(org.direct(v, seller) for seller in org.on_board(v)),
    "who is told of the correction": lambda viewer, _: viewer in org.PLANNED,
    "who talks with the person": lambda v, s: v in org.PEOPLE and (v == s or org.direct(v, s)),
    "who talks with sam": lambda viewer, _: viewer == "sam" or org.direct(viewer, "sam"),
    "the two of sam's session": lambda viewer, _: viewer in {"sam", "mia"},
    "who is beside sam": lambda viewer, _: viewer == org.BESIDE,
    "who is beside max": lambda viewer, _: viewer == "lea",
    "who led beside lea": lambda viewer, _: viewer == "max",
    "the two of the observation": lambda viewer, _: viewer in {"lea", "mia"},
    "whom the observation is about": lambda viewer, _: viewer == "mia",
    "who reads the manager's board": lambda v, s: (
        v in org.PEOPLE and org.manages_anyone(s) and (v == s or org.above(v, s) or org.direct(s, v))
    ),
    "who leads the manager": lambda v, s: v in org.PEOPLE and org.manages_anyone(s) and org.direct(v, s),
    "who chooses with sam": lambda v, _: v == "sam" or org.is_operations(v) or org.direct(v, "sam"),
    "who was asked": lambda viewer, _: viewer == "sam",
    "who knows of lea's obstacle": lambda viewer, _: viewer in {"sam", "lea"} or org.direct(viewer, "sam"),
    "who knows of operations' obstacle": lambda v, _: v == "sam" or org.is_operations(v) or org.direct(v, "sam"),
    "who promised": lambda viewer, _: viewer == "mia",
    # Lea and Cleo lead managers; both pilots of the house are of people below Lea.
    "who looks after training": lambda viewer, _: org.is_operations(viewer) or viewer in {"lea", "cleo"},
    "who proposes pilots": lambda viewer, _: org.is_operations(viewer) or viewer in {"lea", "cleo"},
    "who knows of the pilot": lambda viewer, _: _sees(viewer, "sam") or _sees(viewer, "tom"),
    "the person": lambda viewer, subject: viewer == subject,
    "who made it, or operations": lambda viewer, _: viewer == "mia" or org.is_operations(viewer),
    "who leads both of the pair": lambda viewer, _: org.leads_the_pair(viewer),
    "who is in the pair": lambda viewer, _: viewer in org.PAIR,
    "who knows of the pair": lambda viewer, _: viewer in org.PAIR or org.leads_the_pair(viewer),
    "who sits in the group": lambda viewer, _: viewer in org.PAIR or any(org.direct(viewer, who) for who in org.PAIR),
    "who leads the group": lambda viewer, _: org.leads_the_pair(viewer),
    "the two of lea's review": lambda viewer, _: viewer in {"lea", "mia"},
    "who leads lea's review": lambda viewer, _: viewer == "lea",
    "who is led in lea's review": lambda viewer, _: viewer == "mia",
    "who sees the manager": lambda v, s: _sees(v, s) and org.manages_anyone(s),
    "nobody": lambda viewer, _: False,
}


SUBJECTS = ("sam", "tom", "ned", "gone", "mia", "nobody-there")


@dataclass(frozen=True)
class Route:
    """One address. `get` and `post` are what those who may are answered: a status, or several that may be."""

    who: str
    get: tuple[int, ...] = (200,)
    post: tuple[int, ...] = (405,)
    body: Mapping[str, Any] = field(default_factory=dict)
    args: Callable[[House, str], tuple[object, ...]] = lambda house, subject: ()
    is_open: bool = False  # also to nobody in particular
    subjects: tuple[str, ...] = ("",)  # about whom it is asked for
    # Of whom it tells something, so that a look at them is written; None: of everybody it names. Whoever can be chosen,
    # made a change or may look is named only.
    tells_of: tuple[str, ...] | None = None


def about(who: str, **other: Any) -> Route:
    """An address about one person."""
    return Route(who, args=lambda house, subject: (subject,), subjects=SUBJECTS, **other)


def numbered(who: str, name: str, **other: Any) -> Route:
    """An address that names a run, an upload ..."""
    return Route(who, args=lambda house, subject: (house.numbers[name],), **other)


PAGE, MOVED, BOTH, NEVER = (200,), (302,), (200, 302), (405,)
HYPOTHESIS = {"metric": HIA, "target": "6", "per": "week", "review_on": f"{date.today() + timedelta(days=60)}"}  # noqa: DTZ011
DECISION = {"decision": "keep", "reason": "it moves already", "next_on": HYPOTHESIS["review_on"]}
METRIC = {"base": "{}", "name": "Calls", "class": "activity", "records": "activities", "statuses": "done"}
TALK = {"on": f"{date.today() + timedelta(days=2)}", "at": "10:00", "minutes": "30", "question": "Why?"}  # noqa: DTZ011
SESSION = {"kind": "one_to_one", "on": TALK["on"], "at": "10:00", "every_days": "14"}
TEMPLATE = {"kind": "check", "every_days": "7", "minutes_branch": "9"}
PROMISED = {"who": "seller", "what": "notesamqx", "by_on": TALK["on"]}
FOUND = {**PROMISED, "found_promise": "0"}
RATED = {f"answer-{key}": "yes" for key in ("person", "sponsor", "reason", "room")}
ASKED = {"own_words": "An hour without calls", "owner": "operations:", "check_on": HYPOTHESIS["review_on"]}
OBSERVED = {"keep": "You waited", "to_try": "Ask why", "rating-first": "3"}
OBSERVED |= {f"rating-{item}": "none" for item in ("voice", "why", "data", "practice", "promises")}
CHOSEN = {"act-held": "on", "target-held": "80", "review-held": HYPOTHESIS["review_on"]}
CHOSEN |= {"act-kept": "on", "target-kept": "90", "review-kept": HYPOTHESIS["review_on"]}
MODULE = "where-you-stand"
OFF = {"start_on": "2026-01-05", "end_on": "2026-01-06"}

TABLE: Mapping[str, Route] = {
    "desk:home": Route("everyone", get=MOVED, post=MOVED),
    "desk:board": Route("who has a board", post=PAGE),
    "desk:me": Route("a person", post=PAGE, tells_of=("sam",)),  # who can be asked is named only
    "desk:my_card": Route("a person", post=PAGE),
    "desk:card": about("who talks with the person", post=PAGE),
    "desk:privacy": Route("everyone", post=PAGE, tells_of=()),
    "desk:notice_read": Route("a person", get=NEVER, post=MOVED),
    "desk:my_export": Route("a person", post=PAGE, tells_of=()),  # of oneself; it names who led one
    "desk:answer": numbered("who was asked", "question", get=NEVER, post=MOVED, body={"answer": "yes"}),
    "desk:sellers": Route("who has a board", post=PAGE),
    "desk:team": Route("who has a board", post=MOVED, body={"team": "none", "metric_1": HIA, "target_1": "3"}),
    "desk:paste": Route("who has a board", post=PAGE, body={"lines": f"Nobody at all\t{HIA}\t5"}, tells_of=()),
    "desk:drafts": Route("who has a board", post=MOVED),
    "desk:seller": about("who sees the person", post=PAGE, tells_of=("sam",)),  # who can be asked is named only
    "desk:hia": Route(
        "who sees the person", args=lambda house, who: (who, HIA), subjects=("sam", "ned", "nobody-there"), post=PAGE
    ),
    "desk:answer_why": Route(
        "the person",
        args=lambda house, who: (who, HIA),
        subjects=("sam", "ned", "nobody-there"),
        get=NEVER,
        post=(302, 404),  # of ned there is no diagnosis
        body={"text": "the reason"},
        tells_of=(),
    ),
    "desk:match": Route(
        "who chooses with the person",
        args=lambda house, who: (who, HIA),
        subjects=("sam", "ned", "nobody-there"),
        post=MOVED,
    ),
    "desk:plan": about("who plans for the person", post=BOTH, body={"change": "end", "metric": HIA}),
    "desk:end_draft": about("who plans for the person", get=NEVER, post=MOVED, body={"metric": HIA}),
    "desk:time_off": about("who enters time off", post=BOTH, body=OFF),
    "desk:not_my_week": about("the person", get=NEVER, post=MOVED, body={"reason": "a fair"}, tells_of=()),
    "desk:place": about(
        "operations",
        post=BOTH,
        body={"change": "move", "team": "other", "from_on": "2026-11-30"},
        tells_of=("sam",),
    ),
    # Sums over groups; it names managers whose area a group is, and tells of nobody.
    "desk:causes": Route("who has a board", post=PAGE, tells_of=()),
    "desk:changes": Route("everyone", post=PAGE, tells_of=("sam",)),
    "desk:undo": numbered("who made it, or operations", "change", get=NEVER, post=MOVED),
    "commitments:obstacles": Route("who chooses", post=PAGE, tells_of=("sam",)),
    "commitments:raise": about("who chooses with the person", post=MOVED, body=ASKED, tells_of=("sam",)),
    "commitments:obstacle": numbered("who knows of lea's obstacle", "leader's obstacle", post=PAGE, tells_of=("sam",)),
    "commitments:answer": numbered(
        "who knows of operations' obstacle", "operations' obstacle", get=NEVER, post=MOVED, body={"answer": "resolved"}
    ),
    "commitments:say": numbered("who promised", "promise", get=NEVER, post=MOVED, body={"kept": "yes"}),
    # It names managers for whose people a pilot is; who takes part stands on each one's own page.
    "evidence:pilots": Route("who chooses", post=PAGE, tells_of=()),
    "evidence:pilot_new": Route("who proposes pilots", post=PAGE, tells_of=()),
    "evidence:pilot": numbered("who knows of the pilot", "pilot", post=PAGE, tells_of=("sam", "tom")),
    "evidence:pilot_start": numbered("operations", "proposed pilot", get=NEVER, post=MOVED),
    "evidence:pilot_stop": numbered("who proposes pilots", "pilot", get=NEVER, post=MOVED, body={"reason": "a fair"}),
    "evidence:pilot_judge": numbered("who proposes pilots", "pilot", get=NEVER, post=MOVED),
    "evidence:pilot_withdraw": numbered("who proposes pilots", "proposed pilot", get=NEVER, post=MOVED),
    # It names whoever was asked of what waits for others, who is named only.
    "training:practice": Route("who leads anybody", post=PAGE, tells_of=()),
    "training:recall": Route("who leads anybody", post=PAGE, tells_of=()),
    "training:recall_answer": Route("who leads anybody", get=NEVER, post=MOVED, tells_of=()),
    "training:peer_circle": Route("who leads anybody", post=PAGE, tells_of=()),
    "training:packages": Route("operations", post=PAGE, tells_of=()),
    "training:send_again": Route("operations", get=NEVER, post=MOVED, tells_of=()),
    "training:scorm": Route("operations", args=lambda house, _: (MODULE,), post=PAGE, tells_of=()),
    "training:language": Route("who leads anybody", get=NEVER, post=MOVED, body={"language": "en"}, tells_of=()),
    "training:module": Route("who leads anybody", args=lambda house, _: (MODULE,), post=PAGE, tells_of=()),
    "training:part": Route("who leads anybody", args=lambda house, _: (MODULE, "first-sort"), post=PAGE, tells_of=()),
    "training:certificate": Route("who manages anybody", post=PAGE, tells_of=()),
    "training:paper": Route("who manages anybody", get=BOTH, post=BOTH, tells_of=()),  # once there is one
    "training:portfolio": Route("who leads anybody", post=PAGE),
    "training:helping": Route("who looks after training", post=PAGE, tells_of=()),  # sums alone
    "training:people": Route("who looks after training", post=PAGE),
    "training:person": Route(
        "who leads the manager",
        args=lambda house, subject: (subject,),
        subjects=("mia", "lea", "sam", "nobody-there"),
        post=PAGE,
    ),
    "training:answer_assignment": Route(
        "who leads the manager",
        args=lambda house, subject: (subject,),
        subjects=("mia", "lea", "sam", "nobody-there"),
        get=NEVER,
        post=MOVED,
        body={"assignment": "1", "answer": "done"},
    ),
    "training:hand_in": Route(
        "who leads anybody",
        args=lambda house, _: (MODULE, "assignment"),
        get=NEVER,
        post=(302, 404),  # of a module that asks for nothing on one's own team there is none
        body={"do": "take"},
        tells_of=(),
    ),
    "training:read": Route(
        "who leads anybody", args=lambda house, _: (MODULE, "lesson"), get=NEVER, post=MOVED, tells_of=()
    ),
    "training:begin": Route(
        "who leads anybody", args=lambda house, _: (MODULE, "first-sort"), get=NEVER, post=MOVED, tells_of=()
    ),
    "training:answer": Route(
        "who leads anybody", args=lambda house, _: (MODULE, "first-sort"), get=NEVER, post=MOVED, tells_of=()
    ),
    "leadership:reviews": Route(
        # Who can be chosen for one is named only.
        "who has a board",
        post=(200, 404),  # planned by whoever leads managers
        tells_of=("lea",),
    ),
    "leadership:review": numbered("the two of lea's review", "review", post=PAGE, tells_of=("lea", "mia")),
    "leadership:review_notes": numbered("the two of lea's review", "review", post=PAGE, tells_of=("lea", "mia")),
    "leadership:review_pack": Route(
        "the two of lea's review", args=lambda house, _: (house.numbers["review"], "html"), tells_of=("lea", "mia")
    ),
    "leadership:move_review": numbered(
        "the two of lea's review", "review", get=NEVER, post=BOTH, body={"on": TALK["on"], "at": "10:00"}
    ),
    "leadership:press": numbered(
        "the two of lea's review", "review", get=NEVER, post=MOVED, body={"item": "working", "press": "talk"}
    ),
    "leadership:write_review": Route(
        "the two of lea's review",
        args=lambda house, _: (house.numbers["review"], "working"),
        get=NEVER,
        post=MOVED,
        body={"text": "more"},
    ),
    "leadership:promise": numbered(
        "who leads lea's review", "review", get=NEVER, post=MOVED, body={"what": "More", "by_on": TALK["on"]}
    ),
    "leadership:change_review": Route(
        "the two of lea's review", args=lambda house, _: (house.numbers["review"], "begin"), get=NEVER, post=MOVED
    ),
    "leadership:say_promise": numbered(
        "who is led in lea's review", "review's promise", get=NEVER, post=MOVED, body={"kept": "kept"}
    ),
    "leadership:take_promise_back": numbered("who leads lea's review", "review's promise", get=NEVER, post=MOVED),
    "leadership:leadership": Route("who has a board", post=PAGE, tells_of=("sam", "mia", "max", "otto", "cleo")),
    # Sums by manager, who is named; what a field gives back names nobody.
    "leadership:adoption": Route("who has a board", post=PAGE, tells_of=()),
    "leadership:fields": Route("who has a board", post=PAGE, tells_of=()),
    "leadership:manager": Route(
        "who sees the manager",
        args=lambda house, subject: (subject,),
        subjects=("mia", "lea", "sam", "nobody-there"),
        post=PAGE,
        tells_of=("sam", "mia", "max", "otto", "cleo"),
    ),
    "leadership:story": Route("who has a board", post=PAGE, tells_of=()),
    # A file, for others to read as well: it names managers alone.
    "leadership:pack": Route("who has a board", args=lambda house, _: ("html",)),
    "leadership:manager_pack": Route(
        "who sees the manager",
        args=lambda house, subject: (subject, "html"),
        subjects=("mia", "lea", "sam", "nobody-there"),
    ),
    "leadership:own": Route("who manages anybody", post=PAGE),
    "leadership:own_choose": Route("who manages anybody", get=NEVER, post=BOTH, body=CHOSEN),
    "leadership:own_of": Route(
        "who reads the manager's board",
        args=lambda house, subject: (subject,),
        subjects=("mia", "lea", "sam", "nobody-there"),
        post=PAGE,
    ),
    "leadership:own_answer": Route(
        "who leads the manager",
        args=lambda house, subject: (subject,),
        subjects=("mia", "lea", "sam", "nobody-there"),
        get=NEVER,
        post=MOVED,
        body={"choice": "1", "answer": "yes"},
    ),
    "coaching:observed": Route("a person", post=PAGE, tells_of=("mia", "max")),  # who observed is named only
    "coaching:observation": numbered("the two of the observation", "observation", post=PAGE, tells_of=("mia",)),
    "coaching:answer_observed": numbered(
        "whom the observation is about", "observation", get=NEVER, post=MOVED, body={"answer": "So it was"}
    ),
    "coaching:observe": numbered("who is beside max", "observed session", post=MOVED, body=OBSERVED),
    "coaching:look_back": numbered("who led beside lea", "observed session", post=MOVED, body=OBSERVED),
    "coaching:sessions": Route("a person", post=PAGE),
    "coaching:morning_mail": Route("who manages anybody", get=NEVER, post=MOVED, body={"on": "no"}, tells_of=()),
    "coaching:programme": Route(
        "operations", post=BOTH, body={"kind": "check", "every_days": "7", "minutes_branch": "9"}
    ),
    "coaching:programme_reset": Route("operations", get=NEVER, post=MOVED, args=lambda house, subject: ("check",)),
    "coaching:own_calendar": Route("a person", tells_of=()),
    "coaching:calendar_address": Route("a person", get=NEVER, post=MOVED, body={"do": "renew"}, tells_of=()),
    "coaching:calendar_mails": Route("a person", get=NEVER, post=MOVED, body={"on": "no"}, tells_of=()),
    # Read without logging in by whoever has the address; of one that was never given out nobody learns anything.
    "coaching:calendar_feed": Route("nobody", args=lambda house, subject: ("wrong",), is_open=True),
    # Sums; it names managers whose area a group is, and tells of nobody.
    "coaching:helping": Route("a person", post=PAGE, tells_of=()),
    "coaching:pulse": Route("a person", get=NEVER, post=MOVED, body={"helped": "3", "free": "4"}, tells_of=()),
    "coaching:digest_way": Route("a person", get=NEVER, post=MOVED, body={"way": "email"}, tells_of=()),
    "coaching:summaries": Route("a person", get=NEVER, post=MOVED, body={"on": "no"}, tells_of=()),
    "coaching:slack": Route("operations", post=PAGE, tells_of=()),
    "coaching:prepare": about("who talks with the person", get=BOTH, post=(200, 302, 404), body=SESSION),
    # Sam is in a pair with Sue; their own names stand on each other's pages.
    "coaching:pairs": Route("a person", post=PAGE),
    "coaching:offer": Route("a person", get=NEVER, post=MOVED, body={"metric": HIA, "side": "helps"}, tells_of=()),
    "coaching:propose": Route(
        "who leads both of the pair", get=NEVER, post=MOVED, body={"metric": HIA, "asker": "sam", "helper": "sue"}
    ),
    "coaching:pairing": numbered("who knows of the pair", "pair", post=PAGE),
    "coaching:answer": numbered("who is in the pair", "pair", get=NEVER, post=MOVED, body={"answer": "yes"}),
    "coaching:worksheet": numbered("who is in the pair", "pair", get=NEVER, post=MOVED, body={"to_try": "notesamqx"}),
    "coaching:show": numbered("who is in the pair", "pair", get=NEVER, post=MOVED, body={"shows": "yes"}),
    "coaching:end": numbered("who knows of the pair", "pair", get=NEVER, post=MOVED),
    "coaching:plan_group": Route("who leads sellers", post=PAGE, tells_of=()),
    "coaching:group": numbered("who sits in the group", "group", post=PAGE, tells_of=("sam", "sue")),  # others: choices
    "coaching:group_notes": numbered("who sits in the group", "group", post=PAGE, tells_of=()),
    "coaching:group_write": Route(
        "who sits in the group",
        args=lambda house, who: (house.numbers["group"], "matter"),
        get=NEVER,
        post=MOVED,
        body={"text": "together"},
        tells_of=(),
    ),
    "coaching:bring": numbered("who leads the group", "group", get=NEVER, post=(302, 404), body={"seller": "tom"}),
    "coaching:move_group": numbered("who leads the group", "group", get=NEVER, post=MOVED, body=SESSION),
    "coaching:not_there": numbered("who leads the group", "group", get=NEVER, post=(302, 404)),
    "coaching:change_group": Route(
        "who leads the group", args=lambda house, who: (house.numbers["group"], "call-off"), get=NEVER, post=MOVED
    ),
    "coaching:room": numbered("who talks with sam", "session", post=PAGE, tells_of=("sam",)),  # others are named only
    "coaching:balance": numbered("who talks with sam", "session", post=PAGE),
    "coaching:notes": numbered("who talks with sam", "session", post=PAGE),
    "coaching:write": Route(
        "who talks with sam",
        args=lambda house, who: (house.numbers["session"], "own_read"),
        get=NEVER,
        post=(302, 409),
        body={"text": "notesamqx", "base": ""},
    ),
    "coaching:open": numbered("who talks with sam", "session", get=NEVER, post=MOVED),
    "coaching:unopen": numbered("who talks with sam", "session", get=NEVER, post=MOVED),
    "coaching:tap": numbered("who talks with sam", "session", get=NEVER, post=MOVED, body={"focus": "activities"}),
    "coaching:promise": numbered("who talks with sam", "session", get=NEVER, post=MOVED, body=PROMISED),
    "coaching:reading": numbered("the two of sam's session", "session", post=(200, 302)),
    "coaching:agree_to_reading": numbered("the two of sam's session", "session", get=NEVER, post=MOVED),
    "coaching:withdraw_reading": numbered("the two of sam's session", "session", get=NEVER, post=MOVED),
    "coaching:forget_words": numbered("the two of sam's session", "session", get=NEVER, post=MOVED),
    "coaching:answer_found": numbered("the two of sam's session", "session", get=NEVER, post=MOVED, body=FOUND),
    "coaching:hold": numbered("who talks with sam", "session", get=NEVER, post=MOVED),
    "coaching:move": numbered("who talks with sam", "session", get=NEVER, post=MOVED, body=SESSION),
    "coaching:parts": numbered("who talks with sam", "session", get=NEVER, post=MOVED, body={"minutes_branch": "9"}),
    "coaching:take_back": numbered("who talks with sam", "session", get=NEVER, post=MOVED, body={"commitment": "0"}),
    "coaching:call_off": numbered("who talks with sam", "session", get=NEVER, post=MOVED),
    "coaching:calendar": numbered("who talks with sam", "session", post=PAGE),
    "coaching:ask_co_coach": numbered(
        "who talks with sam", "session", get=NEVER, post=BOTH, body={"name": "Nobody"}, tells_of=("sam",)
    ),
    "coaching:answer_co_coach": numbered(
        "who talks with sam", "session", get=NEVER, post=MOVED, body={"asked": "1", "answer": "yes"}
    ),
    "coaching:end_co_coach": numbered("who talks with sam", "session", get=NEVER, post=MOVED, body={"asked": "1"}),
    "coaching:beside": numbered("who is beside sam", "session", post=PAGE),
    "coaching:beside_notes": numbered("who is beside sam", "session", post=PAGE),
    "coaching:beside_write": Route(
        "who is beside sam",
        args=lambda house, who: (house.numbers["session"], "own_read"),
        get=NEVER,
        post=(302, 409),
        body={"text": "notesamqx", "base": ""},
    ),
    "coaching:leave": numbered("who is beside sam", "session", get=NEVER, post=MOVED),
    "studio:sort": Route("everyone", post=PAGE, body={"names": "Calls"}, is_open=True),
    "studio:meaning": Route("operations", tells_of=()),
    "studio:metrics": Route("everyone", post=PAGE, tells_of=()),
    "studio:metric_new": Route("operations", post=PAGE, body=METRIC, tells_of=()),
    "studio:metric": Route("operations", args=lambda house, who: (HIA,), post=PAGE, tells_of=()),
    "studio:metric_lock": Route("operations", args=lambda house, who: (HIA,), get=NEVER, post=MOVED),
    "studio:metric_retire": Route("operations", args=lambda house, who: ("own_metric",), post=(302, 422), tells_of=()),
    "studio:metric_yaml": Route("operations", args=lambda house, who: (HIA,), post=PAGE, tells_of=()),
    # Read by whoever is told of it: the seller who had it in force, and who leads them.
    "studio:correction_read": numbered("who is told of the correction", "correction", get=NEVER, post=MOVED),
    "studio:start": Route("who has a board", get=PAGE, post=MOVED),
    # What leaders agreed to is said to everybody below them.
    "studio:sellers": Route("who chooses", get=BOTH, post=BOTH, tells_of=tuple({*org.PEOPLE} - {"lea", "cleo"})),
    "studio:lesson": Route("who leads anybody", post=PAGE),
    "studio:lesson_measured": Route("who leads anybody", post=MOVED, body={"answer-win_rate": "objective"}),
    "studio:lesson_consent": Route("who leads anybody", post=MOVED, body={"answer-held": "no"}),
    "studio:lesson_choose": Route("who leads a seller", post=(302, 404), body={"seller": "sam"}),
    "studio:lesson_one_to_one": Route("who leads a seller", post=(200, 302, 404), body=TALK),
    "studio:lesson_next": Route("who leads anybody", post=MOVED),
    "studio:one_to_one": numbered("who talks with sam", "one to one", post=PAGE),
    "studio:one_to_one_calendar": numbered("who talks with sam", "one to one", post=PAGE),
    "studio:quality": Route("who chooses", post=PAGE),
    "studio:quality_sample": numbered("who chooses with sam", "sample", post=(200, 302, 404), body=RATED),
    "studio:agreement": Route("who chooses", post=(302, 404), body={"answer": "agree"}, tells_of=()),
    "studio:seller": about("who chooses with the person", post=PAGE),
    "studio:propose": about("who plans for the person", get=NEVER, post=BOTH, body=HYPOTHESIS),
    "studio:answer": numbered("who was asked", "proposal", get=NEVER, post=MOVED, body={"answer": "accept"}),
    "studio:withdraw": numbered("who plans for sam", "proposal", get=NEVER, post=MOVED),
    "studio:review": numbered("who plans for sam", "agreed", get=NEVER, post=MOVED, body=DECISION),
    "desk:setup": Route("operations", post=PAGE),
    "desk:organisation": Route("operations", post=MOVED, body={"change": "day"}),
    "desk:health": Route("operations", post=PAGE),
    "desk:run": numbered("operations", "run", post=PAGE),
    "desk:rejects": numbered("operations", "run", post=PAGE),
    "desk:read_now": numbered("operations", "source", get=(404,), post=MOVED),
    "desk:setup_crm": Route("operations", post=PAGE),
    "desk:setup_people": Route("operations", post=PAGE),
    "desk:invite": about("operations", get=(404,), post=MOVED),
    "desk:change_operations": about("operations", get=(404,), post=MOVED),
    "desk:setup_send": Route("operations", get=NEVER, post=MOVED),
    "desk:setup_file": numbered("the owner", "token", post=PAGE),
    "desk:setup_open": numbered("the owner", "token", get=NEVER, post=BOTH),
    "desk:setup_forget": numbered("the owner", "token", get=NEVER, post=MOVED),
    "desk:status_rules": Route("everyone", post=PAGE),
    "account_login": Route("everyone", get=BOTH, post=BOTH, is_open=True),
    "account_inactive": Route("everyone", post=PAGE, is_open=True),
    "log_in_as": Route("nobody", get=NEVER, post=MOVED, body={"slug": "sam"}, is_open=True),
    "account_logout": Route("everyone", get=BOTH, post=MOVED, is_open=True),
    "account_reset_password": Route("everyone", get=BOTH, post=BOTH, body={"email": "x@example.com"}, is_open=True),
    "account_reset_password_done": Route("everyone", post=(200, 405), is_open=True),
    "account_reset_password_from_key": Route(
        "everyone", args=lambda house, subject: ("1", "wrong"), get=BOTH, post=BOTH, is_open=True
    ),
    "account_reset_password_from_key_done": Route("everyone", post=(200, 405), is_open=True),
    "invitation": Route("nobody", args=lambda house, subject: ("wrong",), post=MOVED, is_open=True),
    "welcome": Route("nobody", args=lambda house, subject: ("wrong",), post=MOVED, is_open=True),
    "health": Route("everyone", post=PAGE, is_open=True),
}


def names_of(patterns: list[URLPattern | URLResolver] | None = None, namespace: str = "") -> Iterator[str]:
    """Every address the house answers to, by name, as the resolver knows them."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from names_of(entry.url_patterns, inner)
        else:
            yield f"{namespace}{entry.name or entry.pattern}"
