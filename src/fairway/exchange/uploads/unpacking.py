"""Opening archives somebody uploads, without trusting what they say about themselves."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import IO, Any, Protocol

CHUNK_BYTES = 1 << 20
MOST_MEMBERS = 200
ENCRYPTED = 0x1
# A workbook is an archive too; the reader of reports opens those and says what is wrong with them.
DOCUMENT_PARTS = frozenset(
    {"xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml", "mimetype"}
)
BESIDE_THE_POINT = ("__MACOSX", "Thumbs.db", "desktop.ini")


class Refused(ValueError):
    """An archive that cannot be opened, with what to do instead."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason}. {advice}")


class Sent(Protocol):
    """A file as it was sent."""

    @property
    def name(self) -> str | None: ...

    @property
    def file(self) -> IO[Any] | None: ...

    def chunks(self) -> Iterator[bytes]: ...


def unpacked(files: Iterable[Sent], *, most_bytes: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Name and content of every file, the files of archives instead of the archives.

    Refused when an archive is locked, damaged, or holds more than `most_bytes` or 200 files.
    """
    for sent in files:
        name = sent.name or "file"
        if sent.file is not None and _is_archive(sent.file):
            yield from _members(name, sent.file, most_bytes)
        else:
            yield name, sent.chunks()


def _is_archive(file: IO[bytes]) -> bool:
    file.seek(0)
    is_packed = file.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}
    file.seek(0)
    if not is_packed:
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return not DOCUMENT_PARTS & set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False  # said by whoever reads it
    finally:
        file.seek(0)


def _members(name: str, file: IO[bytes], most_bytes: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    with zipfile.ZipFile(file) as archive:
        members = [member for member in archive.infolist() if _is_meant(member)]
        if not members:
            raise Refused(f"{name} holds no files", "Pack the exported files, or send them as they are.")
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise Refused(f"{name} is locked with a password", "Unpack it and send the files themselves.")
        if len(members) > MOST_MEMBERS:
            raise Refused(f"{name} holds {len(members):,} files", f"Send at most {MOST_MEMBERS} at once.")
        if sum(member.file_size for member in members) > most_bytes:
            raise Refused(
                f"{name} unpacks to more than {most_bytes // 1024**2:,} MB",
                "Send less at once, or use `fairway import` on the server.",
            )
        for member in members:
            yield PurePath(member.filename).name, _content(name, archive, member)


def _content(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes: never more than it says it has, for reading stops there and the checksum does not match."""
    try:
        with archive.open(member) as part:
            while chunk := part.read(CHUNK_BYTES):
                yield chunk
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise Refused(f"{name} is damaged", "Pack the files again, or send them as they are.") from error


def _is_meant(member: zipfile.ZipInfo) -> bool:
    parts = PurePath(member.filename).parts
    return (
        not member.is_dir()
        and bool(parts)
        and not any(part.startswith(".") or part in BESIDE_THE_POINT for part in parts)
    )
