"""The same hooks under the successors of MkDocs and Material: the way out must stay open."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from sites import REPO, TODAY, files_of, make_root


def test_the_site_builds_the_same_with_properdocs_and_materialx(site: Path, tmp_path: Path) -> None:
    root = make_root(tmp_path / "fork", REPO / "content")
    shutil.copytree(REPO / "requirements", root / "requirements")
    done = subprocess.run(
        [sys.executable, "scripts/run.py", "site", "--as-of", TODAY],
        cwd=root,
        env={**os.environ, "SITE_STACK": "fork"},
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = files_of(site), files_of(root / "site")
    versions = json.loads(second["api/v1/build.json"])["versions"]
    assert "properdocs" in versions
    assert "mkdocs" not in versions  # the generator that built it is named, and only that
    different = {name for name in {*first, *second} if first.get(name) != second.get(name)}
    assert different <= {"api/v1/build.json"}
