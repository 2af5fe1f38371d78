"""Role levels, low to high. A level is an index into ROLE_LEVELS."""

from __future__ import annotations

import re
from functools import lru_cache

from edgewise.domain.phrases import phrase, phrase_in
from edgewise.domain.roster.model import Unreadable

ROLE_LEVELS = (
    phrase_in("role level", "Individual contributor"),
    phrase_in("role level", "Senior individual contributor"),
    phrase_in("role level", "Team lead"),
    phrase_in("role level", "Manager"),
    phrase_in("role level", "Senior manager"),
    phrase_in("role level", "Director"),
    phrase_in("role level", "Vice president"),
)

_SYNONYMS = (
    "ic|contributor|associate|junior|analyst|professional|employee|staff|entry level|entry|mitarbeiter|specialist",
    (
        "senior ic|sr ic|senior|senior contributor|senior associate|senior analyst|senior professional|"
        "senior specialist|principal|expert|sr individual contributor"
    ),
    "lead|teamlead|team leader|supervisor|group lead|teamleiter|chef d equipe|jefe de equipo",
    "mgr|people manager|gerente|abteilungsleiter",
    "sr manager|sr mgr|senior mgr|head|group manager",
    "dir|senior director|sr director|associate director|executive director|direktor|directeur|directora|diretor",
    (
        "vp|vice presidente|senior vice president|svp|executive vice president|evp|avp|c level|c suite|executive|"
        "chief|president|ceo|cfo|coo|cto|chro|senior leadership|executive leadership"
    ),
)
_LEVELS = {name.casefold(): level for level, name in enumerate(ROLE_LEVELS)} | {
    name: level for level, names in enumerate(_SYNONYMS) for name in names.split("|")
}


@lru_cache(maxsize=2048)
def parse_level(text: str) -> int:
    """`Sr. Manager (M4)` -> 4, `Director II` -> 5. Raises Unreadable when no level of ROLE_LEVELS is meant."""
    bare = re.sub(
        r"\([^)]*\)|\b[a-z]{1,2}\d+\b|^\W*\d+\s*[-.:]\s*|(?<=\w)\s+(i{1,3}|iv|vi{0,3}|\d)$",
        " ",
        text.casefold().strip(),
    )
    words = " ".join(re.findall(r"[^\W_]+", bare))
    if words not in _LEVELS:
        raise Unreadable(
            phrase("“{text}” is not a role level known here", text=text[:60]),
            # The levels are in English, as they are read.
            phrase("Use one of: {levels}; or say once what it stands for", levels=", ".join(ROLE_LEVELS)),
        )
    return _LEVELS[words]
