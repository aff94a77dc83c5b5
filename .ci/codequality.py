"""Turn the JSON of scripts/check.py into the code quality report that GitLab shows beside the changed lines."""

import hashlib
import json
import sys
from pathlib import Path

SEVERITIES = {"error": "blocker", "warning": "minor", "info": "info"}


def to_finding(issue: dict[str, str | int]) -> dict[str, object]:
    """Return GitLab's form of one issue; its fingerprint survives a moved line."""
    identity = "|".join(str(issue[key]) for key in ("code", "path", "field", "message"))
    return {
        "description": f"{issue['code']}: {issue['message']} {issue.get('hint') or ''}".strip(),
        "check_name": issue["code"],
        "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
        "severity": SEVERITIES[str(issue["severity"])],
        "location": {"path": issue["path"], "lines": {"begin": max(int(issue["line"]), 1)}},
    }


if __name__ == "__main__":
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[2]).write_text(json.dumps([to_finding(issue) for issue in report["issues"]]), encoding="utf-8")
