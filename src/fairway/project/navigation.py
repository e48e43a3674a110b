"""The links every page offers, by what its viewer may see."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from fairway.people import access
from fairway.people.queries import ShownAs, organisation, shown_as
from fairway.people.types import Viewer
from fairway.plans.queries import plans_of

THEMES = ("light", "dark")
MOST_TABS = 3  # beside "More", on phones


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    url: str
    icon: str
    is_current: bool
    short: str  # under an icon on phones


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame around a page needs."""

    links: tuple[Link, ...] = ()
    improve: tuple[Link, ...] = ()
    foot: tuple[Link, ...] = ()
    me: ShownAs | None = None
    role: str = ""
    timezone: str = "UTC"
    is_demonstration: bool = False
    theme: str = ""  # light or dark where somebody chose, empty for the system's
    can_find: bool = False

    @property
    def tabs(self) -> tuple[Link, ...]:
        return (self.links + self.improve + self.foot)[:MOST_TABS]

    @property
    def rest(self) -> tuple[Link, ...]:
        """What phones find under "More"."""
        return (self.links + self.improve + self.foot)[MOST_TABS:]


def navigation(request: HttpRequest) -> dict[str, Frame]:
    """Context for the base template."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    home = organisation()
    theme = request.COOKIES.get("fairway_theme", "")
    theme = theme if theme in THEMES else ""
    if viewer is None:
        return {"frame": Frame(timezone=home.timezone, is_demonstration=home.is_demonstration, theme=theme)}
    me = shown_as(viewer.person_key, viewer.on) if viewer.person_key else None
    has_board = viewer.is_operations or access.leads_anyone(viewer)
    entries, at_foot = [], []
    if has_board:
        entries += [("Board", "desk:board", "layout-grid", "Board"), ("Sellers", "desk:sellers", "users", "Sellers")]
    if me and (not has_board or plans_of([me.key], viewer.on, viewer.on)):
        entries.append(("My week", "desk:me", "calendar-days", "My week"))
    if me:
        entries.append(("1:1s", "coaching:sessions", "file-text", "1:1s"))
    if me or has_board:
        entries.append(("Obstacles", "commitments:obstacles", "clock", "Obstacles"))
    better = [("Activity studio", "studio:sellers", "target", "Studio")] if me or has_board else []
    if has_board and me:
        better.append(("Practice", "training:practice", "book-open", "Practice"))
    if has_board:
        better.append(("Pilots", "evidence:pilots", "gauge", "Pilots"))
        better.append(("Why missed", "desk:causes", "circle-help", "Why missed"))
        better.append(("Leadership", "leadership:leadership", "scale", "Leadership"))
    if viewer.is_operations:
        at_foot.append(("Set-up", "desk:setup", "plug", "Set-up"))
    at_foot.append(("Who sees what", "desk:privacy", "eye", "Privacy"))
    frame = Frame(
        links=tuple(_link(request, *entry) for entry in entries),
        improve=tuple(_link(request, *entry) for entry in better),
        foot=tuple(_link(request, *entry) for entry in at_foot),
        me=me,
        role="Sales operations" if viewer.is_operations else (me.role if me else ""),
        timezone=home.timezone,
        is_demonstration=home.is_demonstration,
        theme=theme,
        can_find=has_board,
    )
    return {"frame": frame}


def _link(request: HttpRequest, name: str, view: str, icon: str, short: str) -> Link:
    url = reverse(view)
    here = request.path == url or (view not in {"desk:home", "desk:me"} and request.path.startswith(url))
    # A page that is not there is the same wherever it is not: no link is the current one.
    return Link(name, url, icon, here and not getattr(request, "is_missing", False), short)
