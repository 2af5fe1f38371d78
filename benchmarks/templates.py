"""A live partial of about sixty lines with six seats: Jinja2 beside Django's templates (docs/adr/0004)."""

from __future__ import annotations

from functools import partial

import django
import jinja2
from django.conf import settings
from django.template import Context, Engine

from benchmarks.timing import best, table

STAGE = "\n".join(f'<p class="line-{line}">{{{{ stage.purpose }}}}</p>' for line in range(30))
SEATS = """{% for seat in seats %}
<g class="seat{% if seat.holds %} holds{% endif %}" data-seat="{{ seat.id }}">
  <circle cx="{{ seat.x }}" cy="{{ seat.y }}" r="34"></circle>
  <text>{{ seat.name }}</text>
  <text class="time">{{ seat.spoken }}</text>
  {% if seat.hand %}<path d="M0 0h8"></path>{% endif %}
</g>
{% endfor %}
<ol>{% for item in board %}<li>{{ item }}</li>{% endfor %}</ol>
"""
PARTIAL = f"<section>\n{STAGE}\n{SEATS}\n" + "<hr>\n" * 20 + "</section>\n"
ROOM: dict[str, object] = {
    "stage": {"purpose": "Say what is being decided & by when"},
    "board": ["whether <or> which"] * 6,
    "seats": [
        {"id": f"s{seat}", "name": "Amara", "x": 10 * seat, "y": 20, "spoken": "1:20", "holds": seat == 2}
        for seat in range(6)
    ],
}


def main() -> None:
    if not settings.configured:
        settings.configure()
        django.setup()
    fast = jinja2.Environment(autoescape=True).from_string(PARTIAL)
    slow = Engine().from_string(PARTIAL)
    assert fast.render(ROOM).split() == slow.render(Context(ROOM)).split()
    table(
        "µs",
        1e6,
        Jinja2=best(partial(fast.render, ROOM), times=500),
        Django=best(lambda: slow.render(Context(ROOM)), times=500),
    )
