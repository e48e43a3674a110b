"""How the leader of the demonstration organisation meets its managers, and what they chose as activities of their own.

All of it is invented, the words as well.
"""

from collections.abc import Mapping

WEEKS_BACK = 12
# Of a review's minutes and questions how many went to results twelve weeks ago, and now.
RESULTS_BEFORE, RESULTS_NOW = 0.62, 0.22
FIRST_RESULTS_UNTIL = 0.4  # of the way, up to which some reviews began with the number

NOTES: Mapping[str, tuple[str, ...]] = {
    "working": (
        "Plans before first meetings, with one seller. Writing one together took twenty minutes; the next two were "
        "written alone.",
        "Agendas of demos. Two sellers do it, two say customers do not read them: we ask one customer.",
        "Visit plans. What helps is reading one aloud before the visit, not counting them.",
    ),
    "in_the_way": (
        "Legal takes nine working days for plans with dates on both sides.",
        "Nobody knows who answers for the new industries.",
    ),
}
PROMISES: tuple[str, ...] = (
    "Ask Legal for one person who answers within two days",
    "Take the regional report off Friday mornings",
    "Name who answers for the new industries",
    "Come along to one session before the month ends",
)
OWN_ACTS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "Dana Hollis": (("held", 80), ("discussed", 80)),
    "Kofi Mensah": (("held", 75), ("kept", 90)),
}
OBSERVED: Mapping[str, tuple[int | None, str]] = {
    "first": (5, "Began with what happened to two plans, and nobody asked for the number before the end."),
    "voice": (4, ""),
    "why": (2, "Asked why once and gave the answer in the same breath."),
    "data": (4, ""),
    "practice": (None, ""),
    "promises": (5, "Both said what they do and until when, and wrote it down."),
}
KEEP = "Beginning with the plans: it set the tone for all that followed."
TO_TRY = "After asking why, wait until the other has said two sentences."
ANSWER = "I noticed it too. I will count to five."
