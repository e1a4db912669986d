"""Build `career_copilot/data/glyphs.txt`: the characters that Typst can show with the fonts that are shipped.

Asked of Typst itself, because a PDF/A with a character that no font has is an error. Run after a change of the fonts or of
Typst: `python -m tools.build_glyphs`. Takes a few minutes."""

import json
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import typst

DATA = Path(__file__).parents[1] / "career_copilot" / "data"
PAGE = b"""#set text(font: ("Source Sans 3", "Open Sans", "Libertinus Serif", "DejaVu Sans Mono"))
#for one in json(bytes(sys.inputs.data)) { box(one) }"""
# What has no picture of its own, and does no harm: breaks, joiners, marks of direction, the soft hyphen.
INVISIBLE = (0x09, 0x0A, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060)
SKIPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def shown(compiler: typst.Compiler, codes: list[int]) -> Iterator[int]:
    """Those of the code points that can be shown."""
    if not codes:
        return
    try:
        words = json.dumps([("x" if unicodedata.combining(chr(code)) else "") + chr(code) for code in codes])
        compiler.compile(input=PAGE, sys_inputs={"data": words}, pdf_standards="a-2b")
        yield from codes
    except typst.TypstError:
        if len(codes) > 1:
            middle = len(codes) // 2
            yield from shown(compiler, codes[:middle])
            yield from shown(compiler, codes[middle:])


def main() -> None:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(DATA / "fonts")])
    compiler = typst.Compiler(font_paths=fonts)
    codes = [code for code in range(0x20, 0x20000) if unicodedata.category(chr(code)) not in SKIPPED]
    codes = [code for code in codes if not 0x3400 <= code <= 0x9FFF and not 0xAC00 <= code <= 0xD7A3]
    batches = [codes[start : start + 64] for start in range(0, len(codes), 64)]
    found = sorted({*INVISIBLE, *(code for batch in batches for code in shown(compiler, batch))})
    starts = [found[0], *(after for before, after in pairwise(found) if after != before + 1)]
    ends = [*(before for before, after in pairwise(found) if after != before + 1), found[-1]]
    lines = [f"{start:X}-{end:X}\n" for start, end in zip(starts, ends, strict=True)]
    (DATA / "glyphs.txt").write_text("".join(lines))
    print(f"{len(found)} characters in {len(lines)} ranges")


if __name__ == "__main__":
    main()
