"""The characters that a PDF can show with the fonts that are shipped (see NOTICE), built by `tools/build_glyphs.py`."""

from importlib.resources import files

from career_copilot.data.once import once


@once
def shown() -> frozenset[str]:
    """Every character that some font has, and those without a picture that do no harm."""
    ranges = files("career_copilot.data").joinpath("glyphs.txt").read_text().split()
    bounds = ((int(start, 16), int(end, 16)) for start, _, end in (each.partition("-") for each in ranges))
    return frozenset(chr(code) for start, end in bounds for code in range(start, end + 1))
