"""Sort a dashboard by pasting its names. Open to anybody; nothing of what is pasted or uploaded is kept."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fairway.exchange.ports import rows_of_table
from fairway.metrics.catalogue_files import catalogue
from fairway.studio.sorting import SURVEY, Name, SortedPage, TooMuch, checked, headline, names_from, sorted_page

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t")  # in a spreadsheet
MOST_BYTES = 1024 * 1024
NAME_COLUMNS = {"text", "name", "metric", "metrics", "kpi", "kennzahl", "indicateur", "indicador", "métrica", "metrica"}
DEFINITION_COLUMNS = {"definition", "description", "beschreibung", "définition", "definición", "descripción"}


@require_http_methods(["GET", "HEAD", "POST"])
def sort(request: HttpRequest) -> HttpResponse:
    """The form; with names, the sorted list; with the button of the list, the list as CSV."""
    lines, problem = request.POST.get("names", ""), ""
    names: list[Name] = []
    try:
        file = request.FILES.get("file")
        names = names_from(lines)
        if isinstance(file, UploadedFile):
            names = _names_of(file)
            lines = "\n".join("\t".join(filter(None, (one.text, one.definition))) for one in names)
        if request.method == "POST" and not names:
            problem = "There are no names yet: paste some, one a line, or choose a file."
    except TooMuch as refusal:
        problem = str(refusal)
    answers = {key.removeprefix("call-"): request.POST.get(key, "") for key in request.POST if key.startswith("call-")}
    page = sorted_page(names, answers, catalogue().values()) if names and not problem else None
    if page is not None and "download" in request.POST:
        return _download(page)
    context = {"page": page, "lines": lines, "problem": problem, "survey": SURVEY}
    status = 422 if problem else 200
    return render(request, "studio/sort.html", context | {"headline": headline(page) if page else ""}, status=status)


def _names_of(file: "UploadedFile[bytes]") -> list[Name]:
    """The names in an uploaded file, whatever it is called; TooMuch also for what cannot be read, with what to do."""
    ending = Path(file.name or "").suffix.lower()
    if (file.size or 0) > MOST_BYTES:
        raise TooMuch(f"{file.name} is larger than 1 MB. Keep the column with the names, or use `fairway classify`.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"names{ending}"
        path.write_bytes(b"".join(file.chunks()))
        try:
            rows = rows_of_table(path, NAME_COLUMNS | DEFINITION_COLUMNS)
        except ValueError as refusal:
            advice = getattr(refusal, "advice", "Save it as CSV again.")
            raise TooMuch(f"{file.name}: {refusal}. {advice}") from None
    if rows and _is_without_names(rows[0]):
        raise TooMuch(f"{file.name}: there are definitions and no names. Call the field with the names “text”.")
    return checked(_names_in(rows))


def _is_without_names(heading: list[str]) -> bool:
    named = {cell.strip().lower().lstrip("\ufeff") for cell in heading}
    return bool(named & DEFINITION_COLUMNS) and not named & NAME_COLUMNS


def _names_in(rows: list[list[str]]) -> list[Name]:
    """Names and definitions by the heading; without one the first column that holds words."""
    rows = [[" ".join(cell.split()) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return []
    heading = [cell.lower().lstrip("\ufeff") for cell in rows[0]]
    place = next((at for at, cell in enumerate(heading) if cell in NAME_COLUMNS), None)
    defined = next((at for at, cell in enumerate(heading) if cell in DEFINITION_COLUMNS), None)
    if place is None:
        place = next((at for at, cell in enumerate(rows[0]) if any(sign.isalpha() for sign in cell)), 0)
    else:
        rows = rows[1:]
    names = (Name(_cell(row, place), _cell(row, defined)) for row in rows if _cell(row, place))
    return list(dict.fromkeys(names))


def _cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _download(page: SortedPage) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sorted-metrics.csv"'
    answer.write("\ufeff")  # spreadsheets ask for it
    write = csv.writer(answer).writerow
    write(["name", "definition", "class", "owner", "selectable_as_hia", "how_sure", "why"])
    for one in page.names:
        verdict = one.verdict
        can_be = "true" if verdict.can_be_hia else "false"
        texts = [one.name.text, one.name.definition or (f"({one.answer})" if one.answer else "")]
        texts = ["'" + text if text.startswith(RUNS_AS_FORMULA) else text for text in texts]
        write([*texts, verdict.metric_class, verdict.owner, can_be, one.how_sure.replace("_", " "), verdict.why])
    return answer
