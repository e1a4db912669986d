"""Accessibility of a page as it stands in the browser, by axe-core (npm; `python3 -m career_copilot test` installs it)."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
COLOURS = ["color-contrast", "link-in-text-block"]  # what can differ between light and dark
# Where the browser skips what is out of sight, a change of colour would wait there until it is scrolled to.
_STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important; }");
  document.adoptedStyleSheets.push(sheet);
}"""
_MOVING = "() => { document.adoptedStyleSheets.pop(); }"
_RUN = """async colours => {
  const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  for (let frame = 0; frame < 60; frame++) {  // the page follows, unless the person has chosen a scheme
    await new Promise(requestAnimationFrame);
    if (frame > 1 && document.documentElement.classList.contains(scheme) && !document.getAnimations().length) break;
  }
  const { violations } = await axe.run(colours ? { runOnly: colours } : {});
  return violations.map(({ id, help, nodes }) => `${id} (${scheme}): ${help} at ${nodes.map(node => node.target)}`);
}"""


def violations(page: Page) -> list[str]:
    """What is wrong, and where, in light and in dark; evaluated beside our Content-Security-Policy, which rightly refuses
    foreign scripts. The page keeps the scheme it had."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text("utf-8"))
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.evaluate(_STILL)
    found = page.evaluate(_RUN, None)
    page.emulate_media(color_scheme="light" if dark else "dark")
    found += page.evaluate(_RUN, COLOURS)
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.evaluate(_MOVING)
    return found
