"""Whoever gets an HIA into force goes through a door that stands here, and each door is tried by a way of its own."""

import ast

from tests.walls.reaching import leading_to, sources, uses_in
from tests.walls.test_ways_into_force import WAYS

# Where the rest of the house has plans changed ("module action"), and the ways tried that go through there.
DOORS: dict[str, set[str]] = {
    "cli.planning add_hia": {"by_command"},
    "desk.views.planning add_hia": {"by_form"},
    "desk.views.planning confirm_drafts": {"by_draft"},
    "desk.views.planning swap_hia": {"by_swap"},
    "desk.views.planning_team add_pasted": {"by_paste"},
    "desk.views.planning_team apply_to_people": {"by_team", "by_template"},
    "evidence.pilots.actions.starting add": {"by_pilot"},
    "execution.actions.refreshing apply_staged_plans": {"by_import"},
    "studio.proposals.actions.proposing put_in_force": {"by_counter", "by_proposal"},
}
# The same where nothing comes into force that was not, with the reason.
NOTHING_NEW = {
    "audit.actions": "undo puts rows back as they stood, and only where nobody has changed them since",
    "cli.planning change_target": "another number for what is in force",
    "desk.views.planning answer_agreement": "the seller's answer to another number for what is in force",
    "desk.views.planning change_target": "another number for what is in force",
    "execution.actions.drafting draft_plans": "a draft is a suggestion; by_draft confirms one",
}


def writes_plans(node: ast.AST) -> bool:
    """Whether it makes rows of plans, or rows of whatever model it is given."""
    match node:
        case ast.Call(func=ast.Name(id="Plan")):
            return True
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(value=ast.Name(id="Plan" | "model"), attr="objects")) as f
        ):
            return f.attr in {"create", "bulk_create", "get_or_create", "update_or_create"}
    return False


def doors(texts: dict[str, str]) -> set[str]:
    """Where code outside of plans names an action of plans that leads to rows of plans, or makes such rows itself."""
    near = {module: text for module, text in texts.items() if "fairway.plans" in text or "model.objects" in text}
    uses, making = uses_in(near, writes_plans)
    leading = leading_to(making, uses)
    found = {one.rpartition(".")[0] for one in making if not one.startswith("plans.")}
    for one, named in uses.items():
        if not one.startswith("plans."):
            actions = {other for other in named & leading if other.startswith("plans.")}
            found |= {f"{one.rpartition('.')[0]} {action.rpartition('.')[2]}" for action in actions}
    return found


def test_it_tries_every_way_there_is() -> None:
    assert doors(sources()) == DOORS.keys() | NOTHING_NEW.keys()
    assert set().union(*DOORS.values()) == set(WAYS)


def test_it_notices_a_way_nobody_tries() -> None:
    known = {name: text for name, text in sources().items() if name.startswith("plans.")}
    by_partial = "from fairway.plans.actions import changing\ndef go():\n    return partial(changing.add_hia, 1)\n"
    by_row = "from fairway.plans.models import Plan\ndef go():\n    Plan.objects.create()\n"
    assert doors({**known, "studio.new": by_partial, "ledger.new": by_row}) == {"studio.new add_hia", "ledger.new"}
