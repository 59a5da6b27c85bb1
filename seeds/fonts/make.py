"""Makes `union.ttf`, the font of charts and posters, from Noto Sans CJK (weights in the package manimgx-fonts-cjk).

    pip install -e '.[e5]' && python -m seeds.fonts.make

One weight of the variable font, cut down to the characters of GB 2312 and Latin, with TrueType outlines, which is what
PDF makers embed. Takes a minute.
"""

from importlib.resources import files
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

WEIGHT = 450.0
MOST_ERROR = 1.0
"""Units of the em (1,000) that a quadratic outline may be off the cubic one."""


def characters() -> set[int]:
    """Code points of GB 2312 and of printable Latin-1."""
    found = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def simplified(path: Path) -> TTFont:
    """The collection's font for simplified Chinese."""
    for font in TTCollection(path).fonts:
        if font["name"].getDebugName(1) == "Noto Sans CJK SC":
            return font
    raise LookupError("no Noto Sans CJK SC in the collection")


def with_truetype_outlines(font: TTFont) -> None:
    """Turns cubic outlines of all weights into quadratic ones of ours, in place."""
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet(location={"wght": WEIGHT})
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, MOST_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
        font["hmtx"][name] = (round(glyphs[name].width), font["hmtx"][name][1])
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, outlines
    for tag in ("CFF2", "VORG", "fvar", "avar", "HVAR", "VVAR", "MVAR", "STAT"):
        if tag in font:
            del font[tag]
    table.compile(font)
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for key in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
                "maxStackElements", "maxSizeOfInstructions", "maxComponentElements"):  # fmt: skip
        setattr(maxp, key, 1 if key == "maxZones" else 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
    maxp.recalc(font)


def main() -> None:
    """Writes the font beside this file."""
    font = simplified(Path(str(files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc")))
    options = Options(layout_features=[], name_IDs=["*"], notdef_outline=True, glyph_names=False, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    with_truetype_outlines(font)
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = "Union Sans"  # a cut of a font must not bear its reserved name
        elif record.nameID in (4, 6):
            record.string = "UnionSans-Regular"
    font.save(Path(__file__).parent / "union.ttf")


if __name__ == "__main__":
    main()
