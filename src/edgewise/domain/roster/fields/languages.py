"""Languages as ISO 639-1 codes, from codes and names in several forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from edgewise.domain.roster.model import Unreadable

_ALL_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk
kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny
oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_CODES = frozenset(_ALL_CODES.split())

# code: English name, other English names, its own name, German, French, Spanish; ISO 639-2 codes.
_NAMES = {
    "en": "english|eng|englisch|anglais|ingles|inglese",
    "es": "spanish|castilian|spa|espanol|spanisch|espagnol|castellano|spagnolo",
    "de": "german|deu|ger|deutsch|allemand|aleman|alemao|tedesco",
    "fr": "french|fra|fre|francais|franzosisch|frances|francese",
    "pt": "portuguese|por|portugues|brazilian portuguese|portugiesisch|portugais|portoghese",
    "it": "italian|ita|italiano|italienisch|italien",
    "nl": "dutch|nld|dut|nederlands|flemish|niederlandisch|neerlandais|neerlandes|hollandisch",
    "sv": "swedish|swe|svenska|schwedisch|suedois",
    "da": "danish|dan|dansk|danisch|danois",
    "nb": "norwegian bokmal|bokmal|nob",
    "no": "norwegian|nor|norsk|norwegisch|norvegien",
    "fi": "finnish|fin|suomi|finnisch|finnois",
    "is": "icelandic|isl|islenska",
    "pl": "polish|pol|polski|polnisch|polonais|polaco",
    "cs": "czech|ces|cze|cestina|tschechisch|tcheque",
    "sk": "slovak|slk|slovencina|slowakisch",
    "sl": "slovenian|slovene|slv|slovenscina",
    "hu": "hungarian|hun|magyar|ungarisch|hongrois",
    "ro": "romanian|ron|romana|rumanisch|roumain|rumano",
    "bg": "bulgarian|bul|bulgarisch|български",
    "hr": "croatian|hrv|hrvatski|kroatisch",
    "sr": "serbian|srp|srpski|serbisch",
    "bs": "bosnian|bos|bosanski",
    "mk": "macedonian|mkd",
    "sq": "albanian|sqi|shqip",
    "el": "greek|ell|gre|ελληνικα|griechisch|grec|griego",
    "tr": "turkish|tur|turkce|turkisch|turc|turco",
    "ru": "russian|rus|русскии|russisch|russe|ruso",
    "uk": "ukrainian|ukr|українська|ukrainisch|ukrainien",
    "et": "estonian|est|eesti",
    "lv": "latvian|lav|latviesu",
    "lt": "lithuanian|lit|lietuviu",
    "ga": "irish|gle|gaeilge|irish gaelic",
    "cy": "welsh|cym|cymraeg",
    "ca": "catalan|cat|catala|katalanisch",
    "eu": "basque|eus|euskara",
    "gl": "galician|glg|galego",
    "ar": "arabic|ara|العربية|arabisch|arabe",
    "he": "hebrew|heb|עברית|hebraisch|hebreu",
    "fa": "persian|farsi|fas|فارسی",
    "ur": "urdu|urd|اردو",
    "hi": "hindi|hin|हिन्दी|हिंदी",
    "bn": "bengali|bangla|ben|বাংলা",
    "pa": "punjabi|panjabi|pan",
    "gu": "gujarati|guj",
    "mr": "marathi|mar",
    "ta": "tamil|tam",
    "te": "telugu|tel",
    "kn": "kannada|kan",
    "ml": "malayalam|mal",
    "ne": "nepali|nep",
    "si": "sinhala|sinhalese|sin",
    "zh": "chinese|mandarin|mandarin chinese|zho|chi|cmn|中文|普通话|汉语|chinesisch|chinois|chino|cantonese|"
    "simplified chinese|traditional chinese",
    "ja": "japanese|jpn|日本語|japanisch|japonais|japones",
    "ko": "korean|kor|한국어|koreanisch|coreen|coreano",
    "vi": "vietnamese|vie|tieng viet",
    "th": "thai|tha|ไทย",
    "id": "indonesian|ind|bahasa indonesia|bahasa",
    "ms": "malay|msa|bahasa melayu|bahasa malaysia",
    "tl": "tagalog|filipino|tgl|fil",
    "sw": "swahili|kiswahili|swa",
    "am": "amharic|amh",
    "ha": "hausa|hau",
    "yo": "yoruba|yor",
    "ig": "igbo|ibo",
    "zu": "zulu|isizulu|zul",
    "xh": "xhosa|isixhosa|xho",
    "af": "afrikaans|afr",
    "so": "somali|som",
    "hy": "armenian|hye",
    "ka": "georgian|kat",
    "az": "azerbaijani|azeri|aze",
    "kk": "kazakh|kaz",
}  # fmt: skip


def _plain(text: str) -> str:
    loose = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in loose if not unicodedata.combining(letter)).strip()


_BY_NAME = {_plain(name): code for code, names in _NAMES.items() for name in names.split("|")}
_SEPARATORS = re.compile(r"\s*(?:[;,/|\n+&]|\band\b|\bund\b|\bet\b)\s*")
_ASIDE = re.compile(
    r"\([^)]*\)|:.*$|\s[-–]\s.*$|\b(native|fluent|basic|advanced|intermediate|[abc][12])\b", re.IGNORECASE
)


def language_name(code: str) -> str:
    """`en` -> `English`; a code without a name here stays a code."""
    return _NAMES[code].partition("|")[0].capitalize() if code in _NAMES else code


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
    raise Unreadable(f"“{word[:40]}” is not a language known here", "Write its name in English or its two-letter code")
