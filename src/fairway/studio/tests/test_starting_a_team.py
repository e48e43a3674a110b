"""A team starts in two presses: the sets of roles are proposed, to be accepted or countered like any proposal."""

import html
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fairway.metrics.catalogue_files import catalogue
from fairway.metrics.types import ROLES
from fairway.people.models import ReportingLine
from fairway.plans.rules import LEAST, MOST
from fairway.studio.models import Proposal
from fairway.studio.proposals.actions.proposing import accept
from fairway.studio.role_sets import role_sets
from fairway.studio.roles import is_account_executive
from fairway.studio.starting import Deals, set_for
from fairway.studio.tests.choices import candidate, choice, target, unmeasured
from fairway.studio.tests.office import INVITED, NEXT_MONDAY, PLANS, Office
from fairway.studio.treasure_map import treasure_map

START = "/studio/start/"
FULL_CHOICE = "fairway.studio.views.starting.choice_for"
MANAGING = ("early_deal_talks_held", "joint_meetings_planned")


@pytest.fixture
def enterprise(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Ann and Ben sell to enterprises; nothing is known of Ben's numbers."""
    for who in ("ann", "ben"):
        office.people[who].role = "Enterprise account executive"
        office.people[who].save()
        ReportingLine.objects.filter(person=office.people[who]).update(role="Enterprise account executive")
    known = {INVITED: target(INVITED, target=4.0)}
    monkeypatch.setattr(
        FULL_CHOICE,
        lambda viewer, person, on, also: choice(
            person.key,
            offered=(candidate(INVITED), candidate(PLANS)),
            refused=(),
            targets=known if person.slug == "ann" else {},
        ),
    )
    return office


def proposed() -> dict[tuple[str, str], Decimal]:
    rows = Proposal.objects.select_related("person")
    return {(row.person.slug, row.metric_key): row.target for row in rows}


@pytest.mark.parametrize("key", sorted(set(ROLES) - {"sdr", "channel"}))
def test_there_is_a_set_for_every_role_of_the_catalogue(key: str) -> None:
    assert role_sets()[key].acts


def test_every_set_is_of_two_acts_a_role_of_the_map_may_be_asked_for() -> None:
    known = catalogue()
    assert set(role_sets()) <= set(treasure_map().roles)
    for one in role_sets().values():
        assert len(one.acts) == 2
        for act in one.acts:
            assert known[act.metric_key].can_be_hia, act
            assert LEAST <= act.target <= MOST
            assert act.quality


@pytest.mark.parametrize(
    ("role", "key"),
    [
        ("SDR", "sdr_outbound"),
        ("Inbound SDR", "sdr_inbound"),
        ("Enterprise Account Executive", "enterprise_ae"),
        ("Key Account Manager", "account_manager"),
        ("Außendienst", "field"),
        ("Customer Success Manager", "customer_success"),
        ("Partner Manager", "channel_manager"),
        ("", "seller"),
        ("Wizard", "seller"),
        ("Sales Manager", "seller"),
        ("Vertriebsmitarbeiterin im Außendienst", "field"),
        ("Ingénieur commercial grands comptes", "account_manager"),
        ("Ejecutiva de cuentas clave", "account_manager"),
    ],
)
def test_it_reads_a_role_as_a_crm_names_it(role: str, key: str) -> None:
    assert set_for(role).role_set.key == key


@pytest.mark.parametrize(
    ("role", "key"),
    [
        ("Sales Manager", "manager"),
        ("Vertriebsleiterin", "manager"),
        ("Jefe de ventas", "manager"),
        ("Directeur commercial", "manager"),
        ("VP Sales", "manager"),
        ("", "manager"),
        ("Key Account Manager", "account_manager"),
        ("Account executive", "smb_ae"),
    ],
)
def test_whoever_people_report_to_is_a_manager_unless_the_role_names_a_kind_of_selling(role: str, key: str) -> None:
    assert set_for(role, leads=True).role_set.key == key


def test_it_says_why_where_the_role_alone_does_not() -> None:
    assert set_for("Sales Manager", leads=True).reason == ""
    assert set_for("", leads=True).reason.startswith("People report to them")
    assert set_for("Sales Manager").reason == "Called a manager, but nobody reports to them here"
    assert set_for("Enterprise account executive", deals=Deals(9, 20)).reason == ""
    assert set_for("", leads=False).reason == ""


EXECUTIVES = (
    "Account executive",
    "AE",
    "Vertriebsmitarbeiter",
    "Vertriebsmitarbeiterin",
    "Ingénieur commercial",
    "Chargée d’affaires",
    "Ejecutivo de cuentas",
)


@pytest.mark.parametrize("role", EXECUTIVES)
@pytest.mark.parametrize(
    ("deals", "key", "said"),
    [
        (Deals(), "smb_ae", "No deal won in a year"),
        (Deals(4, 300), "smb_ae", "4 deals won in a year: too few"),
        (Deals(5, 69.5), "smb_ae", "The middle one of 5 deals won in a year took 70 days: below 70"),
        (Deals(5, 70), "enterprise_ae", "The middle one of 5 deals won in a year took 70 days: from 70 on"),
    ],
)
def test_a_plain_account_executive_starts_by_how_long_own_deals_take(
    role: str, deals: Deals, key: str, said: str
) -> None:
    chosen = set_for(role, deals=deals)
    assert chosen.role_set.key == key
    assert chosen.reason.startswith(said)


def test_a_title_is_read_by_its_own_words() -> None:
    """A vice president is an executive, and no sales executive."""
    assert not is_account_executive("VP Sales")
    assert not is_account_executive("Verkäuferin")
    assert not is_account_executive("")


def test_two_presses_propose_two_acts_to_everybody_of_a_role(enterprise: Office) -> None:
    mona = enterprise.clients["mona"]
    page = html.unescape(mona.get(START).content.decode())
    assert "2 sellers without an HIA or a proposal" in page
    mona.post(START, {"role": "enterprise_ae", "person": ["ann", "ben"]})
    assert proposed() == {
        ("ann", INVITED): Decimal(4),
        ("ann", PLANS): Decimal(1),
        ("ben", INVITED): Decimal(2),
        ("ben", PLANS): Decimal(1),
    }
    assert enterprise.plans("ann", NEXT_MONDAY + timedelta(days=30)) == {}
    row = Proposal.objects.get(person=enterprise.people["ann"], metric_key=INVITED)
    assert (row.quality, row.objective_from, row.objective_to) == ("from another function than the first", 9, 12)
    assert "Everybody has something to go on" in mona.get(START).content.decode()


def test_it_asks_nobody_who_has_something_and_nobody_else_s_seller(enterprise: Office) -> None:
    enterprise.give("ann", PLANS)
    mona = enterprise.clients["mona"]
    assert "1 seller without" in mona.get(START).content.decode()
    mona.post(START, {"role": "enterprise_ae", "person": ["ann", "lea", "op"]})
    assert proposed() == {}
    ReportingLine.objects.filter(person=enterprise.people["ben"]).delete()
    mona.post(START, {"role": "enterprise_ae", "person": ["ben"]})
    assert proposed() == {}


def test_it_says_what_was_not_proposed_and_why(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.people["ann"].role = "Enterprise account executive"
    office.people["ann"].save()
    hardly = replace(choice(office.key("ann")), refused=(unmeasured(INVITED),), offered=(candidate(PLANS),))
    monkeypatch.setattr(FULL_CHOICE, lambda viewer, person, on, also: hardly)
    answer = office.clients["mona"].post(START, {"role": "enterprise_ae", "person": ["ann"]}, follow=True)
    assert proposed() == {("ann", PLANS): Decimal(1)}
    assert "Not proposed to Ann: Second stakeholder invited fails a test" in html.unescape(answer.content.decode())


def test_it_proposes_nothing_the_studio_would_not_offer_this_seller(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.people["ann"].role = "Enterprise account executive"
    office.people["ann"].save()
    full = candidate(INVITED, refusal="Already as much as the best do.", failed="headroom")
    given = replace(choice(office.key("ann")), refused=(full,), offered=(candidate(PLANS),))
    monkeypatch.setattr(FULL_CHOICE, lambda viewer, person, on, also: given)
    answer = office.clients["mona"].post(START, {"role": "enterprise_ae", "person": ["ann"]}, follow=True)
    assert set(proposed()) == {("ann", PLANS)}
    assert "Already as much as the best do" in html.unescape(answer.content.decode())


@pytest.mark.parametrize("who", ["ann", "ben"])
def test_a_seller_starts_no_team(office: Office, who: str) -> None:
    assert office.clients[who].get(START).status_code == 404


def test_what_waits_already_is_not_proposed_a_second_time(enterprise: Office) -> None:
    mona = enterprise.clients["mona"]
    for _ in range(2):
        mona.post(START, {"role": "enterprise_ae", "person": ["ann"]})
    assert len(proposed()) == 2


def test_a_leader_starts_managers_who_have_nothing_and_the_manager_accepts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two clicks: the studio's button, and the one that proposes."""
    managing = tuple(candidate(key, name=catalogue()[key].name) for key in MANAGING)
    monkeypatch.setattr(
        FULL_CHOICE,
        lambda viewer, person, on, also: choice(person.key, offered=managing, targets={}),
    )
    lea = office.clients["lea"]
    assert 'href="/studio/start/"' in lea.get("/studio/").content.decode()
    page = html.unescape(lea.get(START).content.decode())
    assert "1 manager without an HIA or a proposal" in page
    assert "People report to them, and the role names no kind of selling" in page
    assert "Ann Abel" not in page
    lea.post(START, {"role": "manager", "person": ["mona"]})
    assert proposed() == {("mona", "early_deal_talks_held"): Decimal(3), ("mona", "joint_meetings_planned"): Decimal(1)}
    for row in Proposal.objects.all():
        accept(row.pk, starts_on=NEXT_MONDAY, as_seller=True, actor_id=office.account("mona"))
    assert office.plans("mona") == {"early_deal_talks_held": Decimal(3), "joint_meetings_planned": Decimal(1)}
    assert 'href="/studio/start/"' not in lea.get("/studio/").content.decode()


def test_nobody_starts_themselves_or_somebody_else_s_manager(office: Office) -> None:
    assert 'value="mona"' not in office.clients["mona"].get(START).content.decode()
    office.clients["mona"].post(START, {"role": "manager", "person": ["mona"]})
    assert proposed() == {}
    page = office.clients["op"].get(START).content.decode()
    assert 'value="mona"' in page
    assert 'value="lea"' not in page, "she leads managers: what is counted of a manager is not hers to do"


def test_it_says_on_the_page_why_an_account_executive_has_this_set(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("ann", "ben"):
        ReportingLine.objects.filter(person=office.people[who]).update(role="Account executive")
    monkeypatch.setattr(
        "fairway.studio.queries.starting.medians_of",
        lambda definition, keys, weeks, on: {office.key("ann"): (121.0, 8)},
    )
    page = html.unescape(office.clients["mona"].get(START).content.decode())
    larger, smaller = page.index("Account executive, enterprise"), page.index("Account executive, small business")
    assert larger < page.index("The middle one of 8 deals won in a year took 121 days: from 70 on")
    assert smaller < page.index("No deal won in a year: too few")
