"""xAPI statements (IEEE 9274.1.1, in the form 1.0.3 that every store reads). Plain Python.

A person is named by the SHA-1 of `mailto:` and their address, as the standard has it: a store that knows the address
can tell whose it is, others cannot. Nothing that was answered or written is in any statement.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from fairway.training.curriculum.types import Module, Part, PartKind

VERSION = "1.0.3"
# What is named under it is named for good; nothing needs to answer at it.
NAMES = "https://fairway.example/xapi"
TYPES = {
    PartKind.TEXT: "http://adlnet.gov/expapi/activities/lesson",
    PartKind.EXERCISE: "http://adlnet.gov/expapi/activities/assessment",
    PartKind.ASSIGNMENT: "http://adlnet.gov/expapi/activities/performance",
}
MODULE_TYPE = "http://adlnet.gov/expapi/activities/module"
CERTIFICATE_TYPE = f"{NAMES}/activity-types/certificate"


class Verb(StrEnum):
    COMPLETED = "completed"
    PASSED = "passed"
    FAILED = "failed"
    EARNED = "earned"


VERB_IDS = {
    Verb.COMPLETED: "http://adlnet.gov/expapi/verbs/completed",
    Verb.PASSED: "http://adlnet.gov/expapi/verbs/passed",
    Verb.FAILED: "http://adlnet.gov/expapi/verbs/failed",
    Verb.EARNED: "http://id.tincanapi.com/verb/earned",
}


@dataclass(frozen=True, slots=True)
class Learner:
    """Whom a statement is about."""

    address: str


def of_module(learner: Learner, module: Module, at: datetime) -> Mapping[str, Any]:
    """Every part of a module is done."""
    return _statement(learner, Verb.COMPLETED, _module(module), at)


def of_part(learner: Learner, module: Module, part: Part, at: datetime) -> Mapping[str, Any]:
    """A text was read, an assignment done."""
    return _statement(learner, Verb.COMPLETED, _part(module, part), at, within=_module(module))


def of_attempt(
    learner: Learner, module: Module, part: Part, attempt: tuple[float, bool], at: datetime
) -> Mapping[str, Any]:
    """An attempt at an exercise is over: its score (0 to 1) and whether it was passed."""
    score, is_passed = attempt
    verb = Verb.PASSED if is_passed else Verb.FAILED
    result = {"score": {"scaled": round(score, 4)}, "success": is_passed, "completion": True}
    said = _statement(learner, verb, _part(module, part), at, within=_module(module))
    return {**said, "result": result}


def of_certificate(learner: Learner, granted_at: datetime, expires_at: datetime) -> Mapping[str, Any]:
    """A certificate was given for what the field showed."""
    what = _activity(f"{NAMES}/certificate", CERTIFICATE_TYPE, "Certified from the field")
    said = _statement(learner, Verb.EARNED, what, granted_at)
    until = {f"{NAMES}/extensions/expires": _instant(expires_at)}
    return {**said, "result": {"extensions": until}}


def _statement(
    learner: Learner,
    verb: Verb,
    what: Mapping[str, Any],
    at: datetime,
    *,
    within: Mapping[str, Any] | None = None,
) -> Mapping[str, Any]:
    moment = _instant(at)
    context: dict[str, Any] = {"platform": "Fairway"}
    if within is not None:
        context["contextActivities"] = {"parent": [within]}
    return {
        "id": str(uuid4()),
        "version": VERSION,
        "actor": {"objectType": "Agent", "mbox_sha1sum": _hidden(learner.address)},
        "verb": {"id": VERB_IDS[verb], "display": {"en": verb.value}},
        "object": what,
        "context": context,
        "timestamp": moment,
    }


def _module(module: Module) -> Mapping[str, Any]:
    return _activity(f"{NAMES}/modules/{module.key}", MODULE_TYPE, module.title, module.language)


def _part(module: Module, part: Part) -> Mapping[str, Any]:
    place = f"{NAMES}/modules/{module.key}/parts/{part.key}"
    return _activity(place, TYPES[part.kind], part.title, module.language)


def _activity(place: str, kind: str, name: str, language: str = "en") -> Mapping[str, Any]:
    return {"objectType": "Activity", "id": place, "definition": {"type": kind, "name": {language: name}}}


def _hidden(address: str) -> str:
    return hashlib.sha1(f"mailto:{address}".encode(), usedforsecurity=False).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
