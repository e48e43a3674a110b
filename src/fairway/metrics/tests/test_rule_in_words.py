"""What a definition counts, said in sentences."""

from fairway.metrics.describing import rule_in_words
from fairway.metrics.types import Condition, Definition, MetricClass


def test_it_says_what_was_done_well_and_that_it_changes_no_number() -> None:
    well = Condition(field="outcome", test="is", values=("complete",))
    plan = Definition(key="plan", name="Plan", metric_class=MetricClass.ACTIVITY, records="activities", quality=(well,))
    said = "Those whose outcome is complete were done well: shown beside, it never changes the number."
    assert said in rule_in_words(plan)
