"""Everything there is, for an export."""

from collections.abc import Iterator

from fairway.commitments.models import Commitment, Obstacle
from fairway.commitments.queries.commitments import commitment_facts
from fairway.commitments.queries.obstacles import obstacle_facts
from fairway.commitments.types import CommitmentFacts, ObstacleFacts


def every_commitment() -> Iterator[CommitmentFacts]:
    return map(commitment_facts, Commitment.objects.order_by("pk").iterator())


def every_obstacle() -> Iterator[ObstacleFacts]:
    return map(obstacle_facts, Obstacle.objects.select_related("commitment").order_by("pk").iterator())
