"""How much somebody may send: what goes beyond is read from the wire and never kept, so that no disk fills up."""

from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.urls import Resolver404, resolve

IN_MEMORY = frozenset({"coaching:reading"})  # what is sent there is never written to a disk: too large, it is not kept


class Quota(FileUploadHandler):
    """Stops keeping files once a request has sent more than MAX_UPLOAD_BYTES, and says so in the request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received = 0
        self.is_off_disk = False

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803  (Django's own name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Note whether what comes could only be kept in a file, where nothing of it may be."""
        is_large = content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        self.is_off_disk = is_large and _is_kept_in_memory(META.get("PATH_INFO", ""))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > settings.MAX_UPLOAD_BYTES:
            if self.request is not None:
                self.request.META["FAIRWAY_CUT_UPLOAD"] = "1"
            raise StopUpload(connection_reset=False)
        return raw_data

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip it unread where it may not stand on a disk."""
        super().new_file(*args, **kwargs)
        if self.is_off_disk:
            raise SkipFile

    def file_complete(self, file_size: int) -> None:
        """Others keep the file."""


def _is_kept_in_memory(path: str) -> bool:
    try:
        return resolve(path).view_name in IN_MEMORY
    except Resolver404:
        return False
