"""The story as sections of a pack: every sentence of the page, in its order. Plain Python."""

from fairway.leadership.packs.types import Grid, Section
from fairway.leadership.story.types import Chapter, Story

PARAGRAPH = "What to say, in one paragraph"
PARAGRAPH_LEAD = "Each sentence says no more than what it stands on."


def story_sections(story: Story) -> list[Section]:
    """One section a part, then the paragraph with what each of its sentences stands on."""
    stands = Grid(
        caption="What each sentence stands on",
        headings=("Sentence", "Stands on"),
        rows=[
            (one.sentence, ", ".join(dict.fromkeys(card.title for card in one.stands_on)) or "–")
            for one in story.paragraph
        ],
    )
    last = Section(PARAGRAPH, (PARAGRAPH_LEAD, *(one.sentence for one in story.paragraph), *story.notes), (stands,))
    return [*(_section(part) for part in story.parts), last]


def _section(part: Chapter) -> Section:
    lines = [part.lead]
    for card in part.cards:
        lines += [card.title, *card.lines]
    if not part.cards:
        lines.append(part.empty)
    return Section(part.title, tuple(lines), (), tuple(part.pictures))
