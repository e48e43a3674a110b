"""How the managers of the demonstration organisation meet their sellers, and what the two write down.

Like everything here it is invented; whether what was promised came about is not: the ledger counts it.
"""

from collections.abc import Mapping

from fairway.simulation.meeting import Rhythm, Talking

USUAL = Rhythm()
RHYTHMS: Mapping[str, Rhythm] = {
    "Marcus Bell": Rhythm(7, next_in_days=1),
    "Priya Raman": Rhythm(next_in_days=4),
    "Elena Kovač": Rhythm(share_held=0.9, next_in_days=9),
    "Jonas Lindqvist": Rhythm(silent_days=40),  # the one most in need of a talk has had none for weeks
    "Sofia Marín": Rhythm(next_in_days=6),
    "Grace Adeyemi": Rhythm(share_held=0.6),
    "Leo Castellano": Rhythm(7, next_in_days=2),
    "Nadia Rahimi": Rhythm(28, share_held=0.7),
    "Tom Whitfield": Rhythm(next_in_days=3),
    "Mei Tanaka": Rhythm(28, next_in_days=12),
    "Ravi Subramanian": Rhythm(share_held=0.8, next_in_days=5),
    "Chloé Marchand": Rhythm(next_in_days=8),
    "Farah Nazari": Rhythm(share_held=0.9),
    "Anneke Visser": Rhythm(share_held=0.5, silent_days=60),
    "Bjørn Halvorsen": Rhythm(share_held=0.7, next_in_days=10),
    "Diego Salazar": Rhythm(next_in_days=2),
    "Isla MacRae": Rhythm(7, share_held=0.9, next_in_days=4),
    "Tomasz Wójcik": Rhythm(share_held=0.6),
    "Lena Hoffmann": Rhythm(next_in_days=7),
    "Wanjiru Kamau": Rhythm(share_held=0.9),
    "Yuki Nakamura": Rhythm(28, next_in_days=11),
    "Mateus Oliveira": Rhythm(silent_days=45),
}
TALKING: Mapping[str, Talking] = {
    "Dana Hollis": Talking(0.38, 0.12, 0.85),
    "Kofi Mensah": Talking(0.55, 0.34, 0.7),
    "Lucía Ferrer": Talking(0.2, 0.08, 0.6),
}
OTHERS = Talking(0.3, 0.2)
# Who meets together with whom leading, and what about.
GROUPS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "Dana Hollis": (
        ("Priya Raman", "Elena Kovač", "Sofia Marín", "Leo Castellano"),
        "Which early opportunities to let go",
    ),
}
GROUP_NOTE = "Each brings one opportunity that has not moved for a month. We ask what would have to be true to keep it."

# What a seller promises of each activity; {n} is how many.
PROMISES: Mapping[str, str] = {
    "discovery_plan_written": "Write the plan before {n} first meetings",
    "second_stakeholder_invited": "Invite a second person on {n} open deals",
    "mutual_action_plan_proposed": "Propose a plan with dates for both sides on {n} deals",
    "demo_agenda_sent": "Send the agenda a working day before {n} demos",
    "account_review_requested": "Ask {n} customers for a review, with its agenda",
    "executive_meeting_requested": "Ask {n} sponsors for a meeting with their executive",
    "expansion_idea_proposed": "Put {n} ideas on one page each and send them",
    "visit_plan_written": "Write the plan the day before {n} visits",
    "target_account_started": "Start {n} target accounts, two people in each",
    "trial_proposed": "Propose {n} trials, each with what would count as success",
    "brochure_sent": "Send {n} brochures after visits",
}
IF_THEN = (
    "If a week fills up, two of them come first on Monday morning",
    "If a customer moves the day, the next on the list takes its place",
    "If I get stuck, I ask for ten minutes on the same day",
    "If it is Thursday and none is done, I clear Friday morning",
    "",
)
# What whoever leads them promises in words: nobody can count it, they say what became of it.
MANAGER_PROMISES = (
    "Sit in on one of your talks and say what I heard",
    "Read two of your plans and write a sentence to each",
    "Take the internal call on Tuesday off your calendar",
    "Ask product for the two answers you are missing",
    "Introduce you to somebody at the account I know",
    "Bring an example of a good one next time",
)
OWN_READS: Mapping[bool, tuple[str, ...]] = {
    True: (
        "“{it}” went as we said. A fixed hour in the calendar helps. What I would fix: I start too late in the week.",
        "Good two weeks. Preparing “{it}” takes less time than it did. Two talks went nowhere, I know why.",
        "I did what I promised. The second half was easier than the first. I want to get better at asking why.",
        "“{it}” is done. Customers answer more when it is short. Next I want to try it with the larger ones.",
    ),
    False: (
        "“{it}” slipped. Mornings went to things that came in. I know which ones I should have started.",
        "Less of “{it}” than we said. I keep it for Friday, and Friday fills up.",
        "Busy and not with the right things. What worked: the two I did prepare. What did not: I began too many.",
        "Behind with “{it}”. Two customers moved their days, and I had nobody else on the list.",
    ),
}
NOTES: Mapping[str, tuple[str, ...]] = {
    "why": (
        "What is in the way: requests that come in before noon. Try: mornings until ten are for this alone.",
        "Knows how and wants to. The list runs dry by Wednesday. We fill it together on Mondays.",
        "It is not clear which ones are worth it. We went through five and kept three.",
    ),
    "helping": (
        "Being done. Too early to say what comes of it. We keep it as it is and look again next month.",
        "Customers answer. Which part makes them answer is not clear yet. Keep going, note what they say.",
        "Done as agreed. We went through two in detail and would do both again.",
    ),
    "quality": (
        "Done, and thin. We read two good ones side by side. What is missing: what we want to learn.",
        "Enough of them. Next two weeks fewer and complete. I read the first two before they go out.",
        "One was good. The difference: three questions that cannot be answered with yes or no.",
    ),
    "records": (
        "More was done than the CRM shows. Before we talk about counts, the records are put right.",
        "We went through the calendar: the talks took place and were not closed in the CRM.",
        "Nothing to say about counts until the records are complete.",
    ),
    "first": ("We begin with two activities. Which ones, we decide next time with the list.",),
}
PRACTICED = (
    "Three tries. The third was the shortest and the best. To be used on a real one tomorrow.",
    "Said the opening aloud three times. Asking first works better than telling first.",
    "Two tries as the customer, two as yourself. The question about who else decides still comes late.",
    "Planned one real talk together. The purpose fits into one sentence now.",
)
ADDED = (
    "Agreed. I begin with the two largest.",
    "Fits. I will say next time whether mornings hold.",
    "Yes, and I send you the first one to read.",
)
NEXT_READ = (
    "Better than last time, not yet as agreed. I would like to talk about mornings, and to practise the opening."
)
