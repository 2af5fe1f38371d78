from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checks import inline_code

House = Callable[[dict[str, str]], Path]

CLEAN = """{% load static %}
<script type="module" src="{% static 'web/room.js' %}"></script>
<script type="application/json" id="seat">{}</script>
<svg><circle fill="none" r="3"/></svg>
<p class="style" data-on="yes">An onlooker's style</p>
<button title="{% translate "One style, once" %}" aria-label="{{ _("on or off") }}"></button>
"""
DIRTY = """<script>alert(1)</script>
<style>p { color: red }</style>
<p style="color: red" onclick="alert(1)">
<a href=" JavaScript:alert(1)">
"""


def test_scripts_by_address_and_plain_attributes_pass(house: House) -> None:
    assert inline_code.problems(house({"web/templates/web/base.html": CLEAN})) == []


def test_every_way_to_put_code_into_a_page_is_named_with_its_line(house: House) -> None:
    found = inline_code.problems(house({"web/templates/web/base.html": DIRTY}))

    assert [problem.split("base.html:")[1] for problem in found] == [
        "1: <script> without src",
        "2: <style>",
        "3: style attribute",
        "3: onclick attribute",
        "4: javascript: in href",
    ]
