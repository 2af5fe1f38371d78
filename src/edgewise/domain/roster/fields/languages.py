"""Languages as ISO 639-1 codes, from codes and names in several forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from edgewise.domain.phrases import phrase, phrase_in
from edgewise.domain.roster.model import Unreadable

_ALL_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk
kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny
oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_CODES = frozenset(_ALL_CODES.split())

# code: English name; other English names, its own name, German, French, Spanish, ISO 639-2 codes.
_NAMES = {
    "en": (phrase_in("language", "English"), "eng|englisch|anglais|ingles|inglese"),
    "es": (phrase_in("language", "Spanish"), "castilian|spa|espanol|spanisch|espagnol|castellano|spagnolo"),
    "de": (phrase_in("language", "German"), "deu|ger|deutsch|allemand|aleman|alemao|tedesco"),
    "fr": (phrase_in("language", "French"), "fra|fre|francais|franzosisch|frances|francese"),
    "pt": (
        phrase_in("language", "Portuguese"),
        (
            "por|portugues|brazilian portuguese|portugiesisch|portugais|"
            "portoghese"
        ),
    ),
    "it": (phrase_in("language", "Italian"), "ita|italiano|italienisch|italien"),
    "nl": (
        phrase_in("language", "Dutch"),
        (
            "nld|dut|nederlands|flemish|niederlandisch|neerlandais|neerlandes|"
            "hollandisch"
        ),
    ),
    "sv": (phrase_in("language", "Swedish"), "swe|svenska|schwedisch|suedois"),
    "da": (phrase_in("language", "Danish"), "dan|dansk|danisch|danois"),
    "nb": (phrase_in("language", "Norwegian bokmål"), "bokmal|nob"),
    "no": (phrase_in("language", "Norwegian"), "nor|norsk|norwegisch|norvegien"),
    "fi": (phrase_in("language", "Finnish"), "fin|suomi|finnisch|finnois"),
    "is": (phrase_in("language", "Icelandic"), "isl|islenska"),
    "pl": (phrase_in("language", "Polish"), "pol|polski|polnisch|polonais|polaco"),
    "cs": (phrase_in("language", "Czech"), "ces|cze|cestina|tschechisch|tcheque"),
    "sk": (phrase_in("language", "Slovak"), "slk|slovencina|slowakisch"),
    "sl": (phrase_in("language", "Slovenian"), "slovene|slv|slovenscina"),
    "hu": (phrase_in("language", "Hungarian"), "hun|magyar|ungarisch|hongrois"),
    "ro": (phrase_in("language", "Romanian"), "ron|romana|rumanisch|roumain|rumano"),
    "bg": (phrase_in("language", "Bulgarian"), "bul|bulgarisch|български"),
    "hr": (phrase_in("language", "Croatian"), "hrv|hrvatski|kroatisch"),
    "sr": (phrase_in("language", "Serbian"), "srp|srpski|serbisch"),
    "bs": (phrase_in("language", "Bosnian"), "bos|bosanski"),
    "mk": (phrase_in("language", "Macedonian"), "mkd"),
    "sq": (phrase_in("language", "Albanian"), "sqi|shqip"),
    "el": (phrase_in("language", "Greek"), "ell|gre|ελληνικα|griechisch|grec|griego"),
    "tr": (phrase_in("language", "Turkish"), "tur|turkce|turkisch|turc|turco"),
    "ru": (phrase_in("language", "Russian"), "rus|русскии|russisch|russe|ruso"),
    "uk": (phrase_in("language", "Ukrainian"), "ukr|українська|ukrainisch|ukrainien"),
    "et": (phrase_in("language", "Estonian"), "est|eesti"),
    "lv": (phrase_in("language", "Latvian"), "lav|latviesu"),
    "lt": (phrase_in("language", "Lithuanian"), "lit|lietuviu"),
    "ga": (phrase_in("language", "Irish"), "gle|gaeilge|irish gaelic"),
    "cy": (phrase_in("language", "Welsh"), "cym|cymraeg"),
    "ca": (phrase_in("language", "Catalan"), "cat|catala|katalanisch"),
    "eu": (phrase_in("language", "Basque"), "eus|euskara"),
    "gl": (phrase_in("language", "Galician"), "glg|galego"),
    "ar": (phrase_in("language", "Arabic"), "ara|العربية|arabisch|arabe"),
    "he": (phrase_in("language", "Hebrew"), "heb|עברית|hebraisch|hebreu"),
    "fa": (phrase_in("language", "Persian"), "farsi|fas|فارسی"),
    "ur": (phrase_in("language", "Urdu"), "urd|اردو"),
    "hi": (phrase_in("language", "Hindi"), "hin|हिन्दी|हिंदी"),
    "bn": (phrase_in("language", "Bengali"), "bangla|ben|বাংলা"),
    "pa": (phrase_in("language", "Punjabi"), "panjabi|pan"),
    "gu": (phrase_in("language", "Gujarati"), "guj"),
    "mr": (phrase_in("language", "Marathi"), "mar"),
    "ta": (phrase_in("language", "Tamil"), "tam"),
    "te": (phrase_in("language", "Telugu"), "tel"),
    "kn": (phrase_in("language", "Kannada"), "kan"),
    "ml": (phrase_in("language", "Malayalam"), "mal"),
    "ne": (phrase_in("language", "Nepali"), "nep"),
    "si": (phrase_in("language", "Sinhala"), "sinhalese|sin"),
    "zh": (
        phrase_in("language", "Chinese"),
        (
            "mandarin|mandarin chinese|zho|chi|cmn|中文|普通话|汉语|chinesisch|chinois|chino|"
            "cantonese|simplified chinese|traditional chinese"
        ),
    ),
    "ja": (phrase_in("language", "Japanese"), "jpn|日本語|japanisch|japonais|japones"),
    "ko": (phrase_in("language", "Korean"), "kor|한국어|koreanisch|coreen|coreano"),
    "vi": (phrase_in("language", "Vietnamese"), "vie|tieng viet"),
    "th": (phrase_in("language", "Thai"), "tha|ไทย"),
    "id": (phrase_in("language", "Indonesian"), "ind|bahasa indonesia|bahasa"),
    "ms": (phrase_in("language", "Malay"), "msa|bahasa melayu|bahasa malaysia"),
    "tl": (phrase_in("language", "Tagalog"), "filipino|tgl|fil"),
    "sw": (phrase_in("language", "Swahili"), "kiswahili|swa"),
    "am": (phrase_in("language", "Amharic"), "amh"),
    "ha": (phrase_in("language", "Hausa"), "hau"),
    "yo": (phrase_in("language", "Yoruba"), "yor"),
    "ig": (phrase_in("language", "Igbo"), "ibo"),
    "zu": (phrase_in("language", "Zulu"), "isizulu|zul"),
    "xh": (phrase_in("language", "Xhosa"), "isixhosa|xho"),
    "af": (phrase_in("language", "Afrikaans"), "afr"),
    "so": (phrase_in("language", "Somali"), "som"),
    "hy": (phrase_in("language", "Armenian"), "hye"),
    "ka": (phrase_in("language", "Georgian"), "kat"),
    "az": (phrase_in("language", "Azerbaijani"), "azeri|aze"),
    "kk": (phrase_in("language", "Kazakh"), "kaz"),
}  # fmt: skip


def _plain(text: str) -> str:
    loose = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in loose if not unicodedata.combining(letter)).strip()


_BY_NAME = {_plain(name): code for code, (english, others) in _NAMES.items() for name in (english, *others.split("|"))}
_SEPARATORS = re.compile(r"\s*(?:[;,/|\n+&]|\band\b|\bund\b|\bet\b)\s*")
_ASIDE = re.compile(
    r"\([^)]*\)|:.*$|\s[-–]\s.*$|\b(native|fluent|basic|advanced|intermediate|[abc][12])\b", re.IGNORECASE
)


def language_name(code: str) -> str:
    """`en` -> `English`; a code without a name here stays a code."""
    return _NAMES[code][0] if code in _NAMES else code


def parse_languages(text: str) -> tuple[str, ...]:
    """`English (fluent); DE, fr-CA` -> `("en", "de", "fr")`, without repeats. Raises Unreadable, naming the word."""
    words = [word for word in _SEPARATORS.split(text) if word]
    return tuple(dict.fromkeys(_code(word) for word in words))


@lru_cache(maxsize=2048)
def _code(word: str) -> str:
    plain = " ".join(_plain(_ASIDE.sub(" ", word)).split())
    tag = re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", plain)
    if tag and tag[1] in _CODES:
        return tag[1]
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    raise Unreadable(
        phrase("“{word}” is not a language known here", word=word[:40]),
        phrase("Write its name in English or its two-letter code"),
    )
