"""Accessibility of a page as it stands in the browser, by axe-core (npm; `python3 -m career_copilot test` installs it)."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "node_modules/axe-core/axe.min.js"


def violations(page: Page) -> list[str]:
    """What is wrong, and where; evaluated beside our Content-Security-Policy, which rightly refuses foreign scripts."""
    page.evaluate(SCRIPT.read_text("utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']]}" for each in found]
