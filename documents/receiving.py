"""Files of a form on their way in: one that is too big, or finds no room, costs its own field and no word beside it."""

import errno
from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from documents.enums import FileKind
from documents.recordings.boxed import MOST_BYTES, TOO_LONG

MOST = MOST_BYTES[FileKind.FILM]


class BoundedFiles(TemporaryFileUploadHandler):
    """Writes files to disk as they come. One that cannot be had whole is named in `request.files_not_kept`.

    Its rest is read and thrown away, so that every word that came with it is kept.
    """

    lost = False

    def new_file(self, *args: Any, **named: Any) -> None:
        self.lost, self.so_far = False, 0
        super().new_file(*args, **named)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keeps a block; None, so that no other handler keeps it too."""
        self.so_far += len(raw_data)
        if self.lost:
            return
        if self.so_far > MOST:
            self._lose(str(TOO_LONG[FileKind.FILM]))
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as fault:
            if fault.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            self._lose(_("We have no room to keep this just now. Nothing you kept is lost. Please try again soon."))

    def file_complete(self, file_size: int) -> Any:
        """The whole file, or nothing when it was lost on the way."""
        return None if self.lost else super().file_complete(file_size)

    def _lose(self, words: str) -> None:
        self.lost = True
        self.file.close()
        lost = getattr(self.request, "files_not_kept", {})
        self.request.files_not_kept = {**lost, self.field_name: words}
