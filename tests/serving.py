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

from sites import REPO


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _nginx() -> str:
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        msg = "nginx is not installed; .ci/run installs it"
        raise RuntimeError(msg)
    return found


@contextlib.contextmanager
def served(site: Path, work: Path) -> Iterator[str]:
    """Serve `site` on a free port of this machine; gives the address without a slash at its end."""
    port = _free_port()
    work.mkdir(parents=True, exist_ok=True)
    os.chmod(work, 0o755)  # noqa: PTH101, S103 - nginx's workers read what the test wrote
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = work / "nginx.conf"
    configuration.write_text(
        f"""{user}
worker_processes 1;
daemon off;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types;
  types {{ text/javascript js mjs; }}
  access_log off;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root "{site}";
    include {REPO}/deploy/nginx-site.conf;
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
