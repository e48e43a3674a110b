"""Letting somebody in on one page about somebody else, and showing them out. Who may is decided by the room whose page
it is; it writes the audit line as well.
"""

from datetime import date

from fairway.people.models import Guest


def let_in(guest_key: int, *, person_key: int, page: str, since_on: date, until_on: date) -> None:
    """Until the end of a day; let in again, another last day."""
    Guest.objects.update_or_create(
        guest_id=guest_key,
        person_id=person_key,
        page=page,
        defaults={"until_on": until_on},
        create_defaults={"since_on": since_on, "until_on": until_on},
    )


def show_out(*, person_key: int, page: str) -> None:
    """Whoever was let in on that page is let in no more, at once."""
    Guest.objects.filter(person_id=person_key, page=page).delete()


def forget_guests_before(day: date) -> None:
    """Remove passes whose last day lies before a day."""
    Guest.objects.filter(until_on__lt=day).delete()
