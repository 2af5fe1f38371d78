"""The names that Edgewise reads from CLDR, as Babel has it: of languages, countries and months, in many languages.

Reading them from Babel takes seconds, so they are kept in files beside the code. A test compares those with what Babel
has, and `python -m tests.domain.roster.names.cldr` writes them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

from edgewise.domain.roster.names.language_names import NO_LANGUAGES
from edgewise.domain.roster.names.plain import plain

TABLES = Path(__file__).parents[4] / "src/edgewise/domain/roster/names"
# English decides first, then the usual languages, then the others: what these disagree about is left out.
READ = (
    ("en",),
    ("de", "fr", "es", "pt", "it", "nl", "pl", "sv"),
    (
        "da", "nb", "fi", "cs", "sk", "hu", "ro", "bg", "el", "tr", "ru", "uk", "hr", "sr", "sl", "et", "lv", "lt",
        "ca", "eu", "gl", "ga", "cy", "is", "ar", "he", "fa", "hi", "bn", "id", "ms", "vi", "th", "sw", "af", "sq",
        "mk", "bs", "az", "kk", "ka", "hy", "ja", "zh", "zh_Hant", "ko",
    ),
)  # fmt: skip
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "QO"})
Pairs = Iterable[tuple[str, str]]


def languages_in(locale: str) -> Iterator[tuple[str, str]]:
    for code, name in Locale.parse(locale).languages.items():
        if (own := code.partition("_")[0]) not in NO_LANGUAGES:
            yield plain(name), own


def own_names() -> Iterator[tuple[str, str]]:
    for code in locale_identifiers():
        if "_" not in code and code not in NO_LANGUAGES and (name := Locale(code).languages.get(code)):
            yield plain(name), code


def countries_in(locale: str) -> Iterator[tuple[str, str]]:
    for code, name in Locale.parse(locale).territories.items():
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
            yield plain(name), code


def months_in(locale: str) -> Iterator[tuple[str, str]]:
    for widths in Locale.parse(locale).months.values():
        for width in ("wide", "abbreviated"):
            for number, name in widths[width].items():
                yield from ((word, str(number)) for word in plain(name).split() if len(word) > 2 and word.isalpha())


def table(names: Callable[[str], Pairs], last: Pairs = ()) -> dict[str, str]:
    """What each name means. One with two meanings in one group of languages means neither, or `?` for a month."""
    found: dict[str, str] = {}
    groups = [[pair for locale in group for pair in names(locale)] for group in READ]
    for group in (*groups, list(last)):
        here: dict[str, set[str]] = {}
        for name, meaning in group:
            if name and name not in found:
                here.setdefault(name, set()).add(meaning)
        found |= {name: meanings.pop() if len(meanings) == 1 else "?" for name, meanings in here.items()}
    return found


def months() -> dict[str, str]:
    """A word of two languages that means two months is `?`, whichever language is the more usual."""
    pairs = [pair for group in READ for locale in group for pair in months_in(locale)]
    meanings: dict[str, set[str]] = {}
    for word, number in pairs:
        meanings.setdefault(word, set()).add(number)
    return {word: numbers.pop() if len(numbers) == 1 else "?" for word, numbers in meanings.items() if len(numbers) < 3}


def tables() -> dict[str, dict[str, str]]:
    return {
        "languages.txt": {k: v for k, v in table(languages_in, own_names()).items() if v != "?"},
        "countries.txt": {k: v for k, v in table(countries_in).items() if v != "?"},
        "months.txt": months(),
    }


def written(names: dict[str, str]) -> str:
    return "".join(f"{name}\t{meaning}\n" for name, meaning in sorted(names.items()))


if __name__ == "__main__":
    for file, names in tables().items():
        (TABLES / file).write_text(written(names), "utf-8")
