#!/usr/bin/env python3
"""One command each for everything: set up this machine if it needs it, then build, check or test.

It uses the standard library alone, and only syntax that Python 3.6 can parse, so that an old Python reaches the
sentence below instead of a SyntaxError. Whatever goes wrong is told in one Vietnamese sentence, with exit code 2.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this file may well have an older Python
    sys.stderr.buffer.write(
        f"Máy đang dùng Python {sys.version_info[0]}.{sys.version_info[1]}, còn ở đây cần Python 3.11 trở lên: hãy cài"
        " bản mới (Windows, macOS: tải ở python.org; Ubuntu: sudo apt install python3.11 python3.11-venv,"
        " rồi gõ python3.11 thay cho python3) và chạy lại.\n".encode()
    )
    sys.exit(2)

import difflib
import errno
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
FORK = os.environ.get("SITE_STACK") == "fork"  # build with the successors of MkDocs and Material, in a .venv of its own
VENV = ROOT / (".venv-fork" if FORK else ".venv")
STAMP = VENV / ".installed.json"  # written last: a .venv without it was never finished and is made again
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOG = ROOT / "build" / "setup.log"
TOOLS = ROOT / "tests" / "tools"
SITE = "fork" if FORK else "site"
GENERATOR = "properdocs" if FORK else "mkdocs"
MEGABYTES = {"site": 400, "fork": 600, "test": 900}  # free disk space that a set needs while it is being installed

# name: (what it does, the set of requirements, the commands that Python then runs; the first one gets the arguments)
COMMANDS = {
    "site": ("kiểm tra nội dung rồi dựng cả trang vào thư mục site/", SITE, [["scripts/build.py"]]),
    "serve": ("xem thử ngay trên máy, sửa tới đâu thấy tới đó", SITE, [["-m", GENERATOR, "serve"]]),
    "check": ("kiểm tra nội dung, chỉ rõ dòng sai và cách sửa", SITE, [["scripts/check.py"]]),
    "fix": ("chữa những lỗi chữa được tự động, cho xem trước chỗ sửa", SITE, [["scripts/fix.py"]]),
    "new": ("tạo bản nháp mới: new exemplar, new plan, new site …", SITE, [["scripts/new.py"]]),
    "score": ("chấm điểm, xếp loại theo thang bảng điểm", SITE, [["scripts/score.py"]]),
    "report": ("lập báo cáo: report coverage, report month, report late …", SITE, [["scripts/report.py"]]),
    "lint": ("soát mã nguồn", "test", [["-m", "ruff", "check"], ["-m", "ruff", "format", "--check"], ["-m", "mypy"]]),
    "test": ("chạy mọi phép thử", "test", [["-X", "dev", "-W", "error", "-m", "pytest"]]),
    "bench": ("đo thời gian dựng trang; bench --web: đo trang đã dựng", SITE, [["scripts/bench.py"]]),
    "screens": ("chụp mọi loại trang đã dựng vào build/screens/", "test", [["scripts/screens.py"]]),
    "setup": ("chỉ cài đặt, không chạy gì thêm (setup test: cài cả đồ thử)", SITE, []),
}
HELP = "Cách dùng: python3 scripts/run.py LỆNH [tham số]\n\n" + "".join(
    f"  {name:<7} {what}\n" for name, (what, _, _) in COMMANDS.items()
)

NO_SPACE = "Ổ đĩa không đủ chỗ trống: hãy xóa bớt tệp để trống ít nhất {megabytes} MB rồi chạy lại."
NO_NETWORK = "Không tải được gói phần mềm: hãy kiểm tra mạng Internet (hoặc máy chủ trung gian) rồi chạy lại."
NO_RIGHT = "Không được phép ghi vào {path}: hãy chép dự án vào thư mục của bạn hoặc xin quyền ghi rồi chạy lại."
NO_VENV = (
    "Python trên máy này thiếu phần tạo môi trường riêng: hãy cài thêm rồi chạy lại"
    " (Debian, Ubuntu: sudo apt install python3-venv; Windows, macOS: cài lại Python bằng bản tải ở python.org)."
)
BAD_HASH = (
    "Gói tải về không khớp mã kiểm tra nên đã bị từ chối: hãy chạy lại ở mạng khác;"
    " nếu vẫn vậy, báo người phụ trách kỹ thuật."
)
NO_WHEEL = (
    f"Chưa có gói dựng sẵn cho máy này (Python {platform.python_version()}, {platform.machine()}):"
    " hãy dùng Python 3.11 đến 3.13 bản 64 bit rồi chạy lại."
)
NO_NPM = (
    "Máy chưa có npm để cài đồ thử: hãy cài Node.js rồi chạy lại"
    " (Debian, Ubuntu: sudo apt install nodejs npm; Windows, macOS: tải ở nodejs.org)."
)
REASONS = (  # what an installer's output says, and what that means for the person who reads it; the first match counts
    (("Errno 28", "ENOSPC", "No space left", "WinError 112"), NO_SPACE),
    (("DO NOT MATCH THE HASHES", "EINTEGRITY"), BAD_HASH),
    (("Errno 13", "Errno 30", "EACCES", "EROFS", "WinError 5]"), NO_RIGHT),
    (("ensurepip is not available", "No module named ensurepip", "No module named venv"), NO_VENV),
    (("ConnectionError", "connection broken", "ConnectTimeout", "ReadTimeout", "ssl cert", "HTTP error"), NO_NETWORK),
    (("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT"), NO_NETWORK),
    (("No matching distribution found", "not a supported wheel"), NO_WHEEL),
)


class StopError(Exception):
    """The one sentence to say before leaving with exit code 2."""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    name, extra = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name in {"", "-h", "--help"}:
        say(HELP, sys.stdout if name else sys.stderr)
        return 0 if name else 2
    try:
        return set_up(extra) if name == "setup" else run(name, extra)
    except StopError as stop:
        say(f"{stop}\n", sys.stderr)
    except KeyboardInterrupt:
        if name == "serve":
            return 0
        say("\nĐã dừng theo yêu cầu; chạy lại lệnh này để làm tiếp.\n", sys.stderr)
    except OSError as error:
        say(f"{explain_os_error(error)}\n", sys.stderr)
    return 2


def set_up(extra: list[str]) -> int:
    """Install only: what the site needs, or with `test` what the tests need as well."""
    if extra not in ([], ["test"]):
        raise StopError("Lệnh setup chỉ nhận thêm chữ “test”: hãy chạy “setup” hoặc “setup test”.")
    install("test" if extra else SITE)
    if extra:
        install_tools()
    say("Đã cài đặt xong, sẵn sàng dùng.\n", sys.stdout)
    return 0


def run(name: str, extra: list[str]) -> int:
    """Run what stands behind this name, all of it, and return the worst exit code."""
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"có phải bạn muốn “{near[0]}”?" if near else f"hãy chọn một trong các lệnh {', '.join(COMMANDS)}."
        raise StopError(f"Không có lệnh “{name}”: {hint}")
    _, wanted, commands = COMMANDS[name]
    wanted = "test" if name == "bench" and "--web" in extra else wanted
    install(wanted)
    if wanted == "test" and name != "lint":
        install_tools()
    environment = {
        **os.environ,
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT / "hooks"),
        "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)]),
        "VIRTUAL_ENV": str(VENV),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    if FORK:
        environment.update(SITE_GENERATOR=GENERATOR, SITE_THEME="materialx")
    if name == "lint":
        del environment["PYTHONPATH"]  # mypy has its own path in pyproject.toml and refuses to have it twice
    codes = [0]
    for place, command in enumerate(commands):
        arguments = [str(PYTHON), *command, *(extra if place == 0 else [])]
        with subprocess.Popen(arguments, cwd=ROOT, env=environment) as child:
            try:
                codes.append(child.wait())
            except KeyboardInterrupt:
                child.wait()  # it has had the same signal: let it end in its own way
                raise
    return max(abs(code) for code in codes)


def install(wanted: str) -> None:
    """Bring `.venv` to what the lock file of this set says; do nothing when it is there already."""
    lock = ROOT / "requirements" / f"{wanted}.txt"
    interpreter = f"{sys.version} {sys.base_prefix}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    installed = read_stamp(STAMP)
    if installed.get("python") != interpreter or not PYTHON.exists():
        installed = {}
    if installed.get(wanted) == digest:
        return
    announce()
    if shutil.disk_usage(ROOT).free < MEGABYTES[wanted] * 2**20:
        raise StopError(NO_SPACE.format(megabytes=MEGABYTES[wanted]))
    STAMP.unlink(missing_ok=True)
    if not installed:
        if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
            raise StopError(NO_VENV)
        call([sys.executable, "-m", "venv", "--clear", str(VENV)], wanted)
    options = ["--require-hashes", "--only-binary=:all:", "--no-input", "--disable-pip-version-check", "--retries=3"]
    call([str(PYTHON), "-m", "pip", "install", *options, "--progress-bar=off", "-r", str(lock)], wanted)
    if wanted == "test":  # its lock file holds all of the site's, in the same versions
        installed["site"] = hashlib.sha256((lock.parent / "site.txt").read_bytes()).hexdigest()
    STAMP.write_text(json.dumps({**installed, "python": interpreter, wanted: digest}, indent=1), encoding="utf-8")


def install_tools() -> None:
    """Fetch the checkers that the tests take from npm, when their lock file has changed."""
    stamp = TOOLS / "node_modules" / ".installed.json"
    digest = hashlib.sha256((TOOLS / "package-lock.json").read_bytes()).hexdigest()
    if read_stamp(stamp).get("tools") == digest:
        return
    announce()
    npm = shutil.which("npm")
    if npm is None:
        raise StopError(NO_NPM)
    call([npm, "ci", "--no-progress"], "test", cwd=TOOLS)
    stamp.write_text(json.dumps({"tools": digest}), encoding="utf-8")


def call(arguments: list[str], wanted: str, cwd: Path = ROOT) -> None:
    """Run one step of the set-up with its output in the log, and say what its failure means."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1", "PYTHONPATH": "", "PIP_USER": "0"}
    with LOG.open("ab") as log:
        log.write(f"$ {' '.join(arguments)}\n".encode())
        log.flush()
        start = log.tell()
        code = subprocess.call(arguments, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    if code == 0:
        return
    if shutil.disk_usage(ROOT).free < 50 * 2**20:  # a full disk takes the log with it
        raise StopError(NO_SPACE.format(megabytes=MEGABYTES[wanted]))
    output = LOG.read_bytes()[start:].decode("utf-8", "replace")
    for signs, sentence in REASONS:
        if any(sign in output for sign in signs):
            raise StopError(sentence.format(megabytes=MEGABYTES[wanted], path=ROOT))
    raise StopError(f"Cài đặt không thành công: hãy gửi tệp {LOG} cho người phụ trách kỹ thuật.")


def announce() -> None:
    """Start the log, which proves that the folder can be written to, and tell a person at a terminal to wait."""
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_bytes(b"")
    if sys.stderr.isatty():
        say("Đang cài đặt, có thể mất vài phút; chi tiết ghi ở build/setup.log …\n", sys.stderr)


def read_stamp(stamp: Path) -> dict[str, str]:
    """Return what was installed, or nothing where there is no stamp or a broken one."""
    try:
        return dict(json.loads(stamp.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def explain_os_error(error: OSError) -> str:
    """Say in one sentence what the machine refused."""
    if error.errno == errno.ENOSPC:
        return NO_SPACE.format(megabytes=MEGABYTES["test"])
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return NO_RIGHT.format(path=error.filename or ROOT)
    if isinstance(error, FileNotFoundError):
        return f"Không tìm thấy {error.filename}: hãy tải lại đầy đủ dự án rồi chạy lại."
    return f"Máy báo lỗi “{error.strerror}” ở {error.filename or ROOT}: hãy sửa rồi chạy lại."


def say(text: str, stream: TextIO) -> None:
    """Write Vietnamese whatever the terminal's own encoding is."""
    stream.flush()
    stream.buffer.write(text.encode("utf-8", "replace"))
    stream.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
