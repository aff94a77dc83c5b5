"""Put the core on the import path, and run on with the project's own Python where this one lacks its packages."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

sys.path.insert(0, str(ROOT / "hooks"))
if not all(map(importlib.util.find_spec, ("pydantic", "yaml", "PIL", "nh3"))):
    if VENV.exists() and Path(sys.prefix) != VENV.parent.parent:
        sys.exit(subprocess.call([str(VENV), *sys.argv]))
    name = Path(sys.argv[0]).stem
    sys.stderr.write(f"Máy chưa cài đủ phần mềm để chạy: hãy gõ python3 scripts/run.py {name} (lệnh này tự cài).\n")
    sys.exit(2)
