#!/usr/bin/env bash
# holidays 0.109 and Babel 2.19.0 (CLDR): on which days of the week a country rests.
#
# Expected: both say the same, but for a country whose law has changed lately.
# Seen: of the countries that `holidays` knows, seventeen differ. Bangladesh, Djibouti, Mauritania and the Maldives rest on
# Friday and Saturday by the one and on Saturday and Sunday by the other; Libya is the other way round; Brunei rests on
# Friday and Sunday by `holidays`, which a weekend told by its first and last day, as CLDR tells it, cannot be. Hong Kong
# and seven more rest on Sunday alone by `holidays`, so `is_working_day` says yes to their Saturdays; India and Uganda do so
# by CLDR. Nothing marks a country of which CLDR has no data: it has Saturday and Sunday.
# It is why Edgewise asks nobody for a day that one of the two calls a day of rest.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "holidays==0.109" "babel==2.19.0"
"$folder/venv/bin/python" - <<'PY'
from datetime import date

import holidays
from babel import Locale, UnknownLocaleError, __version__

assert (holidays.__version__, __version__) == ("0.109", "2.19.0"), (holidays.__version__, __version__)
NAMES = "Mon Tue Wed Thu Fri Sat Sun".split()


def cldr(country):
    locale = Locale.parse(f"und_{country}")
    return {(locale.weekend_start + day) % 7 for day in range((locale.weekend_end - locale.weekend_start) % 7 + 1)}


def words(days):
    return " ".join(NAMES[day] for day in sorted(days))


different = {}
for country in holidays.list_supported_countries(include_aliases=False):
    one = set(holidays.country_holidays(country).weekend)
    try:
        other = cldr(country)
    except UnknownLocaleError:  # a territory without a likely language
        continue
    if one != other:
        different[country] = (words(one), words(other))
for country, (one, other) in sorted(different.items()):
    print(f"{country}: holidays {one}; CLDR {other}")
assert different["BD"] == different["MV"] == ("Fri Sat", "Sat Sun")
assert different["LY"] == ("Sat Sun", "Fri Sat")
assert different["BN"] == ("Fri Sun", "Sat Sun")
assert different["HK"] == ("Sun", "Sat Sun") and different["IN"] == ("Sat Sun", "Sun")
assert len(different) == 17, len(different)
saturday = date(2026, 5, 9)
assert holidays.country_holidays("HK", years=2026).is_working_day(saturday)
PY
