from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.test import override_settings
from pytest_django import Settings
from starlette.applications import Starlette
from starlette.routing import Mount

from edgewise.config.static import Storage, collect, files_app


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("home") / "static"
    storages = {"staticfiles": {"BACKEND": "edgewise.config.static.Storage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        assert collect()
        yield root


class Files:
    """The static files as a browser gets them."""

    def __init__(self) -> None:
        self.app = Starlette(routes=[Mount("/static", files_app())])

    def get(self, path: str, encoding: str = "br", method: str = "GET") -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://x") as client:
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
    sheet = files.get(Storage().url("web/base.css")).text
    assert re.findall(r'url\("fonts/serif\.[0-9a-f]{12}\.woff2"\)', sheet) == re.findall(r"url\([^)]*\)", sheet)


def test_the_frame_of_a_page_is_small(files: Files, settings: Settings) -> None:
    """The room may cost 120 kB in all; what every page shares must leave it most of that."""
    shared = ["tokens.css", "base.css", "components.css", "js/page.js", "fonts/serif.woff2", "img/icon.svg"]
    sizes = [int(files.get(Storage().url(f"web/{name}"), method="HEAD").headers["content-length"]) for name in shared]
    assert sum(sizes) < 32_000
