"""Reading what evidence is worked out from: the lake's deals and acts of a group, week by week, as of a day."""
