"""Bytes to text: which encoding a file is written in, and which files are no tables of text at all."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from charset_normalizer import from_bytes

from fairway.crm.report.many_byte import many_byte_encoding

SAMPLE_BYTES = 400_000
CHUNK_BYTES = 1 << 20
# First bytes of files that hold no text, with what to do about them.
FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "Export the report as CSV or Excel instead."),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls) or a password-protected one",
        "Open it in a spreadsheet and save it as .xlsx without a password, or as CSV.",
    ),
    (b"PAR1", "a Parquet file", "Put it into a CRM folder, or export the report as CSV."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"\x89PNG", "a picture", "Upload the report itself, as CSV or Excel."),
    (b"\xff\xd8\xff", "a picture", "Upload the report itself, as CSV or Excel."),
    (b"{\\rtf", "a text document", "Upload the report itself, as CSV or Excel."),
)
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ONE_BYTE = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1251")
# How the encoding is called on a page.
SHOWN = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Mac (MacRoman)",
    "cp850": "DOS (cp850)",
    "cp1250": "Windows (cp1250)",
    "cp1251": "Windows (cp1251)",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB 18030",
    "cp949": "Korean (cp949)",
    "big5": "Big5",
}
# Letters above ASCII of languages that share a one-byte encoding with others.
ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "äöüß",
        "àâçéèêëîïôûùüÿœæ",
        "áéíóúüñ",
        "áâãàçéêíóôõú",
        "àèéìîòù",
        "åäöæøéü",
        "ëïéèöüáóí",
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "čšžćđ",
        "ăâîşţșț",
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґјљњћђџў",
    )
)
WESTERN = 7  # the first of them
DENSE = 0.07  # share of letters above ASCII in the lines that have any, in languages full of accents
LONE = set("àéèóòêÀÉÈöåyáíúяиваосукЯИВАОСУК")  # words of one letter
SIGNS_AROUND = "€£©®°§«»–—…“”„‘’‚‹›•·¿¡½¼¾²³ªº±´×"


class NotATable(ValueError):
    """The file cannot be read as a table. `advice` says what to upload instead."""

    def __init__(self, reason: str, advice: str = "Export the report as CSV or Excel and upload that.") -> None:
        super().__init__(reason)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Decoding:
    encoding: str  # a Python codec
    shown: str


def decoding_of(path: Path) -> Decoding:
    """The encoding of a text file. NotATable for files that are none: pictures, PDFs, noise, nothing at all."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
        if not sample.strip(b"\x00 \r\n\t"):
            raise NotATable("the file is empty", "Export the report again; it should hold a heading line and rows.")
        for start, what, advice in FOREIGN:
            if sample.startswith(start):
                raise NotATable(f"the file is {what}, not a table of text", advice)
        encoding = _marked(sample) or _wide(sample)
        if encoding is None:
            _refuse_noise(sample)
            encoding = _utf8_or_older(sample, file)
    return Decoding(encoding, SHOWN.get(encoding, encoding))


def opened(path: Path, decoding: Decoding) -> IO[str]:
    """The file as text with its line ends untouched. A byte that fits no letter is read as cp1252, never refused."""
    errors = "cp1252_byte" if decoding.encoding.startswith("utf-8") else "replace"
    return path.open(encoding=decoding.encoding, errors=errors, newline="")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error("cp1252_byte", _as_cp1252)


def _marked(sample: bytes) -> str | None:
    return next((encoding for mark, encoding in MARKS if sample.startswith(mark)), None)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: full of zero bytes, and made of printable letters when read two by two."""
    pairs = sample[: len(sample) // 2 * 2][:20_000]
    if pairs.count(0) < 0.03 * len(pairs) or len(pairs) < 4:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = pairs.decode(encoding, errors="replace")
        usual = sum(letter in "\r\n\t" or " " <= letter < "\u0500" or "\u2000" <= letter < "\u2200" for letter in text)
        if usual > 0.98 * len(text):
            return encoding
    return None


def _refuse_noise(sample: bytes) -> None:
    control = sum(
        sample.count(bytes([byte])) for byte in range(32) if byte not in (9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31)
    )
    if control > 0.03 * len(sample) + 20:
        raise NotATable("the file holds bytes that are no text")


def _utf8_or_older(sample: bytes, file: IO[bytes]) -> str:
    """UTF-8 when nearly every sequence of high bytes is well-formed in the whole file, else an older encoding.

    A stray byte in a long UTF-8 file (two exports glued together) does not make the file something else.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    wrong = letters = 0
    older = bytearray()
    chunk = sample
    while chunk:
        if not chunk.isascii():
            text = decoder.decode(chunk)
            broken = text.count("\ufffd")
            wrong += broken
            letters += len(text) - len(text.encode("ascii", "ignore")) - broken
            if broken and len(older) < SAMPLE_BYTES:
                older += _high_lines(chunk)
        chunk = file.read(CHUNK_BYTES)
    if wrong <= letters * 0.1:
        return "utf-8"
    return _older(bytes(older[:SAMPLE_BYTES]))


def _high_lines(chunk: bytes) -> bytes:
    """The lines that hold a byte above 127: the only ones that tell encodings apart."""
    return b"\n".join(line for line in chunk.split(b"\n") if not line.isascii()) + b"\n"


def _older(sample: bytes) -> str:
    """The one-byte encoding whose letters look most like words; a many-byte one where its characters fit better."""
    fits = {encoding: _fit(sample, encoding) for encoding in ONE_BYTE}
    encoding = max(ONE_BYTE, key=lambda name: fits[name])
    best = fits[encoding]
    high = sum(byte > 127 for byte in sample)
    if encoding == "cp1250" and fits["cp1252"] > 0.85 * best and high < DENSE * sum(map(_is_letter, sample)):
        encoding = "cp1252"  # a few foreign names in plain text, not a language full of accents
    if best >= 0.7 * high or high < 4:
        return encoding
    many = many_byte_encoding(sample[:100_000])
    if many is not None:
        return many
    if best > 0:
        return encoding
    guess = from_bytes(sample[:50_000]).best()
    return guess.encoding if guess is not None else encoding


def _is_letter(byte: int) -> bool:
    return byte > 127 or 65 <= byte <= 90 or 97 <= byte <= 122


def _fit(sample: bytes, encoding: str) -> float:
    """How much the letters above ASCII look like one language's words: 1 for each that is in its alphabet."""
    words = Counter(_words(sample.decode(encoding, errors="replace")))
    sound = {word: times for word, times in words.items() if _is_sound(word)}
    wrong = sum(times * _high(word) for word, times in words.items() if word not in sound)
    letters: Counter[str] = Counter()
    for word, times in sound.items():
        for letter in word.lower():
            if letter > "\x7f" and letter.isalpha():
                letters[letter] += times
    one = max(_held(letters, alphabet) for alphabet in ALPHABETS)
    # Names of a team may come from all over the west; letters of two other languages hardly stand in one file.
    best = max(one, 0.97 * _held(letters, frozenset().union(*ALPHABETS[:WESTERN])))
    return best + 0.2 * (letters.total() - best) - 0.8 * wrong


def _held(letters: Counter[str], alphabet: frozenset[str]) -> int:
    """How many of the letters an alphabet holds."""
    return sum(times for letter, times in letters.items() if letter in alphabet)


def _words(text: str) -> list[str]:
    """What stands between ASCII signs and blanks, where it holds anything above ASCII."""
    return [word for word in re.split(r"[\x00-\x26\x28-\x40\x5b-\x60\x7b-\x7f]+", text) if not word.isascii()]


def _high(word: str) -> int:
    return sum(letter > "\x7f" for letter in word)


def _is_sound(word: str) -> bool:
    """Whether it could be a word: no signs inside, one script, no capitals after small letters, and in Latin scripts
    not made of accents.
    """
    bare = word.strip(SIGNS_AROUND)
    if not bare:
        return True
    if any(not letter.isalpha() and letter not in "’'" for letter in bare) or any(
        one.islower() and other.isupper() for one, other in zip(bare, bare[1:], strict=False)
    ):
        return False
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in bare)
    letters = sum(letter.isalpha() for letter in bare)
    if cyrillic:
        return cyrillic == letters
    if len(bare) == 1:
        return bare in LONE
    return _high(bare) <= max(1, 0.75 * letters) and re.search(r"[^\x00-\x7f]{5}", bare) is None
