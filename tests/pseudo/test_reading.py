from __future__ import annotations

import pytest

from checks.texts import has_words
from tests.pseudo import known
from tests.pseudo.reading import of_page


@pytest.mark.parametrize(
    ("html", "outside"),
    [
        ("<p>⟦Ĥéļļö <a href='/x'>ţĥéŕé</a> öñé⟧</p><p>Left out</p>", ["Left out"]),
        ("<p>⟦Ĥéļļö⟧ Amara, ⟦ţĥéŕé ⟦îññéŕ⟧ öñé⟧ and more</p>", ["￼ Amara, ￼ and more"]),
        ("<p>⟦Ĥéļļö</p><p>Left out</p>", ["Left out", "not closed: ⟦Ĥéļļö"]),
        (
            '<button title="Close" aria-label="⟦Çļöšé⟧" data-confirm="Take it back?">×</button>',
            ["Close", "Take it back?"],
        ),
        ('<script type="application/json">{"a": ["Close it"], "b": {"c": "⟦Çļöšé⟧"}}</script>', ["Close it"]),
        ("<script>const here = 'Not read'</script><style>p { color: red }</style><kbd>Esc</kbd>", []),
        ("<title>Amara · Edgewise</title>", ["Amara · Edgewise"]),
    ],
)
def test_what_stands_outside_of_brackets_is_read(html: str, outside: list[str]) -> None:
    assert [text for text in of_page(html) if has_words(text)] == outside


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("Amara", True),
        ("Amara, ￼ · 3 × 4", True),
        ("Amara has left", False),
        ("Thursday 12 March, 09:00", True),
        ("Mon 7 Dec", True),
        ("Harbour", True),
        ("America/New_York", True),
        ("This field is required.", True),  # Django’s own, translated with it
        ("Ensure this value has at most 5 characters (it has 7).", True),
        ("https://example.org/circles/ · Edgewise", True),
        ("Amaranth", False),
        ("Mayor", False),
    ],
)
def test_data_dates_and_django_are_known_and_nothing_else_is(text: str, is_known: bool) -> None:
    assert known.unknown([text], {"Amara"}) == ([] if is_known else [text])
