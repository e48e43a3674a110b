"""A pack as PDF, by WeasyPrint, which draws with Pango. Both may be missing: then nothing else is."""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fairway.web
from fairway.leadership.packs.drawing import PAPER
from fairway.leadership.packs.pages import page_in
from fairway.leadership.packs.types import Pack

NO_EXTRA = "PDF needs one more package here: pip install 'fairway[pdf]'. The other three files need nothing."
NO_PANGO = (
    "PDF needs Pango on this machine, such as the system package libpango-1.0-0 with libpangoft2-1.0-0. The other "
    "three files need nothing."
)
FONTS = Path(fairway.web.__file__).parent / "static" / "vendor"
FACES = (FONTS / "inter-latin.woff2", FONTS / "inter-latin-ext.woff2")


class CannotPrint(RuntimeError):
    """Why no PDF can be made here, in words for whoever asked."""


def is_installed() -> bool:
    """Whether the extra is there. Whether it can draw is known once it is asked to."""
    return find_spec("weasyprint") is not None


def printed(pack: Pack) -> bytes:
    """The PDF. `pack` is lettered. CannotPrint where the extra or Pango is missing."""
    why = _missing()
    if why:
        raise CannotPrint(why)
    from weasyprint import HTML

    document = HTML(string=page_in(pack, PAPER, "paper", _faces()), url_fetcher=_fetcher())
    return bytes(document.write_pdf(pdf_tags=True) or b"")


@lru_cache(maxsize=1)
def _missing() -> str:
    """What is missing; empty when a PDF can be made. Pango is loaded when the package is."""
    if not is_installed():
        return NO_EXTRA
    try:
        import_module("weasyprint")
    except OSError:
        return NO_PANGO
    return ""


def _faces() -> str:
    """Our own type; letters it has not come from the machine's."""
    return "\n".join(f'@font-face {{ font-family: "Inter var"; src: url("{one.as_uri()}"); }}' for one in FACES)


def _fetcher() -> Any:
    """Gives our two files of type and refuses everything else, whatever a name may say."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            for one in FACES:
                if url == one.as_uri():
                    return URLFetcherResponse(url, one.read_bytes(), {"Content-Type": "font/woff2"})
            raise ValueError("a pack asks for nothing")

    return OwnFiles()
