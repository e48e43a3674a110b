"""Odoo's values as Python's: False means "nothing", a reference is `[id, name]`, times are UTC without saying
so.
"""

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

from fairway.crm.odoo.passes import WIRE_FORMAT
from fairway.lib.periods import zone

TAG = re.compile(r"<[^>]*>")
SPACE = re.compile(r"\s+")


def text(value: Any) -> str | None:
    """A text, None where Odoo has nothing."""
    stripped = str(value).strip() if value else ""
    return stripped or None


def ref(value: Any) -> int | None:
    """The id of a reference, which comes as `[id, name]`, as a bare id or as False."""
    if isinstance(value, list | tuple):
        return int(value[0]) if value else None
    return int(value) if value else None


def ref_name(value: Any) -> str | None:
    """The name of a reference that came as `[id, name]`."""
    return text(value[1]) if isinstance(value, list | tuple) and len(value) > 1 else None


def native(value: int | None) -> str | None:
    """An id as text."""
    return None if value is None else str(value)


def instant(value: Any) -> datetime | None:
    """A moment in Odoo's wire format, as an aware UTC instant."""
    return datetime.strptime(value, WIRE_FORMAT).replace(tzinfo=UTC) if value else None


def day(value: Any) -> date | None:
    """A date in ISO 8601; None where Odoo has nothing."""
    return date.fromisoformat(value) if value else None


def zone_name(value: Any) -> str | None:
    """A time zone this machine knows; None for none and for one that is newer than our tables."""
    name = text(value)
    try:
        return name if name and zone(name) else None
    except ValueError:
        return None


def plain(html: Any) -> str:
    """The words of an HTML text, one space between them."""
    return SPACE.sub(" ", unescape(TAG.sub(" ", str(html or "")))).strip()
