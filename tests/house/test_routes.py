from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RegexPattern
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from checks import routes


def page(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse()


async def stream(request: Request) -> Response:
    return Response()


PATTERNS: list[URLPattern | URLResolver] = [
    path("", page, name="home"),
    path("o/<slug:slug>/", include(([path("<int:pk>/", page, name="person"), path("x/", page)], "people"))),
]


def test_routes_are_named_with_their_space_and_all_their_arguments() -> None:
    assert list(routes.django_routes(URLResolver(RegexPattern(r"^/"), PATTERNS))) == [
        ("home", frozenset()),
        ("people:person", {"slug", "pk"}),
        ("people:x/ (give it a name)", {"slug"}),
    ]


def test_the_live_routes_inside_a_mount_are_found() -> None:
    inner = Route("/stream", stream, name="live-stream")

    assert list(routes.flat([Mount("/live", routes=[inner])])) == [inner]


def test_a_route_without_a_line_and_a_line_without_a_route_are_both_named() -> None:
    assert routes.differences({"home", "new"}, {"home", "old"}) == [
        "new: not in tests/access_matrix/routes.toml",
        "old: in tests/access_matrix/routes.toml, but there is no such route",
    ]
