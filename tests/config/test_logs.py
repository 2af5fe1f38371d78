from __future__ import annotations

import logging
from collections.abc import Mapping

import pytest
from django.urls import get_resolver, reverse

from checks.routes import django_routes
from edgewise.config.logs import NoSecrets, without_secrets


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("/", "/"),
        ("/circles/k7/?q=what+we+said", "/circles/k7/"),
        ("/enter/eyJhbGciOi:1tXy:secret/", "/enter/…/"),
        ("/g/s3cret/record/", "/g/…/record/"),
        ("/360/answer/s3cret/decline/", "/360/answer/…/decline/"),
        ("/rooms/k7/stream?ticket=abc", "/rooms/k7/stream"),
    ],
)
def test_a_path_is_written_without_what_it_carries(asked: str, written: str) -> None:
    assert without_secrets(asked) == written


def test_the_secret_of_every_route_that_carries_one_is_cut() -> None:
    carriers = [name for name, taken in django_routes(get_resolver()) if "token" in taken]
    paths = [reverse(name, kwargs={"token": "s3cret"}) for name in carriers]
    assert len(paths) >= 9
    assert [path for path in paths if "s3cret" in without_secrets(path)] == []


def test_an_access_line_is_cleaned_and_the_rest_of_it_kept() -> None:
    line = logging.LogRecord(
        "uvicorn.access",
        logging.INFO,
        "",
        0,
        "%s %s %s %s %d",
        ("127.0.0.1:9", "GET", "/enter/abc/?x=1", "1.1", 200),
        None,
    )
    assert NoSecrets().filter(line)
    assert line.args == ("127.0.0.1:9", "GET", "/enter/…/", "1.1", 200)


def test_a_line_with_named_arguments_passes() -> None:
    named: Mapping[str, object] = {"path": "/x"}
    line = logging.LogRecord("edgewise", logging.INFO, "", 0, "%(path)s", (named,), None)
    assert NoSecrets().filter(line)
    assert line.getMessage() == "/x"
