"""Tests of the automation: valid for GitHub and GitLab, few rights, pinned actions, commands that exist."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import run

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
READ = {"contents": "read"}
PUBLISH = {"pages": "write", "id-token": "write"}
CALLERS = [
    *WORKFLOWS,
    GITLAB,
    *(ROOT / name for name in ("Makefile", "README.md", "README.en.md", "CONTRIBUTING.md", ".ci/run")),
]


def read_jobs(path: Path) -> dict[str, Any]:
    """Return the jobs of a GitHub workflow."""
    jobs: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return jobs


def by_name(path: Path) -> str:
    """Return the name under which a test shows this file."""
    return path.name


@pytest.mark.parametrize(
    ("schema", "path"),
    [*(("vendor.github-workflows", path) for path in WORKFLOWS), ("vendor.gitlab-ci", GITLAB)],
    ids=[path.name for path in (*WORKFLOWS, GITLAB)],
)
def test_file_fits_the_official_schema(schema: str, path: Path) -> None:
    transform = ["--data-transform", "gitlab-ci"] if path == GITLAB else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *transform, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=by_name)
def test_every_action_is_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"uses:\s*(.+?)\s*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    assert [line for line in used if not PINNED.fullmatch(line)] == []


def test_one_action_has_one_version() -> None:
    used = {line for path in WORKFLOWS for line in re.findall(r"uses:\s*(\S+)", path.read_text(encoding="utf-8"))}
    assert len({line.partition("@")[0] for line in used}) == len(used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=by_name)
def test_rights_are_as_few_as_can_be(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {}
    for job in read_jobs(path).values():
        publishes = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        assert job["permissions"] == (PUBLISH if publishes else READ)
        assert "timeout-minutes" in job


@pytest.mark.parametrize("path", WORKFLOWS, ids=by_name)
def test_nothing_from_outside_reaches_a_shell_or_a_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for job in read_jobs(path).values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if "checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_only_main_is_published() -> None:
    jobs = read_jobs(ROOT / ".github" / "workflows" / "content.yml")
    upload = next(step for step in jobs["build"]["steps"] if "upload-pages-artifact" in step.get("uses", ""))
    condition = "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    assert upload["if"] == jobs["deploy"]["if"] == condition
    assert jobs["deploy"]["needs"] == "build"


def test_content_is_checked_before_it_is_built() -> None:
    jobs = read_jobs(ROOT / ".github" / "workflows" / "content.yml")
    commands = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert commands == ["python3 scripts/run.py check --format github", "python3 scripts/run.py site"]


def test_what_was_built_is_kept_by_the_published_branch_alone() -> None:
    steps = read_jobs(ROOT / ".github" / "workflows" / "content.yml")["build"]["steps"]
    (back,) = (step for step in steps if "cache/restore@" in step.get("uses", ""))
    (kept,) = (step for step in steps if "cache/save@" in step.get("uses", ""))
    commands = [step.get("run", "") for step in steps]
    assert steps.index(back) < commands.index("python3 scripts/run.py check --format github")
    assert steps.index(kept) > commands.index("python3 scripts/run.py site")
    assert kept["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    assert (kept["with"]["path"], kept["with"]["key"]) == (back["with"]["path"], back["with"]["key"])
    older = back["with"]["restore-keys"].split()
    assert older[-1] == "built-", "pictures of another version of the code are as good"
    jobs = yaml.safe_load(GITLAB.read_text(encoding="utf-8").replace("!reference", ""))
    built = {name: job["cache"][1] for name, job in jobs.items() if isinstance(job, dict) and "cache" in job}
    assert {name: cache["policy"] for name, cache in built.items()} == {"default": "pull", "pages": "pull-push"}
    assert built["pages"]["paths"] == built["default"]["paths"]
    assert "mv site" not in GITLAB.read_text(encoding="utf-8"), "the cache is saved after the script"


def test_the_successors_are_built_too() -> None:
    jobs = read_jobs(ROOT / ".github" / "workflows" / "code.yml")
    assert jobs["successors"]["env"] == {"SITE_STACK": "fork"}
    assert "SITE_STACK: fork" in GITLAB.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CALLERS, ids=by_name)
def test_named_commands_exist(path: Path) -> None:
    named = set(re.findall(r"scripts/run\.py (\w+)", path.read_text(encoding="utf-8")))
    assert named
    assert named <= set(run.COMMANDS)


def test_make_has_the_same_commands() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [target for target in targets if target not in {"help", "lock"}] == list(run.COMMANDS)


def test_gitlab_gets_every_issue_on_its_line(tmp_path: Path) -> None:
    issue = {
        "code": "EX103",
        "severity": "error",
        "path": "content/exemplars/2025/a/index.md",
        "line": 5,
        "column": 7,
        "field": "introduced_on",
        "message": "Ngày “31/02/2025” không có thật.",
        "hint": None,
    }
    whole_file = {**issue, "line": 0, "severity": "warning", "hint": "Xem lại tệp."}
    source, target = tmp_path / "check.json", tmp_path / "codequality.json"
    source.write_text(json.dumps({"issues": [issue, whole_file]}), encoding="utf-8")
    subprocess.check_call([sys.executable, str(ROOT / ".ci" / "codequality.py"), str(source), str(target)])
    first, second = json.loads(target.read_text(encoding="utf-8"))
    assert first["location"] == {"path": issue["path"], "lines": {"begin": 5}}
    assert first["description"] == "EX103: Ngày “31/02/2025” không có thật."
    assert first["severity"] == "blocker"
    assert second["location"]["lines"] == {"begin": 1}
    assert second["description"].endswith("Xem lại tệp.")
    assert re.fullmatch("[0-9a-f]{64}", first["fingerprint"])
