"""What comes back to somebody this week of the organisation."""

from datetime import UTC, datetime, time, timedelta

from fairway.coaching.queries.addresses import page_address
from fairway.lib.periods import week_of, zone
from fairway.people.queries import organisation
from fairway.people.types import Viewer
from fairway.training.curriculum.reading import recall_questions
from fairway.training.progress.queries import language_of
from fairway.training.recalling.page import round_of
from fairway.training.recalling.queries import answered_since, answers_lately, cards_of
from fairway.training.recalling.types import Round
from fairway.web.words import plural

WEEK = timedelta(days=7)


def this_round(viewer: Viewer, key: int) -> Round:
    """The round of the viewer, whose person's key is `key`, as of this moment."""
    home = organisation()
    week_on = week_of(viewer.on, home.week_starts_on)
    own = zone(home.timezone)
    began_at, week_ends_at = (datetime.combine(day, time.min, own).astimezone(UTC) for day in (week_on, week_on + WEEK))
    questions = recall_questions(language_of(key))
    done, lately = answered_since(key, began_at), answers_lately(key)
    return round_of(cards_of(key), questions, datetime.now(UTC), done=done, week_ends_at=week_ends_at, lately=lately)


def waiting_practice(viewer: Viewer) -> str:
    """A sentence for the viewer's morning mail on the questions that come back to them; empty where none does."""
    left = this_round(viewer, viewer.person_key).left if viewer.person_key is not None else 0
    if not left:
        return ""
    address = page_address("training:recall")
    where = f": {address}" if address else ", under Practice"
    return f"For yourself: {plural(left, 'question')} of your training {'comes' if left == 1 else 'come'} back{where}"
