"""nginx as an operator sets it up: another address than Edgewise's own, TLS ended, headers passed on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONF = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{inner};
      {headers}
    }}
  }}
}}
"""
PASSED_ON = """\
proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;"""


@contextmanager
def nginx(folder: Path, port: int, inner: int, headers: str = PASSED_ON) -> Iterator[None]:
    """`headers` may be empty: a proxy that says nothing about who asks."""
    folder.mkdir(exist_ok=True)
    (folder / "nginx.conf").write_text(CONF.format(folder=folder, port=port, inner=inner, headers=headers))
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin") or "nginx"
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def is_here() -> bool:
    return shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin") is not None
