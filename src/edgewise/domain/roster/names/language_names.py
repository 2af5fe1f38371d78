"""Every language that CLDR has a name for, by its code, and by its names in many languages and in its own.

Which codes are one language follows ISO 639-3 where the people of a macrolanguage understand each other: Norwegian is
one, whether Bokmål or Nynorsk; so are Arabic, Persian with Dari, Malay, Swahili. Chinese is Mandarin, and Cantonese is
another language. Serbian, Croatian and Bosnian are standard languages of their own, as people declare them; who
writes Serbo-Croatian speaks all three. Filipino is the standard form of Tagalog.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from edgewise.domain.roster.names.plain import names_in, plain

# One language under several codes: members of a macrolanguage, old codes, those of ISO 639-2 that Babel has not.
_SAME = {
    "no": "nb nn nor nob nno", "zh": "cmn zho chi", "ar": "arb arz ary arq aeb ajp apc acm afb ars ara",
    "fa": "pes prs fas per", "ms": "zsm msa may zlm", "sw": "swh swc swa", "et": "ekk est", "lv": "lvs lav",
    "az": "azj azb aze", "mn": "khk mon", "ne": "npi nep", "or": "ory ori", "ps": "pbu pbt pst pus",
    "uz": "uzn uzs uzb", "yi": "ydd ji yid", "sq": "als aln sqi alb", "om": "gaz orm", "mg": "plt mlg",
    "kok": "gom knn", "tl": "fil tgl", "ro": "mo mol ron rum", "he": "iw heb", "id": "in ind", "jv": "jw jav",
    "ku": "kmr kur", "nl": "vls nld dut", "pa": "pan", "bs": "bos", "hr": "hrv scr", "sr": "srp scc", "gn": "gug grn",
    "ff": "fuc ful",
}  # fmt: skip
_SEVERAL = {"sh": ("sr", "hr", "bs"), "hbs": ("sr", "hr", "bs")}
CANONICAL = {code: one for one, codes in _SAME.items() for code in codes.split()}
AMBIGUOUS = frozenset({"gaelic"})  # of Ireland or of Scotland
NO_LANGUAGES = frozenset({"mul", "und", "zxx", "mis", "root", "tlh"})  # that CLDR names too: several, none, Klingon
TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")


def codes_of(text: str) -> tuple[str, ...]:
    """The language that a code or a name means (Serbo-Croatian is three); none for one that is not known."""
    name = plain(text)
    if not name or name in AMBIGUOUS:
        return ()
    code = _of_tag(text.strip()) or _by_name().get(name) or names_in("languages.txt").get(name, "")
    code = CANONICAL.get(code, code)
    return _SEVERAL.get(code, (code,)) if code else ()


def english_name(code: str) -> str:
    """`yue` -> `Cantonese`; a code without a name stays a code."""
    return _english().get(code, code)


def all_codes() -> tuple[str, ...]:
    """Each language once, by the code under which it is kept."""
    return tuple(sorted(code for code in _english() if code not in CANONICAL and code not in _SEVERAL))


def _of_tag(text: str) -> str | None:
    """`zh-Hant-TW`, `pt_BR`, `eng`, `yue`: its language, if that is one."""
    tag = TAG.fullmatch(text)
    if tag is None:
        return None
    code = tag[1].lower()
    if code == "zh" and "yue" in text.lower():
        return "yue"
    if code in CANONICAL or code in _english():
        return code
    alias = get_global("language_aliases").get(code)
    return alias.partition("_")[0] if alias else None


@cache
def _english() -> dict[str, str]:
    """English names by code, of languages alone."""
    return {code: name for code, name in Locale("en").languages.items() if "_" not in code and code not in NO_LANGUAGES}


@cache
def _by_name() -> dict[str, str]:
    """What people write beside the names that CLDR has."""
    written = names_in("languages_written.txt")
    return {name: code for code, names in written.items() for name in names.split("|")}
