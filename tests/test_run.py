"""Tests of scripts/run.py: what it says when a machine cannot do the work, and that it installs only when needed."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
SETS = ("site", "test", "fork")
PLENTY = """
import shutil
measured, told = shutil.disk_usage, [shutil._ntuple_diskusage(2**40, 0, 2**40)]
shutil.disk_usage = lambda path: told.pop() if told else measured(path)
"""  # so that a machine with a nearly full disk gets past the first look


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of what set-up needs, in a folder with spaces and Vietnamese marks."""
    folder = tmp_path / "Thư mục của tôi" / "gương tốt"
    copy_project(folder)
    return folder


def copy_project(folder: Path) -> None:
    """Copy the files that set-up needs into this folder."""
    for name in ("scripts/run.py", *(f"requirements/{wanted}.txt" for wanted in SETS)):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)


@pytest.fixture
def loaded(project: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the copy of run.py as a module that records its set-up steps in `steps` instead of taking them."""
    monkeypatch.delenv("SITE_STACK", raising=False)
    spec = importlib.util.spec_from_file_location("run_copy", project / "scripts" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    steps: list[str] = []

    def record(arguments: list[str], wanted: str, **_: object) -> None:
        steps.append("venv" if "venv" in arguments else f"pip {wanted}")
        module.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.PYTHON.touch()

    monkeypatch.setattr(module, "call", record)
    monkeypatch.setattr(module, "steps", steps, raising=False)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(2**40, 0, 2**40))
    return module


def run_script(
    project: Path,
    *arguments: str,
    custom: str = "",
    prefix: tuple[str, ...] = (),
    settings: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the copied run.py in a fresh interpreter; `custom` is Python that runs before it."""
    return subprocess.run(
        [*prefix, sys.executable, str(project / "scripts" / "run.py"), *arguments],
        env=make_environment(project, custom=custom, settings=settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def make_environment(project: Path, *, custom: str, settings: dict[str, str] | None) -> dict[str, str]:
    """Return the environment of a machine without settings of its own for Python, pip or this project."""
    stub = project.parent / "stub"
    stub.mkdir(exist_ok=True)
    (stub / "sitecustomize.py").write_text(custom, encoding="utf-8")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON", "SITE_"))}
    return {**clean, "PYTHONPATH": str(stub), **(settings or {})}


def network_of(port: int) -> dict[str, str]:
    """Return settings that make pip look for its packages at this local port only."""
    return {
        "PIP_INDEX_URL": f"http://127.0.0.1:{port}/simple",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


def assert_one_sentence(result: subprocess.CompletedProcess[str], *words: str) -> None:
    """Check that a run ended with exit code 2 and one Vietnamese sentence that holds these words."""
    assert result.returncode == 2, result
    assert "Traceback" not in result.stdout + result.stderr
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert re.search("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", result.stderr)
    assert result.stderr.rstrip().endswith((".", "?"))
    for word in words:
        assert word in result.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a real disk of six megabytes, where the machine lets us."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.check_call(["umount", str(folder)])


def test_no_command_shows_the_help(project: Path) -> None:
    result = run_script(project)
    assert result.returncode == 2
    assert "Cách dùng" in result.stderr


def test_help_names_every_command(project: Path, loaded: ModuleType) -> None:
    result = run_script(project, "--help")
    assert result.returncode == 0
    assert result.stderr == ""
    assert re.findall(r"^  (\w+) ", result.stdout, re.MULTILINE) == list(loaded.COMMANDS)


def test_vietnamese_survives_an_ascii_terminal(project: Path) -> None:
    settings = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = run_script(project, "--help", settings=settings)
    assert "Cách dùng" in result.stdout


def test_unknown_command_suggests_the_near_one(project: Path) -> None:
    assert_one_sentence(run_script(project, "chekc"), "chekc", "“check”")
    assert_one_sentence(run_script(project, "dựng"), "site, serve, check")


def test_source_parses_on_an_old_python() -> None:
    ast.parse((ROOT / "scripts" / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_old_python_is_told_what_to_install(project: Path, version: tuple[int, int, int]) -> None:
    custom = f"import sys; sys.version_info = {(*version, 'final', 0)}"
    result = run_script(project, "site", custom=custom)
    assert_one_sentence(result, f"Python {version[0]}.{version[1]}", "3.11", "python.org")


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_missing_venv_is_told_what_to_install(project: Path, module: str) -> None:
    result = run_script(project, "site", custom=f"import sys; sys.modules[{module!r}] = None\n{PLENTY}")
    assert_one_sentence(result, "sudo apt install python3-venv", "Windows")
    assert not (project / ".venv").exists()


def test_little_space_is_seen_before_anything_is_installed(project: Path) -> None:
    custom = "import shutil; shutil.disk_usage = lambda path: shutil._ntuple_diskusage(2**30, 2**30, 2**20)"
    assert_one_sentence(run_script(project, "site", custom=custom), "không đủ chỗ trống", "400 MB")
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("custom", ["", PLENTY], ids=["seen before", "seen when full"])
def test_full_disk_is_told(custom: str, small_disk: Path) -> None:
    copy_project(small_disk / "gương")
    assert_one_sentence(run_script(small_disk / "gương", "site", custom=custom), "không đủ chỗ trống")


def test_no_network_is_told(project: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    result = run_script(project, "site", custom=PLENTY, settings=network_of(port))
    assert_one_sentence(result, "mạng")
    assert not (project / ".venv" / ".installed.json").exists()


def test_folder_that_cannot_be_written_is_told(project: Path) -> None:
    root = os.geteuid() == 0
    project.chmod(0o555)
    try:  # root may write anywhere unless that right is taken from it
        prefix = ("setpriv", "--bounding-set=-dac_override") if root else ()
        result = run_script(project, "site", custom=PLENTY, prefix=prefix)
    finally:
        project.chmod(0o755)
    assert_one_sentence(result, "Không được phép ghi", "gương tốt")


def test_interrupted_set_up_says_so_and_starts_again(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        environment = make_environment(project, custom=PLENTY, settings=network_of(silent.getsockname()[1]))
        command = [sys.executable, str(project / "scripts" / "run.py"), "site"]
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        with subprocess.Popen(command, env=environment, start_new_session=True, **pipes) as process:
            connection, _ = silent.accept()  # pip is waiting for an answer now
            os.killpg(process.pid, signal.SIGINT)
            stdout, stderr = process.communicate(timeout=30)
            connection.close()
    assert_one_sentence(subprocess.CompletedProcess(command, process.returncode, stdout, stderr), "Đã dừng")
    assert (project / ".venv").exists()

    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    run_script(project, "site", custom=PLENTY, settings=network_of(port))
    assert "-m venv --clear" in (project / "build" / "setup.log").read_text(encoding="utf-8")


def test_missing_npm_is_told(
    loaded: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    loaded.TOOLS.mkdir(parents=True)
    (loaded.TOOLS / "package-lock.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(loaded.shutil, "which", lambda _: None)
    assert loaded.main(["test"]) == 2
    assert "sudo apt install nodejs npm" in capfd.readouterr().err


def test_a_failure_without_known_reason_names_the_log(project: Path) -> None:
    (project / "requirements" / "site.txt").write_text("không phải tên gói\n", encoding="utf-8")
    result = run_script(project, "site", custom=PLENTY)
    assert_one_sentence(result, "setup.log")


def test_missing_file_of_the_project_is_told(project: Path) -> None:
    (project / "requirements" / "site.txt").unlink()
    assert_one_sentence(run_script(project, "site"), "site.txt", "tải lại")


def test_setup_installs_once(loaded: ModuleType) -> None:
    assert loaded.main(["setup"]) == 0
    assert loaded.main(["setup"]) == 0
    assert loaded.steps == ["venv", "pip site"]


def test_changed_lock_is_installed_over_the_old(loaded: ModuleType) -> None:
    loaded.install("site")
    lock = loaded.ROOT / "requirements" / "site.txt"
    lock.write_text(lock.read_text(encoding="utf-8") + "# khác\n", encoding="utf-8")
    loaded.install("site")
    assert loaded.steps == ["venv", "pip site", "pip site"]


def test_tests_bring_the_site_along_and_not_the_other_way(loaded: ModuleType) -> None:
    loaded.install("site")
    loaded.install("test")
    loaded.install("site")
    assert loaded.steps == ["venv", "pip site", "pip test"]


@pytest.mark.parametrize("stamp", [None, "", "[]", '{"python": "3.9 /usr"}'])
def test_half_made_or_foreign_environment_is_made_again(loaded: ModuleType, stamp: str | None) -> None:
    loaded.PYTHON.parent.mkdir(parents=True)
    loaded.PYTHON.touch()
    if stamp is not None:
        loaded.STAMP.write_text(stamp, encoding="utf-8")
    loaded.install("site")
    assert loaded.steps == ["venv", "pip site"]


def test_command_gets_its_arguments_and_settings(
    loaded: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    script = loaded.ROOT / "scripts" / "check.py"
    script.write_text(
        "import json, os, sys; print(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)])); sys.exit(1)",
        encoding="utf-8",
    )
    monkeypatch.setattr(loaded, "install", lambda _wanted: None)
    monkeypatch.setattr(loaded, "PYTHON", Path(sys.executable))
    assert loaded.main(["check", "--format", "json"]) == 1
    arguments, folder, environment = json.loads(capfd.readouterr().out)
    assert arguments == ["--format", "json"]
    assert folder == str(loaded.ROOT)
    assert environment["PYTHONPATH"] == str(loaded.ROOT / "hooks")
    assert environment["PYTHONUTF8"] == "1"
    assert environment["DISABLE_MKDOCS_2_WARNING"] == "true"


def read_pins(wanted: str) -> dict[str, str]:
    """Return the locked versions of a set by package name."""
    text = (ROOT / "requirements" / f"{wanted}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, re.MULTILINE))


def test_the_tests_run_on_the_versions_of_the_site() -> None:
    assert read_pins("site").items() <= read_pins("test").items()


@pytest.mark.parametrize("wanted", SETS)
def test_every_locked_package_has_hashes_and_no_address(wanted: str) -> None:
    text = (ROOT / "requirements" / f"{wanted}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=[a-z0-9-]+==)", text)
    assert all("--hash=sha256:" in block for block in blocks)
    source = (ROOT / "requirements" / f"{wanted}.in").read_text(encoding="utf-8")
    named = re.findall(r"^[a-z0-9][a-z0-9-]*", source, re.MULTILINE)
    assert set(named) <= set(read_pins(wanted))


def test_tools_of_the_tests_have_hashes_and_no_address() -> None:
    lock = json.loads((ROOT / "tests" / "tools" / "package-lock.json").read_text(encoding="utf-8"))
    packages = [entry for name, entry in lock["packages"].items() if name]
    assert packages
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in packages)
