from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from django.test import override_settings
from pytest_django import Settings
from starlette.applications import Starlette
from starlette.routing import Mount

from edgewise.config.settings import PACKAGE
from edgewise.config.static.files import Storage, collect, files_app


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("home") / "static"
    storages = {"staticfiles": {"BACKEND": "edgewise.config.static.files.Storage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        assert collect()
        yield root


class Files:
    """The static files as a browser gets them."""

    def __init__(self) -> None:
        self.app = Starlette(routes=[Mount("/static", files_app())])

    def get(self, path: str, encoding: str = "br", method: str = "GET") -> httpx2.Response:
        async def asked() -> httpx2.Response:
            async with httpx2.AsyncClient(transport=httpx2.ASGITransport(self.app), base_url="http://x") as client:
                return await client.request(method, path, headers={"Accept-Encoding": encoding})

        return asyncio.run(asked())


@pytest.fixture
def files(collected: Path) -> Files:
    return Files()


def test_a_second_start_collects_nothing(collected: Path) -> None:
    assert collect() is False


def test_a_lost_file_list_is_made_again(collected: Path) -> None:
    (collected / "staticfiles.json").unlink()
    assert collect() is True


def test_a_hashed_name_is_kept_for_ever_and_comes_compressed(files: Files) -> None:
    answer = files.get(Storage().url("web/base.css"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "max-age=315360000, public, immutable"
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_plain_name_is_asked_for_again_soon(files: Files) -> None:
    answer = files.get("/static/web/img/icon.svg")
    assert answer.headers["cache-control"] == "max-age=60, public"


def test_an_old_browser_gets_it_uncompressed(files: Files) -> None:
    answer = files.get("/static/web/base.css", "identity")
    assert "content-encoding" not in answer.headers
    assert answer.text.startswith("/* Elements without a class")


@pytest.mark.parametrize("path", ["/static/../secret.key", "/static/%2e%2e/secret.key", "/static/", "/static/none.css"])
def test_nothing_but_the_collected_files_is_served(files: Files, collected: Path, path: str) -> None:
    (collected.parent / "secret.key").write_text("never served")
    assert files.get(path).status_code == 404


def test_style_sheets_name_their_fonts_by_hash(files: Files) -> None:
    for name, fonts in (("web/base.css", "fonts"), ("web/shell.css", "fonts"), ("rooms/room.css", r"\.\./web/fonts")):
        sheet = files.get(Storage().url(name)).text
        found = re.findall(rf'url\("{fonts}/\w+\.[0-9a-f]{{12}}\.woff2"\)', sheet)
        assert found
        assert found == re.findall(r"url\([^)]*\)", sheet)


def test_a_bundle_comes_compressed_and_is_kept_for_ever(files: Files) -> None:
    answer = files.get(Storage().url("rooms/room.js"))
    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "br")
    assert answer.headers["cache-control"] == "max-age=315360000, public, immutable"
    assert "// rooms/js/stream.js" in answer.text
    assert re.search(r"^(import|export)\b", answer.text, re.MULTILINE) is None


def test_the_sans_serif_is_small_and_does_not_use_the_name_that_its_licence_keeps() -> None:
    font = (PACKAGE / "web/static/web/fonts/sans.woff2").read_bytes()
    assert (font[:4], len(font) <= 45_000) == (b"wOF2", True)
    licence = (PACKAGE / "web/static/web/fonts/LICENSE.txt").read_text()
    assert "sans.woff2: cut down from Source Sans 3" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert 'font-family: "Source' not in (PACKAGE / "web/static/web/base.css").read_text()


def test_the_frame_of_a_page_is_small(files: Files, settings: Settings) -> None:
    """A first paint may cost 150 kB in all; what every page shares must leave it most of that."""
    shared = ["shell.css", "js/page.js", "fonts/serif.woff2", "fonts/sans.woff2", "img/icon.svg"]
    sizes = [int(files.get(Storage().url(f"web/{name}"), method="HEAD").headers["content-length"]) for name in shared]
    assert sum(sizes) < 66_000
