"""Rows told from the lines around them: blank lines, repeated headings, totals, notices, titles amid the rows.

A line with very few filled cells may be a notice below the table or a broken row. It is held back until it is clear
whether rows follow: what follows the last row and is worded like a notice is a footer, anything else is a row.
"""

from collections.abc import Iterator, Sequence

from fairway.crm.report import dates
from fairway.crm.report.folding import one_line
from fairway.crm.report.lines import Record
from fairway.crm.report.tabling import MOST_WAITING, PIECE_ROWS, SPARSE_CELLS, Broken, Piece, Table, trimmed
from fairway.crm.report.words_around import is_notice, is_total
from fairway.exchange.intake import LineAround


def pieces_of(table: Table) -> Iterator[Piece]:
    """The table's rows in pieces of a few thousand, every record of the file accounted for in exactly one of them."""
    sorting = _Sorting(table)
    for record in table.raw_records():
        if record.line >= table.first_line:
            sorting.take(record)
            if len(sorting.piece.rows) >= PIECE_ROWS:
                yield sorting.cut()
    sorting.end()
    yield sorting.cut()


class _Sorting:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.width = len(table.header)
        self.heading = list(table.heading_cells)
        self.first_headings = set(table.heading_cells)
        self.piece = Piece()
        self.waiting: list[Record] = []

    def cut(self) -> Piece:
        piece, self.piece = self.piece, Piece()
        return piece

    def take(self, record: Record) -> None:
        if record.problem:
            self._release()
            self.piece.broken.append(Broken(record.line, record.problem, record.raw))
            return
        cells = record.cells
        if len(cells) == self.width and cells[0] and cells[0] not in self.first_headings and _is_plainly_a_row(cells):
            if self.waiting:
                self._release()
            self.piece.rows.append(cells)
            self.piece.lines.append(record.line)
            return
        filled = trimmed(cells)
        if not filled:
            self.piece.blank_lines += 1
        elif self._is_heading(filled):
            self.piece.repeated_headers += 1
        elif self._is_sum(filled):
            self._note(record, filled)
        elif len(filled) <= SPARSE_CELLS and self.width > SPARSE_CELLS:
            self.waiting.append(record)
            if len(self.waiting) > MOST_WAITING:
                self._release()
        else:
            self._release()
            self._row(record)

    def end(self) -> None:
        """What was held back at the end: notices from the first one that is worded like one, rows before it."""
        is_below = False
        for record in self.waiting:
            filled = trimmed(record.cells)
            is_below = is_below or is_notice(filled[0]) or is_total(filled[0])
            if is_below:
                self._note(record, filled)
            else:
                self._row(record)
        self.waiting = []

    def _release(self) -> None:
        """Rows follow: what was held back stands amid them. Titles of exports glued together are recognised by
        their words.
        """
        for record in self.waiting:
            filled = trimmed(record.cells)
            if is_notice(filled[0]):
                self._note(record, filled)
            else:
                self._row(record)
        self.waiting = []

    def _is_heading(self, filled: Sequence[str]) -> bool:
        return bool(self.heading) and filled[0] == self.heading[0] and filled == self.heading

    def _is_sum(self, filled: Sequence[str]) -> bool:
        """A total: its word in the first filled cell and nothing but numbers behind it."""
        return (
            is_total(filled[0])
            and len(filled) <= max(4, self.width // 2)
            and all(_is_figure(cell) or is_total(cell) for cell in filled[1:])
        )

    def _note(self, record: Record, filled: Sequence[str]) -> None:
        self.piece.around.append(LineAround(record.line, one_line(" ".join(filled))))

    def _row(self, record: Record) -> None:
        cells = record.cells
        if len(cells) > self.width:
            if any(cell.strip() for cell in cells[self.width :]):
                self._refuse(record, f"has {len(cells)} cells where the table has {self.width} columns")
                return
            cells = cells[: self.width]
        elif len(cells) < self.width:
            if not self.table.is_ragged:
                self._refuse(record, f"has {len(cells)} cells where the table has {self.width} columns")
                return
            cells = cells + [""] * (self.width - len(cells))
        self.piece.rows.append(cells)
        self.piece.lines.append(record.line)

    def _refuse(self, record: Record, reason: str) -> None:
        self.piece.broken.append(Broken(record.line, reason, record.raw.rstrip("\r\n") or " ".join(record.cells)))


def _is_plainly_a_row(cells: Sequence[str]) -> bool:
    """Most rows, told quickly: more than half of the cells and more than a title's are filled."""
    filled = len(cells) - cells.count("")
    return filled > SPARSE_CELLS and filled * 2 > len(cells) and not cells[0].isspace()


def _is_figure(cell: str) -> bool:
    return dates.moment(cell) is None and not any(letter.isalpha() for letter in cell)
