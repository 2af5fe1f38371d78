"""A photograph, for those who may see its person."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from edgewise.people.access import signed_in
from edgewise.people.photographs.queries import picture_of
from edgewise.programmes.access import photograph_for

KEPT_BY_BROWSERS = timedelta(days=1)  # by the reader's own alone; another photograph has another address


@require_safe
def photograph(request: HttpRequest, code: str) -> HttpResponse:
    answer = HttpResponse(picture_of(photograph_for(signed_in(request), code)), content_type="image/webp")
    patch_cache_control(answer, private=True, max_age=int(KEPT_BY_BROWSERS.total_seconds()))
    return answer
