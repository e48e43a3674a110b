"""The four files a pack becomes, by the word in their address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from fairway.leadership.packs.lettering import lettered
from fairway.leadership.packs.pages import page_of
from fairway.leadership.packs.printing import is_installed, printed
from fairway.leadership.packs.slides import slides_of
from fairway.leadership.packs.tabling import tabled
from fairway.leadership.packs.types import Pack

OPEN_XML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file. A page is sent as bytes, so that no browser opens it under this house's address."""

    name: str  # as people call it
    media_type: str
    write: Callable[[Pack], bytes]


FORMS: Mapping[str, Form] = {
    "pdf": Form("PDF", "application/pdf", printed),
    "xlsx": Form("workbook", f"{OPEN_XML}.spreadsheetml.sheet", tabled),
    "pptx": Form("slides", f"{OPEN_XML}.presentationml.presentation", slides_of),
    "html": Form("one HTML file", "application/octet-stream", page_of),
}


def forms_here() -> dict[str, str]:
    """The files that can be made here, by their word, as people call them."""
    return {form: stated.name for form, stated in FORMS.items() if form != "pdf" or is_installed()}


def written(pack: Pack, form: str) -> bytes:
    """A pack as one of the files. KeyError for an unknown form, CannotPrint where no PDF can be made here."""
    return FORMS[form].write(lettered(pack))


def file_name(pack: Pack, form: str) -> str:
    """What the file is called: plain letters alone, so that any system can keep it and no header can be broken."""
    plain = normalize("NFKD", pack.title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:80].strip("-")
    return f"fairway-{words or 'pack'}.{form}"
