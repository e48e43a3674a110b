"""Whoever is erased leaves pilots: their place, their account, their name. What came of a pilot stays."""

import json
from datetime import timedelta

from fairway.audit.models import AuditLine
from fairway.evidence.models import Pilot, PilotSeller
from fairway.evidence.pilots.actions.ending import judge_pilot, stop_pilot
from fairway.evidence.pilots.actions.forgetting import forget_pilots_before
from fairway.evidence.pilots.queries import kept_about
from fairway.evidence.pilots.tests.field import SELLERS, START, TODAY, WEEK, Field
from fairway.people.actions.erasing import erase_person

END = START + 8 * WEEK - timedelta(days=1)


def test_a_seller_who_is_erased_leaves_a_pilot_that_runs_and_is_judged_without_them(field: Field) -> None:
    key = field.started()
    field.run(key, 1.0)
    gone = field.key(SELLERS[0])
    assert f'"person_id": "{gone}"' in json.dumps([line.detail for line in AuditLine.objects.all()])
    erase_person(gone, on=TODAY)
    assert PilotSeller.objects.count() == len(SELLERS) - 1
    lines = json.dumps([line.detail for line in AuditLine.objects.all()])
    assert f'"person_id": "{gone}"' not in lines
    judge_pilot(key, on=END + timedelta(days=1), actor_id=None)
    result = Pilot.objects.get(pk=key).result
    assert result is not None
    assert (result["counted"], result["lost"]) == (len(SELLERS) - 1, 0)


def test_an_account_and_a_name_that_were_erased_stand_in_no_pilot(field: Field) -> None:
    Pilot.objects.filter(pk=(key := field.started())).update(why="As Olga Olgason asked us to.")
    stop_pilot(key, "Olga Olgason left.", on=TODAY, actor_id=field.account("olga"))
    erase_person(field.key("olga"), on=TODAY)
    row = Pilot.objects.get(pk=key)
    assert (row.proposed_by, row.started_by, row.stopped_by) == (None, None, None)
    assert (row.why, row.stop_reason) == ("(erased)", "(erased)")


def test_a_pilot_of_somebodys_people_takes_in_nobody_else_once_that_somebody_is_gone(field: Field) -> None:
    key = field.proposed()
    erase_person(field.key("lea"), on=TODAY)
    told = field.told("olga", f"/pilots/{key}/")
    assert "0 sellers could take part today" in told
    assert "Draw and start" not in told
    assert "Nobody is left who could begin it." in told
    assert "Part of the organisation" in told


def test_a_copy_of_what_is_kept_about_a_seller_has_their_part_and_no_sums_of_others(field: Field) -> None:
    key = field.started(head="mona", worth=2.0)
    field.run(key, 1.0)
    judge_pilot(key, on=END + timedelta(days=1), actor_id=None)
    sums = Pilot.objects.get(pk=key).result
    assert sums is not None
    (part,) = kept_about(field.key("s00"))["pilots_you_take_part_in"]
    assert part["pilot"]["why"] == "To see whether inviting more helps."
    assert part["arm"] in {"0", "1"}
    assert str(sums["waiting"]) not in json.dumps(part)


def test_a_pilot_goes_three_years_after_its_last_day_and_not_before(field: Field) -> None:
    key = field.started()
    forget_pilots_before(END)
    assert Pilot.objects.filter(pk=key).exists()
    forget_pilots_before(END + timedelta(days=1))
    assert not PilotSeller.objects.exists()
