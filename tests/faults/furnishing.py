"""Everything around a person that is not in a folder: an account, sessions, changes, looks, files on their way.

python -m tests.faults.furnishing NATIVE_ID WORD
"""

import sys
from datetime import date


def furnish(native_id: str, word: str) -> None:
    """Mentions of somebody and a word of theirs, wherever the product may keep one."""
    from decimal import Decimal

    from django.contrib.sessions.backends.db import SessionStore

    from fairway.audit.actions import record_change, record_looks
    from fairway.exchange.actions import connect_source, fail_run, request_run
    from fairway.exchange.models import Coverage
    from fairway.exchange.staging.actions import stage_plans
    from fairway.exchange.types import PlanRow
    from fairway.lib.home import folder
    from fairway.metrics.models import StoredDefinition
    from fairway.people.actions.changing import add_absence, move_person
    from fairway.people.models import CalendarDay, Identity, Person, User
    from fairway.people.queries import all_keys_of
    from fairway.plans.models import Agreement, PlanTemplate

    person = Identity.objects.get(native_id=native_id).person
    other = Person.objects.exclude(pk=person.pk).order_by("pk")[1]
    account = User.objects.create_user(username=person.email, email=person.email, password="a long enough one")
    Person.objects.filter(pk=person.pk).update(user=account)
    viewer = User.objects.create_user(username="ops", email="ops@mustercorp.example", password="a long enough one")
    for user, said in ((account, "hello"), (viewer, f"{person.name} now reports to nobody.")):
        session = SessionStore()
        session["_auth_user_id"], session["said"] = str(user.pk), [said, word]
        session.create()
    record_change(
        actor_id=account.pk,
        action="note",
        subject=("source", "folder"),
        detail={"about": person.name, "word": person.email},
    )
    record_looks(viewer_id=account.pk, subject_keys=[other.pk], page="seller", on=date(2026, 5, 4))
    record_looks(viewer_id=viewer.pk, subject_keys=[person.pk], page="seller", on=date(2026, 5, 4))
    manager = all_keys_of("folder")["m2"]
    move_person(person.pk, manager_key=manager, team=f"Team {word}", from_on=date(2026, 6, 1), actor_id=viewer.pk)
    add_absence(person.pk, start_on=date(2026, 7, 6), end_on=date(2026, 7, 7), kind=word[:20], actor_id=account.pk)
    Coverage.objects.filter(person=other).update(note=f"While {person.name} was away")
    backwards = " ".join(reversed(person.name.split()))
    other.role = f"Assistant of {backwards}"
    other.save(update_fields=["role"])
    CalendarDay.objects.create(on=date(2026, 8, 3), name=f"Farewell of {backwards}")
    metric = f"call_{person.slug.replace('-', '_')}"
    for name, key in ((f"The {backwards} set", "plan_sent"), ("Other", metric)):
        PlanTemplate.objects.create(name=name, lines=[{"metric": key, "target": "1", "per": "week"}])
    Agreement.objects.create(person=other, metric_key=metric, from_on=date(2026, 5, 4), starts_on=date(2026, 5, 11))
    spec = {"key": "own", "name": f"As {backwards} does", "class": "activity", "records": "activities"}
    StoredDefinition.objects.create(key="own", spec=spec, origin="fairway")
    stage_plans([(PlanRow(native_id, word, date(2026, 9, 7), Decimal(3)), {})], source="folder")
    connect_source(
        name="report", kind="report", settings={"answers": {"people": {person.name: {"is_person": native_id}}}}
    )
    run = request_run("report")
    fail_run(run.key, error=f"no seller is called {person.name}", advice="", retry_after=None)
    for name in ("rejects", "uploads", "mail", "scratch"):
        (folder(name) / f"{word}.csv").write_text(f"{person.name},{person.email},{native_id}\n", encoding="utf-8")


if __name__ == "__main__":
    from fairway.cli.main import start_django

    start_django()
    furnish(*sys.argv[1:])
