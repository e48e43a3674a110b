"""The links every page offers, by what its viewer may see."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from fairway.people.queries import manages_anyone, organisation, person_facts
from fairway.people.types import PersonFacts


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
    foot: tuple[Link, ...] = ()
    me: PersonFacts | None = None
    role: str = ""
    timezone: str = "UTC"
    is_demonstration: bool = False


def navigation(request: HttpRequest) -> dict[str, Frame]:
    """Context for the base template."""
    viewer = getattr(request, "viewer", None)
    home = organisation()
    if viewer is None:
        return {"frame": Frame(timezone=home.timezone, is_demonstration=home.is_demonstration)}
    me = person_facts(viewer.person_key, viewer.on) if viewer.person_key else None
    manages = bool(viewer.person_key and manages_anyone(viewer.person_key, viewer.on))
    links, foot = [], []
    if manages or viewer.is_operations:
        links += [
            ("Board", "desk:board", "layout-grid", "Board"),
            ("Sellers and plans", "desk:sellers", "users", "Sellers"),
        ]
    if me:
        links.append(("My week" if not manages else "My own page", "desk:me", "calendar-days", "Me"))
    if viewer.is_operations:
        foot.append(("Set-up", "desk:setup", "plug", "Set-up"))
    foot.append(("Who sees what", "desk:privacy", "eye", "Privacy"))
    shown = [tuple(_link(request, *entry) for entry in part) for part in (links, foot)]
    role = "Sales operations" if viewer.is_operations else (me.team if me else "")
    return {"frame": Frame(shown[0], shown[1], me, role or "", home.timezone, home.is_demonstration)}


def _link(request: HttpRequest, name: str, view: str, icon: str, short: str) -> Link:
    url = reverse(view)
    here = request.path == url or (view not in {"desk:home", "desk:me"} and request.path.startswith(url))
    return Link(name, url, icon, here, short)
