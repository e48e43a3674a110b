"""Numbers, days and lists as people read them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

from babel.numbers import format_currency


def number(value: float | None) -> str:
    """A count without needless decimals, thousands grouped, true minus sign; an en dash when it is not known."""
    if value is None:
        return "–"
    whole = abs(value - round(value)) < 0.05
    text = f"{value:,.0f}" if whole else f"{value:,.1f}"
    return text.replace("-", "\N{MINUS SIGN}")


def about(value: float) -> str:
    """A whole number, and that it is about so where it is not whole."""
    return number(value) if abs(value - round(value)) < 0.05 else f"about {round(value)}"


def share(value: float | None, digits: int = 0) -> str:
    """A share of 0 to 1 as percent, whole unless asked otherwise."""
    return "–" if value is None else f"{value * 100:.{digits}f}%"


def money(value: float | Decimal, currency: str) -> str:
    """A short amount for the screen: $284k."""
    amount = float(value)
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if abs(amount) >= size:
            short = amount / size
            digits = "#,##0" if abs(short) >= 10 else "#,##0.#"
            return (
                str(format_currency(short, currency, format=f"¤{digits}", locale="en", currency_digits=False)) + letter
            )
    return str(format_currency(amount, currency, format="¤#,##0", locale="en", currency_digits=False))


def money_apart(value: float, other: float, currency: str) -> tuple[str, str]:
    """Two amounts, as short as still tells one from the other: $1,990k of $2,040k, where both would be $2m."""
    short = money(value, currency), money(other, currency)
    if short[0] != short[1] or round(value) == round(other):
        return short
    size, letter = (1_000, "k") if round(value / 1_000) != round(other / 1_000) else (1, "")
    first, second = (
        str(format_currency(one / size, currency, format="¤#,##0", locale="en", currency_digits=False))
        for one in (value, other)
    )
    return first + letter, second + letter


def day(value: date) -> str:
    return f"{value:%-d %b}"


def weekday(value: date) -> str:
    return f"{value:%a %-d %b}"


def long_day(value: date) -> str:
    return f"{value:%a %-d %b %Y}"


def moment(value: datetime, zone: str) -> str:
    """An instant as its viewer's clock shows it; today's without the date."""
    local = value.astimezone(ZoneInfo(zone))
    now = datetime.now(ZoneInfo(zone))
    return f"today {local:%H:%M}" if local.date() == now.date() else f"{local:%-d %b %H:%M}"


def first_down(text: str) -> str:
    """A text as it goes on after a colon: its first letter small, unless the second is a capital too."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def plural(count: float, one: str, many: str = "") -> str:
    """`1 seller`, `3 sellers`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def noun_for(count: float | None, noun: str) -> str:
    """The form of a noun that follows a count, where `one|many` states both."""
    one, bar, many = noun.partition("|")
    return many if bar and count != 1 else one


def name_order(name: str) -> str:
    """A key that puts names in order without regard to case and accents: Çelik before Danner, Łuk before Mann."""
    plain = "".join(sign for sign in normalize("NFKD", name.casefold()) if not combining(sign))
    return plain.translate(UNACCENTED)


UNACCENTED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
MOST_NAMES = 3
SMALL = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def spelled(count: int) -> str:
    """A small count as a word that may begin a sentence."""
    return SMALL[count] if 0 <= count < len(SMALL) else str(count)


def join_words(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""


def join_names(names: Sequence[str]) -> str:
    """`Ann Abel, Ben Bell and 6 others`: three names at most, as they stand."""
    if len(names) <= MOST_NAMES:
        return join_words(names)
    return join_words([*names[: MOST_NAMES - 1], plural(len(names) - MOST_NAMES + 1, "other")])


def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
