"""Ids for rows that have none: the same row gets the same id in every later export of the report.

Made from what does not change when an activity is done, moved to another owner's spelling excepted: who, when, what
kind, for whom, which subject, as read and not as written, plus a number for rows that agree in all of it.
"""

from collections import Counter
from hashlib import blake2b

from fairway.crm.report.folding import fold
from fairway.crm.report.people_names import name_of
from fairway.crm.report.statements import Facts
from fairway.exchange.intake import Meaning as M

# Dates that stay what they are when an activity is completed or edited, best first.
LASTING = (M.CREATED, M.START, M.DATE, M.PLANNED, M.HAPPENED)


class RowIds:
    """Ids for the rows of one file, in order. Two files each start anew: a row in both is the same row."""

    def __init__(self) -> None:
        self._seen: Counter[int] = Counter()

    def of(self, facts: Facts) -> str:
        """`row-` and 24 hex digits."""
        parts = [_who(facts)]
        for meaning in LASTING:
            stamp = facts.stamps.get(meaning)
            parts.append("" if stamp is None else (stamp.local or stamp.at or stamp.on).isoformat())
        parts += (
            fold(facts.stated_kind),
            facts.stated_type or "",
            fold(facts.account or facts.account_id),
            fold(facts.opportunity or facts.opportunity_id),
            " ".join(facts.subject[:500].lower().split()),
        )
        content = "\x1f".join(parts)
        digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=12)
        key = int.from_bytes(digest.digest()[:8], "big")
        self._seen[key] += 1
        if self._seen[key] == 1:
            return f"row-{digest.hexdigest()}"
        again = f"{content}\x1f{self._seen[key]}".encode("utf-8", "surrogatepass")
        return f"row-{blake2b(again, digest_size=12).hexdigest()}"


def _who(facts: Facts) -> str:
    seller = facts.seller
    return seller.email or seller.id or name_of(seller.name).key
