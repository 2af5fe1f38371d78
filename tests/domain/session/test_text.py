from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.session.text import clean, clean_line, gist, says_enough

# Zero width space, word joiner, marks of direction, fillers of Hangul, the empty Braille cell, an accent alone, tags.
INVISIBLE = (
    "", " ", "\u200b", "\u2060", "\u200e", "\u202e", "\ufeff", "\u00ad", "\u3164", "\u115f", "\u2800",
    "\u0301", "\ufe0f", "\U000e0041", "\u00a0", "\u3000", "\u0085", "\x00", "\u180e", "\u200d", "\ufffc",
)  # fmt: skip
BLANK = " " + "".join(map(chr, (*range(0x20), 0x7F)))  # of plain text: what shows nothing


@given(st.lists(st.sampled_from(INVISIBLE), max_size=6))
def test_what_cannot_be_seen_is_empty(parts: list[str]) -> None:
    text = "".join(parts)
    assert (clean(text), clean_line(text), says_enough(f"{text} {text} {text}")) == ("", "", False)


@pytest.mark.parametrize("text", ["I", "42", "?", "…", "👍", "❤️", "é", "e\u0301", "ا", "日", "👩‍👩‍👧", "می‌خواهم"])  # noqa: RUF001
def test_what_can_be_seen_is_kept_as_it_is(text: str) -> None:
    assert (clean(f"\u200b {text}"), clean_line(text)) == (text, text)


def test_a_name_is_one_line_and_turns_nothing_round() -> None:
    assert clean_line(" Dana\u202e\nLevi\u2067 \t(Legal)\u200b ") == "Dana Levi (Legal)"


@pytest.mark.parametrize(
    "text",
    [
        "Ask HR now",
        "a b c",
        "I will call her tomorrow.",
        "我要辞职",
        "每周一与经理沟通十五分钟",
        "毎週月曜日に上司と十五分話す",
        "カタカナダケノナガイブン",
        "ฉันจะคุยกับหัวหน้าทุกวันจันทร์",
        "ຂ້ອຍຈະລົມກັບຫົວໜ້າທຸກວັນຈັນ",
        "ខ្ញុំនឹងនិយាយជាមួយថៅកែរាល់ថ្ងៃច័ន្ទ",
        "ကျွန်ုပ်သည်မန်နေဂျာနှင့်စကားပြောမည်",
        "매주 월요일에 상사와 이야기한다",
        "매주 회의합니다",
        "Ask 上司と話す",
        "Завтра позвоню ей",
        "سأتحدث مع مديري غدا",
    ],
)
def test_a_whole_sentence_is_enough_in_every_script(text: str) -> None:
    assert says_enough(text)


@pytest.mark.parametrize(
    "text",
    ["Call", "Hm?", "ok ok", "- - -", "! ? !", "\u200b \u200b \u200b", "a \u200b \u2060", "はい", "ありがとう",
     "会议", "สวัสดี", "안녕하세요"],
)  # fmt: skip
def test_a_word_or_two_are_not(text: str) -> None:
    assert not says_enough(text)


@pytest.mark.parametrize(
    "same",
    [
        ("Ask for a week more", "ask for a week more.", " Ask  for a week more! ", "Ask for a\u200b week more",
         "ASK FOR A WEEK MORE"),
        ("Straße", "STRASSE"),
        ("ｱｲﾃﾞｱ", "アイデア"),
        ("café", "cafe\u0301"),
    ],
)  # fmt: skip
def test_texts_that_differ_in_form_alone_say_the_same(same: tuple[str, ...]) -> None:
    assert len({gist(text) for text in same}) == 1


@pytest.mark.parametrize(
    "different",
    [
        ("Ask for a week more", "Ask for two weeks more"),
        ("1.5 days", "15 days"),
        ("raise it by 2 %", "raise it by -2 %"),
        ("👍", "👎"),
        ("?", "!"),
        ("พี", "พื"),
    ],
)
def test_texts_that_say_something_else_differ(different: tuple[str, ...]) -> None:
    assert len({gist(text) for text in different}) == len(different)


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_plain_letters_are_read_as_any_others(text: str) -> None:
    """They take a short way; with a letter that is not plain beside them they take the long one."""
    assert f"é{clean(text)}" == clean(f"é{text.lstrip(BLANK)}")
    assert says_enough(f"{text} x") == says_enough(f"{text} é")
