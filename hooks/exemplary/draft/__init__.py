"""Start a new record: ask for the fields that matter (or take them as flags), and write a draft that passes the check.

Nothing is written before every answer is there and the checker has nothing against the whole record.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..dialogue import Talk, Wanting
from ..disk import create_file, replace_file
from ..issues import Severity
from ..library import KINDS, load_library
from .desk import Desk, Wish
from .making import Draft, Maker, sentence
from .questions import DRAFTED, questions_of


def start_draft(root: Path, wish: Wish, talk: Talk, *, today: date) -> int:
    """Make the draft that was asked for and write it; return the exit code."""
    library, _ = load_library(root)
    desk = Desk(Maker(library, wish.kind, today, wish.identifier), wish, talk)
    draft = desk.checked(desk.fields())
    write(root, draft)
    for finding in draft.said(Severity.WARNING):
        talk.say(f"Lưu ý: {sentence(finding)}")
    talk.say(_next_steps(draft))
    return 0


def write(root: Path, draft: Draft) -> None:
    """Put a draft on the disk; no file is ever overwritten, a registry file only grows."""
    path, data = root / draft.path, draft.text.encode()
    if KINDS[draft.kind].folder.endswith(".yml") and path.exists():
        before = path.read_bytes()
        text = before.decode("utf-8-sig").replace("\r\n", "\n").rstrip()
        if not draft.text.startswith(text) or not replace_file(path, data, expected=before):
            raise Wanting(f"Tệp {draft.path} vừa được sửa ở nơi khác, hoặc cần chạy fix.py trước; hãy chạy lại.")
        return
    try:
        create_file(path, data)
    except FileExistsError:
        raise Wanting(f"Đã có tệp {draft.path}, nên không ghi đè; hãy thêm --id với mã khác.") from None


def _next_steps(draft: Draft) -> str:
    label = KINDS[draft.kind].label.lower()
    if draft.entry.prefix:
        return f"Đã thêm {label} “{draft.id}” vào cuối tệp {draft.path}."
    lines = [
        f"Đã tạo {draft.path}.",
        "Việc tiếp theo:",
        "  1. Mở tệp, điền những dòng gợi ý cần dùng (bỏ dấu # và dấu cách ở đầu dòng), viết phần bài bên dưới.",
        "  2. Chạy python3 scripts/run.py check để xem còn thiếu gì.",
    ]
    if draft.kind == "exemplar":
        lines.append("  3. Khi có phiếu đồng ý, người thẩm tra và người duyệt, đổi status thành cong-bo để đăng.")
    elif "\nstatus: nhap\n" in draft.text:
        lines.append("  3. Khi đã xong, đổi status thành cong-bo để đăng.")
    return "\n".join(lines)


__all__ = ["DRAFTED", "Wish", "questions_of", "start_draft", "write"]
