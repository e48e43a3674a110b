"""Every row of every file to exactly one outcome: an activity with its id, or a refusal with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fairway.crm.report import kinds, refusals
from fairway.crm.report.counts import how_many
from fairway.crm.report.facts import FactReader
from fairway.crm.report.folding import fold
from fairway.crm.report.people import Listed, Spelling
from fairway.crm.report.people_names import is_system_user
from fairway.crm.report.planning import Policy, TablePlan
from fairway.crm.report.profiling import salesforce_kind
from fairway.crm.report.refusals import Refusal
from fairway.crm.report.resolving import Resolved, Undated, resolve
from fairway.crm.report.row_ids import RowIds
from fairway.crm.report.sorting_out import pieces_of
from fairway.crm.report.statements import Facts
from fairway.crm.report.tabling import Piece
from fairway.exchange.intake import Answers, KindAnswer
from fairway.exchange.intake import Meaning as M


@dataclass(slots=True)
class Row:
    """One row read. `refusal` is None where it loads; then `resolved` and `native_id` are there."""

    plan: TablePlan
    line: int
    cells: Sequence[str]
    facts: Facts | None = None
    activity_type: str = "other"
    resolved: Resolved | None = None
    native_id: str = ""
    refusal: Refusal | None = None
    times: int = 1  # how many activities it stands for, in reports that are counted already
    is_further: bool = False  # of a row of the file that was told of already: another kind in the same line


@dataclass(slots=True)
class Stretch:
    """Some rows of one file in order, and what stood between them."""

    plan: TablePlan
    rows: list[Row]
    around: Piece
    sections: int = 0


class Reading:
    """One pass over all files of activities.

    Repeated activities are known across files, so a pass needs an object of its own.
    """

    def __init__(self, plans: Sequence[TablePlan], listed: Sequence[Listed], policy: Policy, answers: Answers) -> None:
        self.plans, self.policy = plans, policy
        self.kind_answers: Mapping[str, KindAnswer] = {fold(word): answer for word, answer in answers.kinds.items()}
        self.people_answers = {fold(shown): answer for shown, answer in answers.people.items()}
        self.listed = {person.id: person for person in listed if person.id} | {
            person.id[:15]: person for person in listed if len(person.id) == 18
        }
        self.sellers: dict[Spelling, Refusal | None] = {}
        self.types: dict[tuple[str, str | None], str] = {}
        self.known: dict[int, int] = {}

    def stretches(self) -> Iterator[Stretch]:
        for plan in self.plans:
            reader, ids = FactReader(plan, self.policy), RowIds()
            for piece in pieces_of(plan.table):
                stretch = Stretch(plan, [], piece)
                for cells, line in zip(piece.rows, piece.lines, strict=True):
                    if reader.is_section(cells):
                        stretch.sections += 1
                    elif plan.counts:
                        stretch.rows += self._counted(plan, reader, ids, cells, line)
                    else:
                        stretch.rows.append(self._row(plan, reader.facts(cells, line), ids, cells))
                stretch.rows += [
                    Row(plan, found.line, (), refusal=refusals.broken(found.reason, found.raw))
                    for found in piece.broken
                ]
                yield stretch

    def _counted(
        self, plan: TablePlan, reader: FactReader, ids: RowIds, cells: Sequence[str], line: int
    ) -> Iterator[Row]:
        """A row that says how many: one for each kind it counts, and one that stands for nothing where all are zero."""
        counts = [(column, how_many(cells[column.place])) for column in plan.counts]
        told = [(column, times) for column, times in counts if times] or [(plan.counts[0], 0)]
        for number, (column, times) in enumerate(told):
            facts = reader.facts(cells, line)
            facts.kind = facts.stated_kind = column.kind or facts.kind
            row = self._row(plan, facts, ids, cells)
            row.times, row.is_further = times or 0, number > 0
            yield row

    def _row(self, plan: TablePlan, facts: Facts, ids: RowIds, cells: Sequence[str]) -> Row:
        row = Row(plan, facts.line, cells, facts, self._type(facts, plan))
        row.refusal = self._out_of_scope(facts, plan)
        if row.refusal is not None:
            return row
        resolved = resolve(facts, row.activity_type, plan, self.policy)
        if isinstance(resolved, Undated):
            row.refusal = refusals.undated(
                resolved, _date_headers(plan), plan.header(M.CREATED) if M.CREATED in facts.stamps else ""
            )
            return row
        row.resolved = resolved
        row.native_id = facts.native_id[:200] or ids.of(facts)
        self._told_apart(row, facts, ids)
        return row

    def _out_of_scope(self, facts: Facts, plan: TablePlan) -> Refusal | None:
        if facts.is_deleted:
            return refusals.deleted(plan.header(M.IS_DELETED), "true")
        if facts.is_series:
            return refusals.series(plan.header(M.IS_SERIES), "true")
        if facts.seller not in self.sellers:
            self.sellers[facts.seller] = self._seller_refusal(facts.seller, plan)
        refusal = self.sellers[facts.seller]
        if refusal is None:
            said = self.kind_answers.get(fold(facts.kind)) if self.kind_answers else None
            if said is not None and said.is_left_out:
                return refusals.kind_left_out(plan.header(M.KIND) or plan.header(M.SUBJECT), facts.kind)
        return refusal

    def _seller_refusal(self, seller: Spelling, plan: TablePlan) -> Refusal | None:
        field = plan.header(M.SELLER) or plan.header(M.SELLER_ID) or plan.header(M.SELLER_EMAIL)
        if not seller.shown:
            return refusals.no_seller(field)
        listed = self.listed.get(seller.id) or self.listed.get(seller.id[:15]) if seller.id else None
        shown = seller.name or (listed.name if listed else "") or seller.shown
        texts = {fold(text) for text in (*seller, shown) if text}
        said = next((self.people_answers[text] for text in texts if text in self.people_answers), None)
        if said is not None:
            return refusals.person_left_out(field, shown) if said.is_left_out else None
        if seller.id and salesforce_kind(seller.id) == "queue":
            return refusals.queue(field, shown)
        named = [text for text in (seller.name or (listed.name if listed else ""), seller.email) if text]
        return refusals.system_user(field, shown) if named and all(is_system_user(text) for text in named) else None

    def _type(self, facts: Facts, plan: TablePlan) -> str:
        key = (facts.kind, facts.stated_type)
        found = self.types.get(key)
        if found is None:
            said = self.kind_answers.get(fold(facts.kind))
            by_kind = kinds.type_of(facts.kind) if facts.kind else None
            found = (
                (said.activity_type if said else "")
                or (facts.stated_type if facts.stated_type not in {None, "task", "other"} else None)
                or (by_kind or facts.stated_type or "")
            )
            if len(self.types) < 50_000:
                self.types[key] = found
        return found or plan.file_type or ("meeting" if plan.is_calendar else "other")

    def _told_apart(self, row: Row, facts: Facts, ids: RowIds) -> None:
        """A second row with a known id is the same activity told twice, unless another seller, day or kind
        makes it another one.
        """
        resolved = row.resolved
        mark = hash((facts.seller.shown, resolved.on if resolved else None, fold(facts.kind))) & 0xFFFFFFFF
        key = hash(row.native_id)
        before = self.known.get(key)
        if before is not None and before & 0xFFFFFFFF != mark:
            row.native_id = f"{row.native_id[:150]}.{ids.of(facts)}"
            key = hash(row.native_id)
            before = self.known.get(key)
        if before is None:
            self.known[key] = row.line << 32 | mark
        else:
            row.refusal = refusals.repeated(row.plan.header(M.ACTIVITY_ID), facts.native_id, before >> 32)


def _date_headers(plan: TablePlan) -> str:
    return " / ".join(
        plan.header(meaning)
        for meaning in (M.HAPPENED, M.START, M.DATE, M.PLANNED, M.COMPLETED)
        if meaning in plan.columns
    )
