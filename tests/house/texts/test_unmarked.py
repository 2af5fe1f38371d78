from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.texts import unmarked

House = Callable[[dict[str, str]], Path]

PAGE = """{% extends "web/base.html" %}
{% block title %}{% translate "Your circle" %}{% endblock %}
{% block body_class %}room-page wide-page{% endblock %}
{% comment %}Nothing for people{% endcomment %}{# nor this #}
<p class="large soft" data-send="take_back" data-for="s1 s2">{{ circle.name }} · 3 × {{ n }}, &nbsp; (b)</p>
<input type="hidden" value="Not shown"><input name="CSV" placeholder="{% translate "Look" %}">
<button title="{% translate "Say \\"yes\\"" %}" {% if open %}aria-label="{% translate "Close" %}"{% endif %}>×</button>
{% blocktranslate trimmed count n=people|length with day=x|date:"j F Y" %}
  One person
{% plural %}
  {{ n }} people on {{ day }}
{% endblocktranslate %}
{% include "web/field.html" with day=x|date:"D j F" label=_("Day") kind="main" %}
{% if answer == "Some answer" %}{{ circle.kind|default:"pair" }}{% endif %}
<kbd>Esc</kbd> <a href="/">Edgewise</a> <script type="module" src="a.js"></script>
<script type="application/json" id="words">{"close": "{% translate "Close the room" %}"}</script>
"""
ROOM = """{% if view.floor == "Back turned" %}{{ _("Close") }}{% endif %}{# A comment for nobody #}
{% trans name=seat.name %}{{ name }} has the floor.{% endtrans %}
<p class="{{ 'is-open wide' if x else '' }}">{{ view.move|replace("A b", " ") }}</p>
{% trans trimmed count=n %}
  One more
{% pluralize %}
  {{ count }} more
{% endtrans %}
"""
SCRIPT = """/* Words for developers: "You have the floor." */
const near = (element) => element.closest("form, .compose dialog")?.querySelector("input:checked ~ p");
button.className = "button button-small"; // a comment: "Look here please"
const isWord = /["'] [A-Z]/.test(`a ${x ? `${y} z` : "b"}`) / 2;
sessionStorage.setItem(`edgewise ${room.code} note`, all("textarea, input").length);
say(words.sent, room.dataset.saying);
status("ok", document.querySelector("#live").dataset.live);
"""
RULES = '''"""What a module is for."""
from edgewise.domain.phrases import counted, phrase as said
from django.utils.translation import gettext_lazy as _, ngettext

KINDS = {"pair": said("A pair"), "circle": said("A circle")}
TABLE = "rooms_event"


class Kind(models.TextChoices):
    """What it is."""

    PAIR = "pair", _("Pair")
    NO_PAIR = "no pair at all"  # stored


def refuse(state: State, name: str) -> Refused:
    """Say no."""
    if state.phase == "Not begun":
        raise ValueError(f"there is no phase of {state}")
    logger.warning("The store did not answer (%s).", name)
    key, cell = f"circle-{name}", f"{name}:{state.row}"
    where, how = f"card {name}", {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    assert name, "There is always a name"
    circle = models.ForeignKey("Circle", related_name="seats")
    day = date_format(state.day, "D j F")
    messages.success(request, ngettext("%(n)s person is asked.", "%(n)s people are asked.", n) % {"n": n})
    return Refused("no_floor", said("{name} has the floor.", name=said("Nobody") if key else name), "")
'''


@pytest.fixture(autouse=True)
def _nothing_exempt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unmarked, "EXEMPT", {})
    monkeypatch.setattr(unmarked, "EXEMPT_NAMES", {"people/seating.py": {"NAMES": "names of circles"}})
    monkeypatch.setattr(unmarked, "EXEMPT_TEXTS", {"people/seating.py": {"row … of it": "a key"}})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people/templates/people/me.html", PAGE),
        ("rooms/jinja2/rooms/live/table.html", ROOM),
        ("rooms/static/rooms/js/room.js", SCRIPT),
        ("people/queries.py", RULES),
        ("people/templates/people/mail.txt", '{{ greeting }},\n--\n{% translate "Stop these e-mails:" %} {{ url }}\n'),
    ],
)
def test_marked_texts_and_strings_for_machines_pass(house: House, name: str, text: str) -> None:
    assert _found(house({name: text})) == []


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("<p>Look again</p>", ["Look again"]),
        ("<h1>{{ circle.name }}: figures</h1>", ["…: figures"]),
        ('<a aria-label="Close">×</a>', ["Close"]),
        ('<input placeholder="A name" title="Why?">', ["A name", "Why?"]),
        ('<img alt="a table">', ["a table"]),
        ('<input type="submit" value="Save">', ["Save"]),
        ('<button data-confirm="Take it back?">{{ x }}</button>', ["Take it back?"]),
        ('<meta name="description" content="Circles for all">', ["Circles for all"]),
        ('<a {% if x %}title="Shown"{% endif %} href="{% url "home" %}">{{ x }}</a>', ["Shown"]),
        ("{% blocktranslate %}Marked{% endblocktranslate %} and not", ["… and not"]),
        ('{{ name|default:"Nobody" }}', ["Nobody"]),
        ('{% include "web/field.html" with label="A day" %}', ["A day"]),
        ('<script type="application/json">{"close": "Close the room"}</script>', ["Close the room"]),
        ("{{ n }} step{{ n|pluralize }}", ["… step…"]),
    ],
)
def test_what_a_django_template_says_without_a_mark_is_named(house: House, line: str, texts: list[str]) -> None:
    root = house({"people/templates/people/me.html": "{% load static %}\n" + line})

    assert _found(root) == [f"src/edgewise/people/templates/people/me.html:2: “{text}”" for text in texts]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<p>The table</p>", "The table"),
        ('<b title="Take back (u)">{{ view.undo }}</b>', "Take back (u)"),
        ("{{ 'Everyone writes' if view.writing else '' }}", "Everyone writes"),
        ('{% set role = "Facilitator" %}', "Facilitator"),
        ("{% trans %}Marked{% endtrans %} and not", "… and not"),
        ('{{ _("{name}", name="A person") }}', "A person"),
    ],
)
def test_what_a_template_of_the_room_says_without_a_mark_is_named(house: House, line: str, text: str) -> None:
    root = house({"rooms/jinja2/rooms/live/table.html": "\n" + line})

    assert _found(root) == [f"src/edgewise/rooms/jinja2/rooms/live/table.html:2: “{text}”"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('say("You have the floor.");', "You have the floor."),
        ('line.textContent = "Kept.";', "Kept."),
        ("words.push(`${left} min behind`);", "… min behind"),
        ('button.setAttribute("aria-label", "Close");', "Close"),
        ('status("lost", "Reconnecting …");', "Reconnecting …"),
        ('const to = { bench: "those left over" };', "those left over"),
        ("const told = ready ? 'Sound on' : url;", "Sound on"),
    ],
)
def test_a_text_in_a_script_is_named(house: House, line: str, text: str) -> None:
    root = house({"rooms/static/rooms/js/room.js": "\n" + line})

    assert _found(root) == [f"src/edgewise/rooms/static/rooms/js/room.js:2: “{text}”"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('return Refused("full", "All seats are taken.")', "All seats are taken."),
        ('return Refused("full", "taken")', "taken"),
        ('raise forms.ValidationError("Choose.")', "Choose."),
        ('day = forms.DateField(label="until")', "until"),
        ('field.help_text = "optional"', "optional"),
        ('yield "a rule does not hold any more"', "a rule does not hold any more"),
        ('return f"{name} has the floor."', "… has the floor."),
        ('words = {"kept": "Kept"}[answer]', "Kept"),
        ('yield item("Home", "home")', "Home"),
        ('DAYS = ("Monday", X)', "Monday"),
        ('attrs = {"placeholder": "name"}', "name"),
        ('messages.success(request, "Saved.")', "Saved."),
        ('return [f"Circle {name}"]', "Circle …"),
        ('raise Unreadable("The file is empty")', "The file is empty"),
        ('class Kind(models.TextChoices): PAIR = "pair", "two"', "two"),
        ('x = phrase("{who} asks.", who="A peer")', "A peer"),
    ],
)
def test_a_string_that_people_read_is_named(house: House, line: str, text: str) -> None:
    root = house({"people/queries.py": f"from edgewise.domain.phrases import phrase\n{line}\n"})

    assert _found(root) == [f"src/edgewise/people/queries.py:2: “{text}”"]


def test_a_name_marks_only_where_it_was_imported_to_mark(house: House) -> None:
    root = house({"people/queries.py": 'from people.words import counted\nx = counted("One person")\n'})

    assert _found(root) == ["src/edgewise/people/queries.py:2: “One person”"]


@pytest.mark.parametrize(
    "glued", ['f"{name} has left."', '"Hello " + name', '"Hello %s" % name', '"{0} left".format(name)']
)
def test_a_mark_on_a_text_that_is_put_together_is_a_fault(house: House, glued: str) -> None:
    root = house({"people/views.py": f"from django.utils.translation import gettext as _\nx = _({glued})\n"})

    faults = [problem.split("views.py:")[1] for problem in unmarked.problems(root) if "put together" in problem]

    assert [fault[:2] for fault in faults] == ["2:"]


def test_what_is_exempt_passes_and_what_has_gone_is_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    root = house(
        {
            "people/seating.py": 'NAMES = ("Harbour", X)\nx = f"row {y} of it"\n',
            "cli/run.py": 'echo("Nothing is lost.")\n',
        }
    )
    monkeypatch.setattr(unmarked, "EXEMPT", {"cli": "speaks English", "domain/bots": "data"})

    assert unmarked.problems(root) == [
        "src/edgewise/domain/bots: exempt in checks/texts/exempt.py, and no longer there"
    ]


def _found(root: Path) -> list[str]:
    (root / "src/edgewise/people").mkdir(exist_ok=True)
    (root / "src/edgewise/people/seating.py").touch()
    return [
        problem.replace("the text ", "").removesuffix(" is not marked for translation")
        for problem in unmarked.problems(root)
    ]
