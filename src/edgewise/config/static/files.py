"""What browsers keep: style sheets, scripts and icons for ever, under the hashed names of this version; pages never."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from servestatic import ServeStaticASGI
from servestatic.storage import CompressedManifestStaticFilesStorage

from edgewise.config.static import bundles

Answer = Callable[[HttpRequest], HttpResponse]
UNUSED = ("htmx-2*", "htmax*", "*-2.js", "*-2.min.js", "*.scss", "*.md")
HASHED_NAME = r"\.[0-9a-f]{12}\.\w+$"


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # servestatic has no types
    support_js_module_import_aggregation = True  # an ES module imports its neighbours by their hashed names

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        """With the bundles, made of what has been collected: they get hashed names too, and are compressed."""
        made = {} if options.get("dry_run") else {name: (self, name) for name in self._join()}
        yield from super().post_process({**paths, **made}, **options)

    def _join(self) -> Iterator[str]:
        for name, text in bundles.bundles(lambda source: Path(self.path(source)).read_text()):
            self.delete(name)
            self._save(name, ContentFile(text.encode()))
            yield name


def collect() -> bool:
    """Bring EDGEWISE_HOME/static up to date; True if anything had changed."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    stamp = root.parent / "static.stamp"
    with (root.parent / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two servers may start at once on one home
        print_now = _fingerprint()
        if stamp.exists() and stamp.read_text() == print_now and (root / "staticfiles.json").exists():
            return False
        call_command("collectstatic", interactive=False, verbosity=0, clear=True, ignore_patterns=list(UNUSED))
        stamp.write_text(print_now)
    return True


def _fingerprint() -> str:
    """Changes when any source file does; reads names, sizes and times only."""
    digest = hashlib.sha256(Path(bundles.__file__).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list(list(UNUSED)):
            about = Path(storage.path(name)).stat()
            digest.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def files_app() -> ServeStaticASGI:
    return ServeStaticASGI(
        None,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        immutable_file_test=HASHED_NAME,
        allow_all_origins=False,
        add_headers_function=_never_guess_the_type,
    )


def _never_guess_the_type(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def no_store(get_response: Answer) -> Answer:
    """Middleware: nobody keeps a page, unless it says otherwise: the next person at the machine is another."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "no-store, private")
        return response

    return answer
