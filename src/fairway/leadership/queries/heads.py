"""Which managers have a row on somebody's page."""

from fairway.people import access
from fairway.people.queries import everyone_on, facts_of, keys_managed_directly, managers_among
from fairway.people.types import PersonFacts, Viewer


def managers_shown(viewer: Viewer, subject: PersonFacts | None) -> list[PersonFacts]:
    """Managers who report to the subject, or to the viewer, by name; for operations who lead nobody the managers at the
    top and those who report to them. Hidden for whoever leads nobody otherwise.
    """
    if subject is not None:
        led = keys_managed_directly(subject.key, viewer.on) - {subject.key}
        return facts_of(managers_among(led, viewer.on), viewer.on)
    if access.leads_anyone(viewer):
        return access.managers_led_by(viewer)
    access.require_operations(viewer)
    everybody = everyone_on(viewer.on)
    leading = managers_among([one.key for one in everybody], viewer.on)
    top = {one.key for one in everybody if one.key in leading and one.manager_key is None}
    return [one for one in everybody if one.key in leading and (one.key in top or one.manager_key in top)]
