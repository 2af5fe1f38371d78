from __future__ import annotations

from edgewise.domain.decisions.picture import confidence, picture
from edgewise.domain.pictures.marks import Tone
from tests.domain.decisions.test_calibration import forecasts, found

DRAWN = picture(found(forecasts((10, 4, 0), (30, 2, 1), (90, 12, 5))))


def test_the_table_says_what_the_picture_shows() -> None:
    assert DRAWN.table.headings == ("You said", "On average", "It came true", "With other luck", "In words")
    assert DRAWN.table.rows == (
        ("0 to 19\u00a0%", "10\u00a0%", "0 of 4", "0 to 49\u00a0%", "no difference shows"),
        ("20 to 39\u00a0%", "30\u00a0%", "1 of 2", "9 to 91\u00a0%", "no difference shows"),
        ("81 to 100\u00a0%", "90\u00a0%", "5 of 12", "19 to 68\u00a0%", "less often than you said"),
    )


def test_each_band_with_a_forecast_is_a_dot_with_its_interval() -> None:
    assert [(one.x, one.y) for one in DRAWN.drawing.dots] == [
        ("11.6%", "13.25rem"),
        ("30.8%", "7.25rem"),
        ("88.4%", "8.25rem"),
    ]
    assert [one.words for one in DRAWN.drawing.texts if not one.is_soft] == ["0 of 4", "1 of 2", "5 of 12"]
    assert len([one for one in DRAWN.drawing.lines if one.tone is Tone.MAIN]) == 9


def test_the_legend_names_the_dots_and_the_line() -> None:
    assert [(key.tone, key.words, key.count, key.is_line) for key in DRAWN.legend] == [
        (Tone.MAIN, "how often it came true", "18", False),
        (Tone.TARGET, "as often as you said", "", True),
    ]


def test_confidence_is_drawn_from_the_first_to_the_last_if_both_were_told() -> None:
    drawn = confidence(60, 45)
    assert drawn is not None
    assert [one.x for one in drawn.drawing.dots] == ["59.6%", "45.2%"]
    assert drawn.table.rows == (("At first", "60\u00a0%"), ("At the end", "45\u00a0%"))
    assert "a good sign" in drawn.summary
    assert (confidence(None, 45), confidence(60, None)) == (None, None)
