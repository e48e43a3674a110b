"""Dates written as bare numbers: Excel's days since 1900, programs' seconds since 1970."""

from datetime import date, datetime, time, timedelta

from fairway.crm.report.dates import Moment

EXCEL_DAY_ZERO = date(1899, 12, 30)


# Serial numbers of the years 2000 to 2064, seconds of 2001 to 2039: what activities can be dated.
SERIALS = (36_526, 60_266)


SECONDS = (978_307_200, 2_177_452_800)


def from_serial(text: str) -> Moment | None:
    """An Excel serial number, with a fraction for the time; a comma may part the fraction."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    if not SERIALS[0] <= number <= SERIALS[1]:
        return None
    whole = datetime.combine(EXCEL_DAY_ZERO, time.min) + timedelta(seconds=round(number * 86_400))
    return Moment(whole.date(), whole.time() if number % 1 else None)


def from_epoch(text: str) -> Moment | None:
    """Seconds or thousandths since 1970, as programs write them: always UTC."""
    if not text.strip().isdecimal():
        return None
    number = int(text)
    seconds = number / 1000 if number > SECONDS[1] else number
    if not SECONDS[0] <= seconds <= SECONDS[1]:
        return None
    whole = datetime(1970, 1, 1) + timedelta(seconds=int(seconds))  # noqa: DTZ001 - the offset stands beside it
    return Moment(whole.date(), whole.time(), timedelta(0))
