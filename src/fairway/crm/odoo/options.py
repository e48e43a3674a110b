"""What can be set about a connected Odoo. Everything has a default but the address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from fairway.crm.errors import Terminal
from fairway.lib.periods import zone

# Documents whose activities are sales work. Others (leave requests, tasks of a project) are somebody's job
# too, but not a seller's conversation with a customer.
SALES_MODELS = ("crm.lead", "res.partner", "calendar.event", "sale.order")
ENGLISH = "en_US"  # the language Odoo keeps its own data in, installed or not
HOSTED_SUFFIX = ".odoo.com"
PAGES = re.compile(r"/(?:odoo|web)(?:/|$)")  # where Odoo's own pages begin


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a source of kind odoo.

    `timezone`: of users who chose none; empty is the organisation's. `language`: the one whose names of activity types
    and stages become the organisation's words.
    `overlap`: how far before the last position a pull looks again, for transactions that committed late.
    `whole_below`: streams of at most so many records are read whole at every pull, because comparing is then
    cheaper than trusting clocks. `done_messages_until_on`: completions before that day are taken from
    messages alone, for a database that was upgraded from a version that deleted completed activities.
    `writes`: whether tasks are written to it.
    """

    url: str
    database: str = ""
    login: str = ""
    timezone: str = ""
    language: str = ENGLISH
    models: tuple[str, ...] = SALES_MODELS
    overlap: timedelta = timedelta(minutes=30)
    whole_below: int = 5000
    done_messages_until_on: date | None = None
    version: int | None = None
    writes: bool = False


def options_from(settings: Mapping[str, object]) -> Options:
    """Read a source's settings. Terminal, naming the setting, when one cannot be used."""
    url, host = _address(settings)
    hosted = host.removesuffix(HOSTED_SUFFIX) if host.endswith(HOSTED_SUFFIX) else ""
    return Options(
        url=url,
        database=_text(settings, "database") or hosted,
        login=_text(settings, "login"),
        timezone=_zone(settings),
        language=_text(settings, "language") or ENGLISH,
        models=_models(settings),
        overlap=timedelta(minutes=_whole(settings, "overlap_minutes", 30, least=10)),
        whole_below=_whole(settings, "whole_below", 5000, least=0),
        done_messages_until_on=_day(settings, "done_messages_until"),
        version=_whole(settings, "version", 0, least=0) or None,
        writes=settings.get("writes") is True,
    )


def _address(settings: Mapping[str, object]) -> tuple[str, str]:
    """Where Odoo answers, and its host. An address copied from the browser names a page; what follows it is cut off."""
    stated = _text(settings, "url")
    if not stated:
        raise Terminal(
            "the address of Odoo is missing",
            advice="Set url to the address you open Odoo at, like https://odoo.example.com.",
        )
    parts = urlsplit(stated if "://" in stated else f"https://{stated}")
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise Terminal("the address of Odoo cannot be used", advice="Write it like https://odoo.example.com.")
    path = PAGES.split(parts.path, maxsplit=1)[0].rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{path}", parts.hostname


def _text(settings: Mapping[str, object], name: str) -> str:
    return str(settings.get(name) or "").strip()


def _zone(settings: Mapping[str, object]) -> str:
    name = _text(settings, "timezone")
    if name:
        try:
            zone(name)
        except ValueError as error:
            raise Terminal(f"timezone: {error}", advice="Use an IANA name such as Europe/Berlin.") from error
    return name


def _models(settings: Mapping[str, object]) -> tuple[str, ...]:
    stated = settings.get("models")
    if not stated:
        return SALES_MODELS
    if isinstance(stated, str):
        stated = stated.replace(",", " ").split()
    if not isinstance(stated, list | tuple):
        raise Terminal("models is not a list of Odoo models", advice="Write it like crm.lead, res.partner.")
    return tuple(str(model) for model in stated)


def _whole(settings: Mapping[str, object], name: str, usual: int, *, least: int) -> int:
    stated = settings.get(name)
    if stated is None or stated == "":
        return usual
    try:
        value = int(str(stated))
    except ValueError as error:
        raise Terminal(f"{name} is not a whole number", advice=f"Leave {name} out, or give a number.") from error
    if value < least:
        raise Terminal(f"{name} is below {least}", advice=f"Leave {name} out, or give a larger number.")
    return value


def _day(settings: Mapping[str, object], name: str) -> date | None:
    stated = _text(settings, name)
    if not stated:
        return None
    try:
        return date.fromisoformat(stated)
    except ValueError as error:
        raise Terminal(f"{name} is not a date", advice="Write it like 2026-06-12.") from error
