"""The template engine: Jinja2 with autoescape, our components as globals, words and numbers as filters."""

import re
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from fairway.web import charts, guesses, marks, measures, tallies, words

ICONS = Path(__file__).parent / "icons"


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for. Undefined names are errors, not blanks."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701
    made.globals.update(
        url=url,
        asset=asset,
        icon=icon,
        pips=charts.pips,
        strip=charts.strip,
        bars=charts.bars,
        mix=charts.mix,
        tallies=tallies.tallies,
        status_mark=marks.status_mark,
        class_mark=marks.class_mark,
        answer_mark=marks.answer_mark,
        strength_mark=marks.strength_mark,
        dots=measures.dots,
        part=measures.part,
        beside=measures.beside,
        aimed=measures.aimed,
        hours=measures.hours,
        reach=measures.reach,
        ranges=guesses.ranges,
        outcomes=guesses.outcomes,
        legend_swatch=charts.legend_swatch,
        ghost_board=charts.ghost_board,
        plural=words.plural,
        noun_for=words.noun_for,
    )
    made.filters.update(
        day=words.day,
        long_day=words.long_day,
        weekday=words.weekday,
        moment=words.moment,
        number=words.number,
        about=words.about,
        share=words.share,
        money=words.money,
        join_words=words.join_words,
        first_name=words.first_name,
        initials=words.initials,
    )
    return made


def url(name: str, *args: object, **query: object) -> str:
    """Address of a page by its name, with a query string of what is not None."""
    from urllib.parse import urlencode

    given = {key: value for key, value in query.items() if value is not None}
    return reverse(name, args=args) + (f"?{urlencode(given)}" if given else "")


@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """Address of a static file with a hash of its content, so that caches may keep it for ever."""
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(f"no static file is called {path}")
    digest = blake2b(Path(found).read_bytes(), digest_size=6).hexdigest()
    return f"{settings.STATIC_URL}{path}?v={digest}"


@lru_cache(maxsize=128)
def icon(name: str) -> Markup:
    """An icon as inline SVG, hidden from screen readers: the words beside it say the same."""
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.sub(r"<!--.*?-->", "", source, flags=re.S)
    inner = re.sub(r'\s+class="[^"]*"', "", inner, count=1)
    inner = inner.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    return Markup(re.sub(r"\s+", " ", inner).strip())  # noqa: S704  (our own files)
