"""Lists of people, accounts and opportunities that an upload brings beside its activities, as canonical rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from fairway.crm.report import statuses
from fairway.crm.report.active_people import is_active, places_of_standing
from fairway.crm.report.date_columns import DateColumn, Stamp
from fairway.crm.report.folding import fold, tokens
from fairway.crm.report.headings import ideas_of
from fairway.crm.report.people import Listed
from fairway.crm.report.people_names import email_of
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.roles import Role
from fairway.crm.report.sorting_out import pieces_of
from fairway.crm.report.staff_lists import columns_by_content
from fairway.crm.report.tabling import Broken, Table
from fairway.exchange.intake import LineAround
from fairway.lib.periods import zone
from fairway.records.types import AccountRow, OpportunityRow

# For each field the ideas its heading must hold, best first, and ideas it must not.
Wanted = tuple[tuple[str, ...], frozenset[str]]
FIELDS: Mapping[Role, Mapping[str, Wanted]] = {
    Role.PEOPLE: {
        "email": (("email",), frozenset({"auto", "id", "last"})),
        "manager": (("manager id", "manager"), frozenset({"email"})),
        "first_name": (("first_name",), frozenset()),
        "last_name": (("last_name", "last name"), frozenset()),
        "name": (
            ("name", "owner"),
            frozenset({"id", "account", "email", "manager", "team", "first_name", "last_name", "time"}),
        ),
        "id": (
            ("id owner", "id record", "id"),
            frozenset({"manager", "team", "account", "contact", "record_type", "name", "call", "source"}),
        ),
        "team": (("team",), frozenset({"id"})),
    },
    Role.ACCOUNTS: {
        "id": (
            ("id account", "id record", "id"),
            frozenset({"owner", "related", "by", "record_type", "manager", "team"}),
        ),
        "name": (("account name", "name", "account"), frozenset({"owner", "id", "email", "by", "amount"})),
        "owner": (("owner id", "owner"), frozenset({"email"})),
    },
    Role.OPPORTUNITIES: {
        "id": (
            ("id opportunity", "id record", "id"),
            frozenset({"owner", "account", "by", "record_type", "contact", "manager", "team"}),
        ),
        "name": (("opportunity name", "name", "opportunity"), frozenset({"owner", "id", "account", "amount", "by"})),
        "owner": (("owner id", "owner"), frozenset({"email"})),
        "account": (("account id", "account"), frozenset({"owner"})),
        "created": (("created date", "created"), frozenset({"by"})),
    },
}
# Fields known by the heading's letters alone.
SPELLED: Mapping[str, frozenset[str]] = {
    "active": frozenset({"isactive", "active", "aktiv", "actif", "activo", "enabled", "isenabled", "ativo", "attivo"}),
    "inactive": frozenset(
        {"inactive", "isinactive", "deactivated", "isdeactivated", "disabled", "archived", "suspended"}
    ),
    "timezone": frozenset({"timezonesidkey", "timezone", "zeitzone", "fuseauhoraire", "zonahoraria"}),
    "stage": frozenset({"stage", "stagename", "dealstage", "phase", "etape", "etapa", "salesstage", "verkaufsphase"}),
    "amount": frozenset({"amount", "betrag", "montant", "importe", "value", "dealvalue", "wert"}),
    "close": frozenset(
        {"closedate", "expectedclosedate", "closingdate", "abschlussdatum", "datedecloture", "fechadecierre"}
    ),
    "won": frozenset({"iswon", "won", "gewonnen", "isclosedwon", "hsisclosedwon"}),
}


@dataclass(slots=True)
class Lookup:
    """One list read: rows with their lines, and what could not be read of it."""

    table: Table
    role: Role
    rows: list[object] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    people: list[Listed] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    no_addresses: list[tuple[int, str]] = field(default_factory=list)  # lines whose e-mail is none, as it is written
    count: int = 0
    blank_lines: int = 0
    repeated_headers: int = 0
    around: list[LineAround] = field(default_factory=list)


def columns_of(role: Role, profiles: Sequence[ColumnProfile]) -> dict[str, int]:
    """The column of each field, by its heading; each column once."""
    taken: dict[str, int] = {}
    for name, (needs, without) in FIELDS[role].items():
        for need in needs:
            fitting = [
                place
                for place, profile in enumerate(profiles)
                if place not in taken.values()
                and profile.filled
                and _holds(profile.header, frozenset(need.split()), without)
            ]
            if fitting:
                # Among several names the one of each row, not a manager's, a log-in or an alias.
                taken[name] = (
                    max(fitting, key=lambda place: (profiles[place].uniqueness > 0.9, profiles[place].mean_words))
                    if name == "name"
                    else fitting[0]
                )
                break
    for name, spelled in SPELLED.items():
        place = next(
            (place for place, profile in enumerate(profiles) if "".join(tokens(profile.header)) in spelled), None
        )
        if place is not None:
            taken.setdefault(name, place)
    if role is not Role.PEOPLE:
        return taken
    standing = places_of_standing(profiles)
    if standing:
        taken.setdefault("active", standing[0])
    return columns_by_content(profiles, taken)


def _holds(header: str, needs: frozenset[str], without: frozenset[str]) -> bool:
    ideas, _ = ideas_of(header)
    return needs <= ideas and not ideas & without


def read_lookup(table: Table, role: Role, profiles: Sequence[ColumnProfile], dates: Mapping[int, DateColumn]) -> Lookup:
    """Every row of a list. Lists are held in memory: they name things, they do not grow like activities."""
    lookup = Lookup(table, role)
    columns = columns_of(role, profiles)
    make: Callable[[Mapping[str, str], Mapping[str, DateColumn]], object | str] = {
        Role.PEOPLE: _listed,
        Role.ACCOUNTS: _account,
        Role.OPPORTUNITIES: _opportunity,
    }[role]
    by_field = {name: dates[place] for name, place in columns.items() if place in dates}
    for piece in pieces_of(table):
        lookup.broken += piece.broken
        lookup.blank_lines += piece.blank_lines
        lookup.around += piece.around
        lookup.repeated_headers += piece.repeated_headers
        lookup.count += len(piece.rows) + len(piece.broken)
        for cells, line in zip(piece.rows, piece.lines, strict=True):
            stated = {
                name: cells[place].strip() for name, place in columns.items() if not statuses.is_blank(cells[place])
            }
            made = make(stated, by_field)
            if role is Role.PEOPLE and "email" in stated and email_of(stated["email"]) is None:
                lookup.no_addresses.append((line, stated["email"]))
            if isinstance(made, str):
                lookup.broken.append(Broken(line, made, " ".join(cells)))
            elif isinstance(made, Listed):
                lookup.people.append(replace(made, file=table.name, line=line, said=frozenset(columns)))
            else:
                lookup.rows.append(made)
                lookup.lines.append(line)
    return lookup


def _listed(stated: Mapping[str, str], _dates: Mapping[str, DateColumn]) -> Listed | str:
    name = _whole_name(stated)
    email = email_of(stated.get("email", ""))
    if not (name or email or stated.get("id")):
        return "names nobody: no name, e-mail or id"
    return Listed(
        stated.get("id", ""),
        name,
        email,
        stated.get("manager", ""),
        stated.get("team", ""),
        is_active(stated),
        _zone_name(stated),
    )


def _whole_name(stated: Mapping[str, str]) -> str:
    """First and last name together. A column called only "name" is the half that no other column holds, or both."""
    first, name, last = (stated.get(part, "") for part in ("first_name", "name", "last_name"))
    half = fold(first or last)
    if name and ((first and last) or half in fold(name)):
        return name
    return " ".join(part for part in (first, name, last) if part)


def _zone_name(stated: Mapping[str, str]) -> str:
    try:
        return zone(stated["timezone"]).key if "timezone" in stated else ""
    except ValueError:
        return ""


def _account(stated: Mapping[str, str], _dates: Mapping[str, DateColumn]) -> AccountRow | str:
    native_id = stated.get("id") or stated.get("name")
    if not native_id:
        return "has neither an id nor a name"
    return AccountRow(native_id[:200], name=stated.get("name"), owner_id=stated.get("owner"))


def _opportunity(stated: Mapping[str, str], dates: Mapping[str, DateColumn]) -> OpportunityRow | str:
    native_id = stated.get("id") or stated.get("name")
    if not native_id:
        return "has neither an id nor a name"
    created = _stamp(stated, dates, "created")
    if "owner" not in stated or created is None:
        return "has no owner or no date of creation, and opportunities need both"
    close = _stamp(stated, dates, "close")
    home = next(iter(dates.values())).home
    return OpportunityRow(
        native_id[:200],
        owner_id=stated["owner"],
        created_at=created.instant(home),
        stage=stated.get("stage", "unknown"),
        account_id=stated.get("account"),
        name=stated.get("name"),
        amount=_amount(stated.get("amount", "")),
        expected_close_on=close.on if close else None,
        is_won=statuses.yes_or_no(stated.get("won", "")),
    )


def _stamp(stated: Mapping[str, str], dates: Mapping[str, DateColumn], name: str) -> Stamp | None:
    found = dates[name].read(stated[name]) if name in stated and name in dates else None
    return found if isinstance(found, Stamp) else None


def _amount(text: str) -> Decimal | None:
    """1,234.50 and 1.234,50 alike: the last sign parts the decimals if one or two digits follow it."""
    digits = "".join(letter for letter in text if letter.isdecimal() or letter in ",.-")
    place = max(digits.rfind(","), digits.rfind("."))
    if place >= 0 and len(digits) - place - 1 in {1, 2}:
        digits = digits[:place].replace(",", "").replace(".", "") + "." + digits[place + 1 :]
    else:
        digits = digits.replace(",", "").replace(".", "")
    try:
        return Decimal(digits) if digits else None
    except InvalidOperation:
        return None
