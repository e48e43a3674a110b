"""Taking out of plans what names an erased person."""

from collections.abc import Collection

from fairway.audit.scrubbing import MARK
from fairway.lib.spellings import Spellings
from fairway.plans.models import Agreement, Plan, PlanTemplate


def forget_plans_on(metric_keys: Collection[str], spellings: Spellings) -> None:
    """Remove plans, what was asked about them and lines of templates on metrics that are no more; a template that is
    called after the person loses its name.
    """
    Plan.objects.filter(metric_key__in=list(metric_keys)).delete()
    Agreement.objects.filter(metric_key__in=list(metric_keys)).delete()
    for template in PlanTemplate.objects.all():
        lines = [line for line in template.lines if line["metric"] not in metric_keys]
        name = f"{MARK} {template.pk}" if spellings.stand_in(template.name) else template.name
        if (name, lines) != (template.name, template.lines):
            template.name, template.lines = name, lines
            template.save(update_fields=["name", "lines"])
