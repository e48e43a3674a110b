"""How far managers of the demonstration organisation are in their training. All of it is invented."""

from collections.abc import Mapping

WEEKS_BACK = 16
# How many modules somebody has done, and whether the next one is begun. Who is not named has not begun.
DONE: Mapping[str, tuple[int, bool]] = {
    "Dana Hollis": (4, True),
    "Kofi Mensah": (1, True),
}
RIGHT = 0.8  # share of questions remembered

# What they handed in, by module, and what whoever leads them said to it; nothing where nobody has read it yet.
HANDED_IN: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Dana Hollis": {
        "where-you-stand": (
            "Two weeks: seven hours of support, nine of fourteen 1:1s held, two sellers without any. They remember "
            "the deals we saved, and no question I asked. I told them Tuesdays before noon are theirs.",
            "You said it to the team the same day: keep that. Try one line in the contract that I owe you, with a day.",
        ),
        "the-fatal-flaw": (
            "Recorded nothing, wrote down my own first sentences for a week. Eleven of twenty were about the number. "
            "In the last 1:1 the first four were about what had been done.",
            "Counting your own first sentences is worth passing on.",
        ),
        "three-levels": (
            "Our weekly page has 31 metrics: 4 activities, 14 objectives, 13 results. Five are looked at by nobody; I "
            "have asked operations to drop them.",
            "Bring the list of five to our review, and what each cost to fill in.",
        ),
        "processes-and-roles": (
            "Everybody here sells in a few long deals, so opportunity planning for all; two also have first meetings "
            "to win and do call plans. I had treated all of them alike.",
            "Clear. Ask the two which of both they would give up.",
        ),
    },
    "Kofi Mensah": {
        "where-you-stand": (
            "Six hours of support in two weeks, most of it on rides to customers. Nobody named a question. Fridays at "
            "nine is now a fixed talk with each, in turns.",
            "Good that it is a fixed hour. Write down who was first.",
        ),
        "the-fatal-flaw": (
            "I began with the month in every call. From next week on I ask what happened with the last visit plan.",
            "",
        ),
    },
}
