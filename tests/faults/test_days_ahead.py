"""A source whose clock runs ahead of ours: what it says of a day to come shows when that day is asked for."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairway.cli.main import main

pytestmark = pytest.mark.django_db


def test_a_day_ahead_is_answered_with_what_will_have_happened_by_then(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC).replace(hour=12)
    later, plan_from = now + timedelta(days=10), (now - timedelta(days=30)).date()
    crm = house / "crm"
    crm.mkdir()
    (crm / "sellers.csv").write_text("seller_id,name\ns1,Nora\n")
    (crm / "activities.csv").write_text(
        f"activity_id,seller_id,type,subtype,completed_at,logged_at\na1,s1,call,Pitch,{later.isoformat()},{later.isoformat()}\n"
        f"a2,s1,call,Pitch,{(now - timedelta(days=3)).isoformat()},\n"
    )
    (crm / "plans.csv").write_text(f"seller_id,metric,starts_on,target,per\ns1,Pitch,{plan_from},2,week\n")
    assert main(["import", str(crm)]) == 0

    def done(*when: str) -> float:
        capsys.readouterr()
        assert main(["board", "--json", *when]) == 0
        [seller] = json.loads(capsys.readouterr().out)["sellers"]
        return sum(week["done"] for hia in seller["hias"] for week in hia["weeks"])

    assert done() == 1
    assert done("--as-of", str(later.date() - timedelta(days=1))) == 1
    assert done("--as-of", str(later.date())) == 2
