from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def result(request: HttpRequest, code: str) -> HttpResponse:
    raise NotImplementedError
