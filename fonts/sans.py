# /// script
# requires-python = ">=3.11"
# dependencies = ["brotli==1.2.1", "fonttools==4.68.0", "fontpkg-source-sans-3==3.52"]
# ///
"""Makes the sans-serif of the pages, src/edgewise/web/static/web/fonts/sans.woff2: `make fonts`.

Source Sans 3 (SIL Open Font License), cut down to the weights and letters that Edgewise uses. The licence keeps the
name for the original, so the result has another. Prints what base.css says of fonts that stand in until it is loaded.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parent.parent / "src/edgewise/web/static/web/fonts/sans.woff2"
NAME = "Edgewise Sans"
WEIGHTS = (400, 600)
LETTERS = (
    "20-7E,A0-17F,218-21B,2BC",  # Latin: English, and Europe's languages
    "1A0,1A1,1AF,1B0,300-303,309,323,1EA0-1EF9,20AB",  # Vietnamese
    "2010-2015,2018-201E,2020-2022,2026,2030,2032,2033,2039,203A,20AC,2122",  # punctuation
    "2190-2193,2212,2248,2260,2264,2265,2713,25B8,25BE",  # arrows, comparisons, ticks, triangles
)
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"]  # tnum: figures of one width, for columns
LETTERS_OF_ENGLISH = "e" * 12 + "t" * 9 + "a" * 8 + "o" * 8 + "i" * 7 + "n" * 7 + "s" * 6 + "h" * 6 + "r" * 6 + " " * 18
STAND_IN_WIDTH = 0.4236  # of the same letters in Arial and Liberation Sans, in em
SCALE = 1.05  # base.css draws it larger: its small letters are lower than those of most sans-serifs


def main() -> None:
    font = TTFont(str(files("fontpkg_source_sans_3") / "files/SourceSans3[wght].ttf"), recalcTimestamp=False)
    cut = Subsetter(Options(layout_features=FEATURES, hinting=False, name_IDs=["*"]))
    cut.populate(unicodes=parse_unicodes(",".join(LETTERS)))
    cut.subset(font)
    font = instantiateVariableFont(font, {"wght": WEIGHTS})
    _rename(font)
    font.flavor = "woff2"
    font.save(TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
    _stand_in(font)


def _rename(font: TTFont) -> None:
    """Copyright and licence stay."""
    said = {1: NAME, 3: NAME, 4: NAME, 6: NAME.replace(" ", ""), 16: NAME, 25: NAME.replace(" ", "")}
    for record in list(font["name"].names):
        if record.nameID in said:
            font["name"].setName(said[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID not in {0, 2, 5, 13, 14, 17} and record.nameID < 256:
            font["name"].removeNames(nameID=record.nameID)


def _stand_in(font: TTFont) -> None:
    """Lines and words of the same size, so that nothing moves when the font has come."""
    unit, cmap, widths = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    own = sum(widths[cmap[ord(letter)]][0] for letter in LETTERS_OF_ENGLISH) / len(LETTERS_OF_ENGLISH) / unit
    adjust = own * SCALE / STAND_IN_WIDTH
    print(f"size-adjust: {adjust:.1%}")
    for name, value in (("ascent", font["hhea"].ascent), ("descent", -font["hhea"].descent)):
        print(f"{name}-override: {value * SCALE / unit / adjust:.1%}")


if __name__ == "__main__":
    main()
