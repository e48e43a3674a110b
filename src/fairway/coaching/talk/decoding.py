"""Bytes of a transcript to its lines: UTF-8 and UTF-16 as programs for meetings write them, older encodings guessed."""

import codecs
from io import StringIO

from charset_normalizer import from_bytes

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# First bytes of what is sent by mistake, with what it is.
FOREIGN = (
    (b"PK\x03\x04", "a Word document or a zip"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text document"),
    (b"%PDF", "a PDF"),
    (b"ID3", "a recording"),
    (b"RIFF", "a recording"),
    (b"OggS", "a recording"),
    (b"\x1aE\xdf\xa3", "a recording"),
    (b"\x1f\x8b", "a compressed file"),
)
FILM = b"ftyp"  # stands behind the first four bytes of recordings
USUAL = frozenset(b"\t\n\r\f\x1b\x1a")  # control characters a text may hold
SEND = "Export the transcript as VTT, SRT, plain text or JSON Lines."
MANY = 0.02  # share of other control characters above which it is no text


class NoText(ValueError):
    """The bytes are no text. `advice` says what to send instead."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.advice = advice


def lines_of(data: bytes) -> list[str]:
    """The text's lines with their ends. Raises NoText for nothing at all, documents, recordings and noise."""
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise NoText("the file is empty", "Export the transcript again.")
    for start, what in FOREIGN:
        if data.startswith(start) or data[4:8] == FILM:
            told = "a recording" if data[4:8] == FILM else what
            raise NoText(f"the file is {told}, no text", SEND)
    return StringIO(_text_of(data), newline="").readlines()  # as a file is read: at line ends, no other signs


def _text_of(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data[1:200:2].count(0) > len(data[1:200:2]) / 2:
        return data.decode("utf-16-le", errors="replace")
    if data[0:200:2].count(0) > len(data[0:200:2]) / 2:
        return data.decode("utf-16-be", errors="replace")
    if sum(byte < 32 and byte not in USUAL for byte in data) > MANY * len(data):
        raise NoText("the file holds bytes that are no text", SEND)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["cp1252", "cp1250", "cp1251", "mac_roman", "cp932", "gb18030"]).best()
        return str(best) if best is not None else data.decode("cp1252", errors="replace")
