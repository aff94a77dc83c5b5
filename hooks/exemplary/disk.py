"""Put files and folders on the disk so that whoever stops half-way leaves the old state behind."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_REASONS: Final = {
    errno.EACCES: "máy không cho quyền", errno.EPERM: "máy không cho quyền", errno.ENOENT: "không thấy tệp hay thư mục",
    errno.EISDIR: "đây là thư mục", errno.ENOTDIR: "đây không phải thư mục", errno.EEXIST: "tên này đã có",
    errno.ENOSPC: "ổ đĩa đã đầy", errno.EROFS: "ổ đĩa chỉ cho đọc", errno.EIO: "ổ đĩa có lỗi",
    errno.ENAMETOOLONG: "tên quá dài",
}  # fmt: skip


def reason_of(error: OSError) -> str:
    """Return why the machine refused a file, in words that a person can act on."""
    return _REASONS.get(error.errno or 0, f"máy báo lỗi số {error.errno}")


def replace_file(path: Path, data: bytes, *, expected: bytes | None = None) -> bool:
    """Write `data` in place of the file, whose permissions stay; False when it no longer holds `expected`.

    The new file is made beside the old one and takes its name in one step, so nobody ever reads half of it.
    """
    handle, name = tempfile.mkstemp(prefix=".~", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(path, fresh)
        if expected is not None and path.read_bytes() != expected:
            return False
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return True


def create_file(path: Path, data: bytes) -> None:
    """Make a new file and the folders above it; an existing file raises `FileExistsError`, a failure leaves nothing."""
    made = [folder for folder in path.parents if not folder.exists()]
    created = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            created = True
            stream.write(data)
    except BaseException:
        if created:
            path.unlink(missing_ok=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    """Give a copy of `folder` on the same disk to work on; it is gone when the block ends, unless it was swapped in."""
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as room:
        work = Path(room) / "new" / folder.name
        shutil.copytree(folder, work, symlinks=True)
        yield work


def swap_in(work: Path, folder: Path) -> None:
    """Put the folder `work`, a copy made by `copy_of`, in the place of `folder`; on any failure the old one is back."""
    old = work.parent.parent / "old"
    folder.rename(old)
    try:
        work.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
