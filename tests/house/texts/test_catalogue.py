from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from checks.texts import catalogue

House = Callable[[dict[str, str]], Path]
Entry = tuple[str | None, str | tuple[str, ...]]

PAGE = """{% translate "It’s 100% done" %} {% translate 'Say "yes"' %} {% translate "A \\"quoted\\" word" %}
<a title="{% translate "May" context "month" %}">{{ _("Hello")|upper }} {% include "a.html" with t=_('Title') %}</a>
{% blocktranslate trimmed with name=x.name|default:"a|b" %}
  {{ name }} said 100%
  of it.
{% endblocktranslate %}
{% blocktranslate count n=people|length context "poll" %}One answer{% plural %}{{ n }} answers{% endblocktranslate %}
{% blocktranslate asvar title with url=u %}<a href="{{ url }}">Here</a>{% endblocktranslate %}
{% comment %}{% translate "Not this" %}{% endcomment %}{# {% translate "Nor this" %} #}
"""
ROOM = """{{ _("Close 100%%") }} {{ ngettext("a", "b", n) }}
{% trans name=x %}{{ name }} is 100% in.{% endtrans %}
{% trans trimmed count=n %}
  One
  thing
{% pluralize %}
  {{ count }} things
{% endtrans %}
"""
RULES = """from django.utils.translation import gettext_lazy as _, ngettext, npgettext, pgettext as in_place
from edgewise.domain.phrases import counted, phrase, phrase_in
KINDS = [_("A " "pair"), in_place("poll", "Yes"), npgettext("poll", "a yes", "yeses", 2)]
x = phrase("{who} asks.", who=", ".join(counted("one person", "{count} people", n) for n in numbers))
y = _("Here" if x else "There") % {"n": ngettext("One", "Two", n)}
z = phrase_in("format " + key, variable) or phrase_in("letter", "F")
"""
FORMAT = """key = "pair"
name = "Pair"
[[issue]]
title = "Share"
prompt.owner = "What is it?"
"""
CARDS = """[[card]]
key = "listening"
title = "Listening"
does = ["Let them finish.", "Wait."]
"""


def test_each_kind_of_file_gives_what_it_marks(house: House) -> None:
    root = house(
        {
            "web/templates/web/page.html": PAGE,
            "rooms/jinja2/rooms/live/room.html": ROOM,
            "domain/rules.py": RULES,
            "domain/formats/builtin/pair.toml": FORMAT,
            "domain/coaching/practice/cards.toml": CARDS,
        }
    )

    assert _entries(root) == {
        (None, "It’s 100%% done"),
        (None, 'Say "yes"'),
        (None, 'A "quoted" word'),
        ("month", "May"),
        (None, "Hello"),
        (None, "Title"),
        (None, "%(name)s said 100%% of it."),
        ("poll", ("One answer", "%(n)s answers")),
        (None, '<a href="%(url)s">Here</a>'),
        (None, "Close 100%%"),
        (None, ("a", "b")),
        (None, "%(name)s is 100%% in."),
        (None, ("One thing", "%(count)s things")),
        (None, "A pair"),
        ("poll", "Yes"),
        ("poll", ("a yes", "yeses")),
        (None, "{who} asks."),
        (None, ("one person", "{count} people")),
        (None, "Here"),
        (None, "There"),
        (None, ("One", "Two")),
        ("letter", "F"),
        ("format pair", "Pair"),
        ("format pair", "Share"),
        ("format pair", "What is it?"),
        ("card listening", "Listening"),
        ("card listening", "Let them finish."),
        ("card listening", "Wait."),
    }


def test_a_text_is_there_once_with_each_file_that_has_it(house: House) -> None:
    page = '{% translate "Close" %}'
    root = house({"web/templates/web/a.html": page, "web/templates/web/b.html": page * 2})

    assert catalogue.written(root).removeprefix(catalogue.HEADER) == (
        '#: web/templates/web/a.html web/templates/web/b.html\nmsgid "Close"\nmsgstr ""\n'
    )


def test_a_catalogue_out_of_step_is_named_until_it_is_written_again(house: House) -> None:
    root = house({"web/templates/web/a.html": '{% translate "Close" %}'})
    before = catalogue.problems(root)
    file = root / catalogue.CATALOGUE
    file.parent.mkdir(parents=True)
    file.write_text(catalogue.written(root))

    assert (before, catalogue.problems(root)) == (
        ["src/edgewise/locale/en/LC_MESSAGES/django.po: not in step with the texts; run `make messages`"],
        [],
    )


def _entries(root: Path) -> set[Entry]:
    with (root / "django.po").open("w+b") as file:
        file.write(catalogue.written(root).encode())
        file.seek(0)
        found = read_po(file, locale="en")
    return {(each.context, _id(each.id)) for each in found if each.id}


def _id(text: object) -> str | tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else str(text)


@pytest.mark.parametrize("text", ["Ends with a line\n", 'Says "yes"', "back\\slash"])
def test_a_text_survives_the_file(house: House, text: str) -> None:
    root = house({"web/queries.py": f"from edgewise.domain.phrases import phrase\nx = phrase({text!r})\n"})

    assert _entries(root) == {(None, text)}
