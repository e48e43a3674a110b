"""Steps of selling, and two activities at each, for every role. Which of them work is drawn: their names never tell."""

from dataclasses import dataclass

STEPS = ("New deals", "First talk to need agreed", "Need agreed to offer", "Offer to won")
STAGES = len(STEPS) - 1  # a deal stands in
EACH = 2  # activities a step
SLOTS = EACH * len(STEPS)


@dataclass(frozen=True, slots=True)
class Role:
    """`acts`: two for each step, in the order of STEPS."""

    name: str
    acts: tuple[str, ...]


ROLES = (
    Role(
        "New business",
        (
            "Target accounts called",
            "Referrals asked for",
            "Call plans sent ahead",
            "Second stakeholders invited",
            "Demo agendas proposed",
            "Workshops offered",
            "Action plans proposed",
            "Executive briefings offered",
        ),
    ),
    Role(
        "Existing customers",
        (
            "Customer visits asked for",
            "Expansion ideas sent",
            "Usage reviews prepared",
            "Users asked what they need",
            "Business cases drafted",
            "Trial reviews proposed",
            "Contract steps written down",
            "Sponsors called",
        ),
    ),
    Role(
        "Partner sales",
        (
            "Partner planning calls made",
            "Event invitations sent",
            "Joint visits proposed",
            "Partner questions answered in a day",
            "Solution sketches sent",
            "Partner trainings offered",
            "Offers walked through",
            "Decision makers asked for a talk",
        ),
    ),
)


def step_of(slot: int) -> int:
    """The step an activity belongs to."""
    return slot // EACH
