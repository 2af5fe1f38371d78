"""Languages as their codes (ISO 639), from codes and names in several forms, with how well they are spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from edgewise.domain.phrases import phrase, phrase_in
from edgewise.domain.roster.fields.fluency import STARS, is_level, is_little, without_level
from edgewise.domain.roster.model import Unreadable
from edgewise.domain.roster.names.language_names import all_codes, codes_of, english_name

# The languages that are most spoken at work, by names that are translated.
_NAMES = {
    "en": phrase_in("language", "English"),
    "es": phrase_in("language", "Spanish"),
    "de": phrase_in("language", "German"),
    "fr": phrase_in("language", "French"),
    "pt": phrase_in("language", "Portuguese"),
    "it": phrase_in("language", "Italian"),
    "nl": phrase_in("language", "Dutch"),
    "sv": phrase_in("language", "Swedish"),
    "da": phrase_in("language", "Danish"),
    "nb": phrase_in("language", "Norwegian bokmål"),
    "no": phrase_in("language", "Norwegian"),
    "fi": phrase_in("language", "Finnish"),
    "is": phrase_in("language", "Icelandic"),
    "pl": phrase_in("language", "Polish"),
    "cs": phrase_in("language", "Czech"),
    "sk": phrase_in("language", "Slovak"),
    "sl": phrase_in("language", "Slovenian"),
    "hu": phrase_in("language", "Hungarian"),
    "ro": phrase_in("language", "Romanian"),
    "bg": phrase_in("language", "Bulgarian"),
    "hr": phrase_in("language", "Croatian"),
    "sr": phrase_in("language", "Serbian"),
    "bs": phrase_in("language", "Bosnian"),
    "mk": phrase_in("language", "Macedonian"),
    "sq": phrase_in("language", "Albanian"),
    "el": phrase_in("language", "Greek"),
    "tr": phrase_in("language", "Turkish"),
    "ru": phrase_in("language", "Russian"),
    "uk": phrase_in("language", "Ukrainian"),
    "et": phrase_in("language", "Estonian"),
    "lv": phrase_in("language", "Latvian"),
    "lt": phrase_in("language", "Lithuanian"),
    "ga": phrase_in("language", "Irish"),
    "cy": phrase_in("language", "Welsh"),
    "ca": phrase_in("language", "Catalan"),
    "eu": phrase_in("language", "Basque"),
    "gl": phrase_in("language", "Galician"),
    "ar": phrase_in("language", "Arabic"),
    "he": phrase_in("language", "Hebrew"),
    "fa": phrase_in("language", "Persian"),
    "ur": phrase_in("language", "Urdu"),
    "hi": phrase_in("language", "Hindi"),
    "bn": phrase_in("language", "Bengali"),
    "pa": phrase_in("language", "Punjabi"),
    "gu": phrase_in("language", "Gujarati"),
    "mr": phrase_in("language", "Marathi"),
    "ta": phrase_in("language", "Tamil"),
    "te": phrase_in("language", "Telugu"),
    "kn": phrase_in("language", "Kannada"),
    "ml": phrase_in("language", "Malayalam"),
    "ne": phrase_in("language", "Nepali"),
    "si": phrase_in("language", "Sinhala"),
    "zh": phrase_in("language", "Chinese"),
    "ja": phrase_in("language", "Japanese"),
    "ko": phrase_in("language", "Korean"),
    "vi": phrase_in("language", "Vietnamese"),
    "th": phrase_in("language", "Thai"),
    "id": phrase_in("language", "Indonesian"),
    "ms": phrase_in("language", "Malay"),
    "tl": phrase_in("language", "Tagalog"),
    "sw": phrase_in("language", "Swahili"),
    "am": phrase_in("language", "Amharic"),
    "ha": phrase_in("language", "Hausa"),
    "yo": phrase_in("language", "Yoruba"),
    "ig": phrase_in("language", "Igbo"),
    "zu": phrase_in("language", "Zulu"),
    "xh": phrase_in("language", "Xhosa"),
    "af": phrase_in("language", "Afrikaans"),
    "so": phrase_in("language", "Somali"),
    "hy": phrase_in("language", "Armenian"),
    "ka": phrase_in("language", "Georgian"),
    "az": phrase_in("language", "Azerbaijani"),
    "kk": phrase_in("language", "Kazakh"),
}
_OUTSIDE = r"(?![^()]*\))"  # not between brackets
GROUPS = re.compile(rf"\s*[;\n|•·]{_OUTSIDE}\s*")
SEPARATORS = re.compile(rf"(?:\s*[,/+&、]\s*(?:(?:and|und|et)\s+)?|(?<=\S)\s+(?:and|und|et)\s+){_OUTSIDE}")
# Which word says “and” depends on the language, and some are codes of languages: tried where nothing else fits.
JOINED = re.compile(r"\s+(?:y|e|i|o|en|og|och|ed|a|и|ve|ja)\s+|\s+")
WHERE_CANTONESE = re.compile(r"zh[-_](hant[-_])?(hk|mo)", re.IGNORECASE)
ASIDE = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?|\s[-–—]\s*(.*)$|\s*[:=]\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Codes, the best first as they are written, and the words that count for none since they say too little."""

    codes: tuple[str, ...]
    too_little: tuple[str, ...] = ()
    perhaps_cantonese: tuple[str, ...] = ()  # Chinese of Hong Kong or Macau: as it is written, or as it is spoken there


def language_name(code: str) -> str:
    """`en` -> `English`; a code without a name here stays a code."""
    return _NAMES.get(code) or english_name(code)


def known_languages() -> dict[str, str]:
    """English name by code, to choose from."""
    return {code: str.__str__(language_name(code)) for code in all_codes()}


def parse_languages(text: str) -> tuple[str, ...]:
    """`English (fluent); DE, fr-CA` -> `("en", "de", "fr")`, without repeats.

    Raises Unreadable, naming the word that is no language or says too little.
    """
    spoken = read_languages(text)
    for word in spoken.too_little:
        raise too_little(word)
    return spoken.codes


def too_little(word: str) -> Unreadable:
    what = phrase("“{word}” is too little to be coached in and does not count", word=word[:40])
    return Unreadable(what, phrase("B1 or better counts"))


def perhaps_cantonese(word: str) -> Unreadable:
    return Unreadable(phrase("“{word}” is read as Chinese", word=word), phrase("Write yue if Cantonese is meant"))


def read_languages(text: str) -> Spoken:
    """The languages that are spoken well enough to be coached in, and what is too little. Raises Unreadable."""
    found = [(word, *_one(word)) for word in language_words(text)]
    codes = (code for _, known, little in found if not little for code in known)
    return Spoken(
        tuple(dict.fromkeys(codes)),
        tuple(word for word, _, little in found if little),
        tuple(word for word, _, _ in found if WHERE_CANTONESE.fullmatch(word)),
    )


@lru_cache(maxsize=2048)
def language_words(text: str) -> tuple[str, ...]:
    """Each language of a list as it is written, with its level: `("English (fluent)", "DE")`.

    A level that stands alone belongs to what is before it, and one with a colon to all behind it: `English, C1` and
    `Basic: German, French`.
    """
    words: list[str] = []
    for group in filter(None, GROUPS.split(text.strip())):
        level, _, rest = group.partition(":")
        shared = f" ({level.strip()})" if rest.strip() and is_level(level) else ""
        for word in filter(None, SEPARATORS.split(rest.strip() if shared else group)):
            if words and is_level(word) and not _codes(word):
                words[-1] += f" ({word})"
            else:
                words += [one + shared for one in _apart(word)]
    return tuple(words)


def _apart(word: str) -> list[str]:
    """`inglés y francés`, `EN DE FR`: several where each part is a language and the whole is none."""
    parts = JOINED.split(word)
    is_list = len(parts) > 1 and not _codes_of_item(word) and all(map(_codes, parts))
    return parts if is_list else [word]


@lru_cache(maxsize=2048)
def _one(word: str) -> tuple[tuple[str, ...], bool]:
    """The codes of one item, and whether it is spoken too little. Raises Unreadable."""
    codes = _codes_of_item(word)
    if not codes:
        raise Unreadable(
            phrase("“{word}” is not a language known here", word=word[:40]),
            phrase("Write its name in English or its two-letter code"),
        )
    return codes, is_little(_level_of(word))


def _codes_of_item(word: str) -> tuple[str, ...]:
    """By its name, or by what stands beside it: `Chinese (Cantonese)`, `C1 German`, `Portuguese (Brazil)`."""
    if codes := _codes(word):
        return codes
    head, asides = ASIDE.sub(" ", word).strip(), _asides(word)
    first = _codes(head) or _codes(without_level(head))
    named = [codes for aside in asides if not is_level(aside) and (codes := _codes(aside))]
    if not first or (named and first == ("zh",)):
        return named[0] if named else first
    return first


def _asides(word: str) -> list[str]:
    return [next(filter(None, found), "").strip() for found in ASIDE.findall(word)]


def _level_of(word: str) -> str:
    """What is said beside the language."""
    head = ASIDE.sub(" ", word).strip()
    beside = "" if _codes(head) and not STARS.search(head) else head
    return " ".join([beside, *_asides(word)]).strip()


@lru_cache(maxsize=4096)
def _codes(text: str) -> tuple[str, ...]:
    return codes_of(text)
