"""Reading the rows of a planned file: every cell to the statement it makes, before anything is concluded from it."""

from collections.abc import Callable, Sequence

from fairway.crm.report import clocks, durations, kinds, statements, statuses
from fairway.crm.report.date_columns import Stamp, Trouble
from fairway.crm.report.folding import fold
from fairway.crm.report.headings import ideas_of
from fairway.crm.report.meanings import DATES
from fairway.crm.report.people import NOBODY, Spelling
from fairway.crm.report.planning import Policy, TablePlan
from fairway.crm.report.statements import LONGEST_ID, Facts
from fairway.crm.report.statuses import Standing
from fairway.crm.report.subjects import clean
from fairway.exchange.intake import Meaning as M

STAMPS = (M.PLANNED, M.START, M.DATE, M.HAPPENED, M.COMPLETED, M.CREATED, M.MODIFIED, M.END)
ONLY_A_MEETING = {"meeting", None}


class FactReader:
    """Reads the rows of one planned file. Rows must come in order: some files name a seller once for many rows."""

    def __init__(self, plan: TablePlan, policy: Policy) -> None:
        self.plan, self.policy = plan, policy
        self.above: dict[int, str] = {}
        self.section = plan.whole_file_seller
        self.stamp_places = [(meaning, plan.columns[meaning][0]) for meaning in STAMPS if meaning in plan.columns]
        self.clock_places = [(place, _clock_target(plan, place)) for place in plan.columns.get(M.TIME, ())]
        kind_place = plan.place(M.KIND)
        self.column_kinds = (
            {fold(clean(word)) for word in plan.profiles[kind_place].values} if kind_place is not None else set()
        )
        self.ticked = _ticked_place(plan)
        self.readers: list[tuple[int, Callable[[Facts, str], None]]] = [
            (place, read) for meaning, read in self._readers() for place in plan.columns.get(meaning, ())
        ]

    def is_section(self, cells: Sequence[str]) -> bool:
        """Whether a line only names the seller of the rows below; it is then remembered."""
        if not self.plan.has_sections:
            return False
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) == 1:
            self.section = filled[0].strip()
            return True
        return False

    def facts(self, cells: Sequence[str], line: int) -> Facts:
        """The statements of one row."""
        if self.plan.filled_down:
            cells = self._carried(cells)
        facts = Facts(line)
        for place, read in self.readers:
            cell = cells[place]
            if cell and not statuses.is_blank(cell):
                read(facts, cell.strip())
        if self.ticked is not None and facts.standing is None and not cells[self.ticked].strip():
            facts.standing = Standing.PLANNED
        self._read_stamps(facts, cells)
        if facts.seller == NOBODY and self.section:
            facts.seller = Spelling(name=self.section)
        self._settle_kind(facts, cells)
        return facts

    def _carried(self, cells: Sequence[str]) -> Sequence[str]:
        carried = list(cells)
        for place in self.plan.filled_down:
            if carried[place].strip():
                self.above[place] = carried[place]
            else:
                carried[place] = self.above.get(place, "")
        return carried

    def _read_stamps(self, facts: Facts, cells: Sequence[str]) -> None:
        for meaning, place in self.stamp_places:
            column = self.plan.dates.get(place)
            if column is None:
                continue
            found = column.read(cells[place])
            if isinstance(found, Stamp):
                facts.stamps[meaning] = found
            elif found is not Trouble.BLANK:
                facts.troubles.append((meaning, column.header, cells[place], found))
        for place, target in self.clock_places:
            stamp = facts.stamps.get(target)
            clock = clocks.clock(cells[place]) if stamp is not None and stamp.at is None else None
            column = self.plan.dates.get(self.plan.place(target) or 0)
            if stamp is not None and clock is not None and column is not None:
                facts.stamps[target] = column.with_clock(stamp, clock)

    def _settle_kind(self, facts: Facts, cells: Sequence[str]) -> None:
        """The kind's word: the column of kinds or the subject, else the type's own word."""
        rule = self.plan.subject_rule
        facts.stated_kind = facts.kind
        from_subject = rule.word_of(facts.subject) if rule is not None and facts.subject else None
        if from_subject and (
            self.plan.is_kind_from_subject or (not facts.kind and fold(from_subject) in self.column_kinds)
        ):
            facts.kind = from_subject
        type_place = self.plan.place(M.TYPE)
        if type_place is not None and not statuses.is_blank(cells[type_place]):
            facts.stated_type = kinds.type_of(cells[type_place])
            facts.kind = facts.kind or clean(cells[type_place])
        facts.kind = (facts.kind or self.plan.file_kind)[:LONGEST_ID]

    def _readers(self) -> list[tuple[M, Callable[[Facts, str], None]]]:
        return [
            (M.SELLER, statements.seller),
            (M.SELLER_FIRST, statements.first_name),
            (M.SELLER_LAST, statements.last_name),
            (M.SELLER_EMAIL, statements.seller_email),
            (M.SELLER_ID, statements.seller_id),
            (M.MANAGER, statements.setter("manager")),
            (M.TEAM, statements.setter("team")),
            (M.KIND, statements.kind),
            (M.SUBJECT, statements.setter("subject")),
            (M.STATUS, self._status),
            (M.IS_DONE, statements.is_done),
            (M.OUTCOME, self._outcome),
            (M.ACTIVITY_ID, statements.setter("native_id")),
            (M.ACCOUNT, statements.setter("account")),
            (M.ACCOUNT_ID, statements.setter("account_id")),
            (M.OPPORTUNITY, statements.setter("opportunity")),
            (M.OPPORTUNITY_ID, statements.setter("opportunity_id")),
            (M.RELATED_ID, statements.related),
            (M.WHO_ID, statements.who),
            (M.CONTACT_ID, statements.setter("contact_id")),
            (M.CONTACT, statements.setter("contact")),
            (M.LEAD_ID, statements.setter("lead_id")),
            (M.LEAD, statements.setter("lead_id")),
            (M.DIRECTION, statements.direction),
            (M.DURATION, self._duration),
            (M.IS_AUTO, statements.is_auto),
            (M.IS_DELETED, statements.is_deleted),
            (M.IS_SERIES, statements.is_series),
        ]

    def _status(self, facts: Facts, text: str) -> None:
        facts.status = facts.status or text
        facts.standing = facts.standing or self._standing(text)

    def _standing(self, text: str) -> Standing | None:
        folded = fold(text)
        if folded in self.policy.status_words:
            return self.policy.status_words[folded]
        standing = statuses.standing_of(text)
        if standing is None and (answer := statuses.yes_or_no(text)) is not None:
            return Standing.DONE if answer else Standing.PLANNED
        return standing

    def _outcome(self, facts: Facts, text: str) -> None:
        """A meeting's outcome says whether it took place; a call that reached nobody was a call all the same."""
        facts.outcome = facts.outcome or text
        standing = statuses.standing_of(text)
        if (standing is Standing.DONE and facts.standing is None) or (
            standing in {Standing.CANCELLED, Standing.NO_SHOW}
            and facts.standing is not Standing.UNCONFIRMED
            and _is_about_meeting(facts)
        ):
            facts.standing = standing
        elif standing is Standing.PLANNED and facts.standing is None:
            facts.is_outcome_open = True

    def _duration(self, facts: Facts, text: str) -> None:
        if facts.duration_min is None:
            place = self.plan.place(M.DURATION)
            unit, is_minutes_first = self.plan.duration_units.get(place if place is not None else -1, ("m", False))
            facts.duration_min = durations.minutes_of(text, unit, is_minutes_first)


def _ticked_place(plan: TablePlan) -> int | None:
    """A column that holds a tick where something is done and nothing where it is not."""
    place = plan.place(M.IS_DONE)
    if place is None or plan.columns.get(M.STATUS):
        return None
    values = plan.profiles[place].values
    return (
        place if values and all(statuses.yes_or_no(text) for text in values) and plan.profiles[place].fill < 1 else None
    )


def _is_about_meeting(facts: Facts) -> bool:
    return kinds.type_of(facts.kind) in ONLY_A_MEETING if facts.kind else True


def _clock_target(plan: TablePlan, place: int) -> M:
    """Which date a column of clock times belongs to: the one its heading names, else the one that says when."""
    ideas, _ = ideas_of(plan.table.header[place])
    wanted = [
        meaning
        for idea, meaning in (
            ("start", M.START),
            ("due", M.PLANNED),
            ("happened", M.HAPPENED),
            ("completed", M.COMPLETED),
            ("created", M.CREATED),
        )
        if idea in ideas
    ]
    order = [*wanted, M.HAPPENED, M.START, M.DATE, M.PLANNED, M.COMPLETED]
    return next((meaning for meaning in order if meaning in plan.columns and meaning in DATES), M.DATE)
