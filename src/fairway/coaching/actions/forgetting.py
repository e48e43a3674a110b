"""What was kept long enough goes, and whoever is erased goes out of what stands about others."""

from datetime import date

from fairway.audit.scrubbing import scrub
from fairway.coaching.models import (
    CoCoach,
    DigestSent,
    GroupNote,
    GroupSession,
    InviteLeft,
    Observation,
    Pairing,
    PairingNote,
    Session,
    SessionNote,
    SessionRhythm,
    SessionTemplate,
    SlackApp,
    TalkReading,
)
from fairway.coaching.observing.actions import forget_observations_before
from fairway.coaching.pairing.actions import forget_pairs_before
from fairway.lib.spellings import Spellings

ACCOUNTS = (
    (Session, "planned_by"),
    (CoCoach, "asked_by"),
    (SessionNote, "edited_by"),
    (GroupNote, "edited_by"),
    (SessionRhythm, "set_by"),
    (SessionTemplate, "set_by"),
    (SlackApp, "set_by"),
    (Pairing, "proposed_by"),
)


def forget_sessions_before(day: date) -> None:
    """Remove sessions from before a day with all that was written in them; rhythms and pairs that ended before it;
    and what was observed in them."""
    Session.objects.filter(starts_at__date__lt=day).delete()
    GroupSession.objects.filter(sessions=None).delete()
    SessionRhythm.objects.filter(ended_on__lt=day).delete()
    InviteLeft.objects.filter(starts_at__date__lt=day).delete()
    DigestSent.objects.filter(sent_on__lt=day).delete()
    forget_pairs_before(day)
    forget_observations_before(day)


def forget_account(user_id: int) -> None:
    """Take an erased account out of what stands about others."""
    for model, column in ACCOUNTS:
        model._default_manager.filter(**{column: user_id}).update(**{column: None})


def forget_names_in_sessions(spellings: Spellings) -> None:
    """Replace every note, answer and word of a reading that says one of the names. What was kept of a page names nobody
    but its seller.
    """
    scrub(TalkReading.objects.iterator(), ("measured", "promises_found", "words"), spellings)
    scrub(SessionNote.objects.exclude(text="").iterator(), ("text", "sent"), spellings)
    scrub(GroupNote.objects.exclude(text="").iterator(), ("text", "sent"), spellings)
    scrub(GroupSession.objects.exclude(topic="").iterator(), ("topic",), spellings)
    scrub(PairingNote.objects.exclude(text="").iterator(), ("text",), spellings)
    scrub(Observation.objects.iterator(), ("seen", "keep", "to_try", "answer"), spellings)
