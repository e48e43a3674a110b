"""Quality beside quantity: rubrics, two samples a week, the ratings of both sides, and how alike these are."""
