from __future__ import annotations

import pytest

from edgewise.domain.roster.fields.languages import (
    known_languages,
    language_name,
    language_words,
    parse_languages,
    read_languages,
)
from edgewise.domain.roster.model import Unreadable


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("en;fr", ("en", "fr")),
        ("English (fluent), Deutsch and français", ("en", "de", "fr")),
        ("en-GB / pt_BR", ("en", "pt")),
        ("ENG\nspa", ("en", "es")),
        ("日本語, English - C1, EN", ("ja", "en")),
        ("Mandarin Chinese; Español: native", ("zh", "es")),
        ("sw", ("sw",)),
        ("inglés y francés", ("en", "fr")),
        ("Nederlands en Engels", ("nl", "en")),
        ("EN DE FR", ("en", "de", "fr")),
        ("angielski, Spanisch, русский, 한국어", ("en", "es", "ru", "ko")),
        ("US English; Brazilian Portuguese; Swiss German", ("en", "pt", "gsw")),
        ("Portuguese (Brazil), English [C1], German=native", ("pt", "en", "de")),
        ("iw;in;mo", ("he", "id", "ro")),
    ],
)
def test_languages_in_many_forms(text: str, codes: tuple[str, ...]) -> None:
    assert parse_languages(text) == codes


@pytest.mark.parametrize(
    "text", ["nb-NO", "nb", "nn", "no", "Norwegian", "Bokmål", "Nynorsk", "norsk bokmål", "Norwegisch"]
)
def test_norwegian_is_one_language(text: str) -> None:
    assert parse_languages(text) == ("no",)


def test_mandarin_is_chinese_and_cantonese_is_another() -> None:
    mandarin = (
        "zh",
        "cmn",
        "Mandarin",
        "Mandarin Chinese",
        "Chinese (Mandarin)",
        "zh-Hans",
        "zh-TW",
        "中文",
        "普通话",
        "Simplified Chinese",
    )
    cantonese = ("yue", "zh-yue", "Cantonese", "Chinese (Cantonese)", "yue-HK", "粤语", "廣東話")
    assert [parse_languages(text) for text in mandarin] == [("zh",)] * len(mandarin)
    assert [parse_languages(text) for text in cantonese] == [("yue",)] * len(cantonese)


def test_languages_whose_people_understand_each_other_are_one() -> None:
    same = ("Farsi", "fa", "prs", "Dari", "Persian"), ("fil", "tl", "Filipino", "Tagalog"), ("ar-EG", "arz", "Arabic")
    assert [{parse_languages(text) for text in one} for one in same] == [{("fa",)}, {("tl",)}, {("ar",)}]


def test_serbian_croatian_and_bosnian_are_three_and_serbo_croatian_is_all_of_them() -> None:
    assert [parse_languages(text) for text in ("sr-Latn", "Croatian", "bosanski")] == [("sr",), ("hr",), ("bs",)]
    assert parse_languages("Serbo-Croatian") == parse_languages("sh") == ("sr", "hr", "bs")


@pytest.mark.parametrize(
    "text",
    ["German (A1)", "German A2", "A1 German", "German (A1/A2)", "basic German", "German - beginner",
     "German: Grundkenntnisse", "German (elementary proficiency)", "German (1/5)", "German (ILR 1)", "German 1",
     "German ★★☆☆☆", "Deutsch (débutant)", "alemán básico", "German, beginner",
     "German (pre-intermediate)", "learning German",
     "German (none)"],
)  # fmt: skip
def test_a_little_of_a_language_is_no_common_language(text: str) -> None:
    found = read_languages(f"English (native); {text}")
    assert (found.codes, len(found.too_little)) == (("en",), 1)


@pytest.mark.parametrize(
    "text",
    ["German", "German (B1)", "German (B2+)", "German C1", "German (A2/B1)", "fluent German", "German (intermediate)",
     "German - native or bilingual proficiency", "German (limited working proficiency)", "German (3)", "German (5/5)",
     "Deutsch (Muttersprache)", "good German skills", "German (verhandlungssicher)", "German ★★★★☆"],
)  # fmt: skip
def test_enough_of_a_language_is_one(text: str) -> None:
    assert read_languages(text).codes == ("de",)


def test_a_level_belongs_to_the_language_before_it_or_to_all_behind_its_colon() -> None:
    assert read_languages("English, C1; German, A1").codes == ("en",)
    assert read_languages("Native: English, French; Basic: German, Spanish").codes == ("en", "fr")
    assert read_languages("de:C1,en:B2,fr:A1").codes == ("de", "en")


def test_the_name_of_a_language_is_no_level() -> None:
    assert read_languages("Low German").codes == ("nds",)


def test_a_profile_is_told_that_a_little_is_too_little() -> None:
    with pytest.raises(Unreadable, match=r"“German \(A1\)” is too little to be coached in"):
        parse_languages("English, German (A1)")


@pytest.mark.parametrize(("text", "word"), [("en; Klingon", "Klingon"), ("Gaelic", "Gaelic"), ("English, xx", "xx")])
def test_an_unknown_language_is_named(text: str, word: str) -> None:
    with pytest.raises(Unreadable, match=f"“{word}” is not a language known here"):
        parse_languages(text)


def test_each_language_of_a_list_can_be_asked_about() -> None:
    assert language_words("English (US, UK); Klingon / DE") == ("English (US, UK)", "Klingon", "DE")


def test_every_language_has_one_code_and_a_name_that_means_it() -> None:
    known = known_languages()
    assert {code for code in ("nb", "cmn", "fil", "sh", "tlh") if code in known} == set()
    assert [code for code, name in known.items() if parse_languages(code) != (code,)] == []
    assert (language_name("yue"), language_name("qqq")) == ("Cantonese", "qqq")
