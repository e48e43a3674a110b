"""A fresh house with somebody of operations at its door, and its worker at hand."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairway.crm.report.people_names import name_of
from fairway.exchange.queries import newest_runs
from fairway.execution.queries import today
from fairway.ledger.queries import stored_counts
from fairway.ledger.types import of_week
from fairway.people.actions.accounts import first_account_token
from fairway.people.queries import everyone_on
from fairway.project.schedule import do_one_inspection, do_one_run
from fairway.records.queries import activity_words
from tests.journeys.acts import Cell

OPERATOR = {
    "name": "Nadia Ferrer",
    "email": "nadia@brightwater.example",
    "password": "swing before score",
    "organisation": "Brightwater",
}


@dataclass
class SetUp:
    """The set-up pages as their one user sees them. `last` is the answer to the last request."""

    client: Client

    def send(self, *files: Path | tuple[str, bytes]) -> str:
        """Hand files over; the address of the page that follows."""
        told = [file if isinstance(file, tuple) else (file.name, file.read_bytes()) for file in files]
        answer = self.client.post("/setup/file/", {"files": [SimpleUploadedFile(name, body) for name, body in told]})
        assert answer.status_code == 302, answer.status_code
        return str(answer["Location"])

    def page(self, address: str, *, as_part: bool = False) -> str:
        headers = {"HX-Request": "true"} if as_part else {}
        answer = self.client.get(address, headers=headers)
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    def say(self, address: str, answers: Mapping[str, str]) -> str:
        answer = self.client.post(address, answers, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return str(answer.content.decode())

    def open(self, address: str, answers: Mapping[str, str] | None = None) -> str:
        """Press "Open the board"; the address of the run."""
        answer = self.client.post(f"{address}open/", answers or {})
        assert answer.status_code == 302
        return str(answer["Location"])

    def work(self) -> None:
        """The worker, until it has nothing to do."""
        while do_one_inspection() or do_one_run():
            pass

    def state(self) -> str:
        return newest_runs(1)[0].state


def opened(zone: str = "Europe/Paris") -> SetUp:
    client = Client()
    client.post(f"/welcome/{first_account_token()}/", {**OPERATOR, "timezone": zone})
    return SetUp(client)


def ledger() -> Counter[Cell]:
    """What the ledger counts as done, by seller, word and week."""
    people = {person.key: person.name for person in everyone_on(today())}
    words = activity_words()
    counts = stored_counts(list(people), date(2000, 1, 1), today() + timedelta(days=60))
    found: Counter[Cell] = Counter()
    for person, metric, week in counts:
        if metric in words and (done := of_week(counts, person, metric, week).done):
            found[people[person], metric, week] = round(done)
    return found


def alike(cells: Mapping[Cell, int]) -> Counter[Cell]:
    """Without regard to case, and to how a name is turned round."""
    found: Counter[Cell] = Counter()
    for (seller, kind, week), times in cells.items():
        found[name_of(seller).key, kind.casefold(), week] += times
    return found


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return stream.getvalue()
