"""Serve a built site with real nginx, under the sample configuration that offices get."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from . import ROOT, MissingToolError


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _nginx() -> str:
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        raise MissingToolError("nginx")
    return found


def _brotli() -> Path | None:
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so")
    return module if module.is_file() else None


@contextlib.contextmanager
def served(site: Path, work: Path, *, brotli: bool = True, policy: bool = True) -> Iterator[str]:
    """Serve `site` on a free port of this machine, with its papers in `work`; gives the address without a last slash.

    Brotli is used where nginx has it; without `policy` a site may run scripts of any kind. Raises MissingToolError
    where there is no nginx, RuntimeError with its own words when it refuses the configuration.
    """
    port = _free_port()
    work.mkdir(parents=True, exist_ok=True)
    work.chmod(0o755)
    module = _brotli() if brotli else None
    load = f"load_module {module};" if module else ""
    include = f"include {ROOT}/deploy/nginx-brotli.conf;" if module else ""
    user = "user root;" if os.geteuid() == 0 else ""
    rules = (ROOT / "deploy/nginx-site.conf").read_text(encoding="utf-8")
    if not policy:
        rules = "\n".join(line for line in rules.splitlines() if "Content-Security-Policy" not in line)
    (work / "site.conf").write_text(rules, encoding="utf-8")
    configuration = work / "nginx.conf"
    configuration.write_text(
        f"""{load}
{user}
worker_processes 1;
daemon off;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root "{site.resolve()}";
    include {work}/site.conf;
    {include}
  }}
}}
""",
        encoding="utf-8",
    )
    with subprocess.Popen([_nginx(), "-c", str(configuration)], stderr=subprocess.PIPE, text=True) as process:
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                if process.poll() is not None:
                    raise RuntimeError(process.stderr.read() if process.stderr else "nginx stopped")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)
