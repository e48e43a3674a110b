"""Packs of several pages: what leadership says of a quarter, and one review."""

from dataclasses import replace
from datetime import date, datetime

from fairway.leadership.adoption.sections import adoption_sections
from fairway.leadership.packs.building import pack_of
from fairway.leadership.packs.types import Pack
from fairway.leadership.page import Page, leadership_page
from fairway.leadership.queries.seeing import newest_written
from fairway.leadership.reviews.page import review_page
from fairway.leadership.reviews.queries import review
from fairway.leadership.reviews.sections import review_sections
from fairway.leadership.reviews.types import ReviewFacts
from fairway.leadership.story.page import story_page
from fairway.leadership.story.sections import story_sections
from fairway.lib.periods import local_day, week_period
from fairway.people.types import PersonFacts, Viewer
from fairway.web.words import long_day


def quarter_pack(
    viewer: Viewer, subject: PersonFacts | None, chosen_on: date | None, *, made_for: str, made_at: datetime
) -> tuple[Page, Pack]:
    """Results and support of a quarter with the page they are from; of the viewer's own people also the leading story
    and adoption, before what the figures mean. `made_at` is aware. Hidden for whoever may not open the pages.
    """
    page = leadership_page(viewer, subject, chosen_on, is_sent=True)
    made = pack_of(page, made_for, made_at)
    if subject is not None or page.newest_on is None:
        return page, made
    *first, meanings = made.sections
    story = story_sections(story_page(viewer, chosen_on).story)
    return page, replace(made, sections=[*first, *story, *adoption_sections(viewer, chosen_on), meanings])


def review_pack(viewer: Viewer, key: int, *, made_for: str, made_at: datetime) -> tuple[ReviewFacts, Pack]:
    """One review as its two read it; Hidden for everybody else. `made_at` is aware."""
    facts = review(viewer, key)
    page, newest_on = review_page(viewer, facts, made_at), newest_written()
    held_on = local_day(facts.happened_at, page.zone)
    title = f"{page.kind.name}: {page.leader} and {page.manager}, {long_day(held_on)}"
    until_on = week_period(newest_on).end_on if newest_on else None
    return facts, Pack(title, made_for, made_at, until_on, review_sections(page))
