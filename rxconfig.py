"""Settings of Reflex. It finds node and npm beside the Python that runs it; nothing is downloaded but npm packages."""

import os
import sys
from pathlib import Path

os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"  # the venv's node wins
os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "0")
os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")
# The committed reflex.lock/ holds integrity hashes and no download addresses: it works with any npm registry or mirror.
os.environ.setdefault("NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED", "true")

import reflex as rx
from reflex.plugins.sitemap import SitemapPlugin

COLOURS = ("gray", "slate", "indigo", "red", "green", "amber")


class Themes(rx.plugins.RadixThemesPlugin):
    """Of Radix's 31 scales of colours those that are used: the others are a quarter of all styles."""

    def get_stylesheet_paths(self, **context: object) -> tuple[str, ...]:
        # The scales before what maps the theme's grey onto one of them, as in Radix's own file: the later rule wins.
        parts = (
            *(f"tokens/colors/{colour}.css" for colour in COLOURS),
            "tokens/base.css",
            "components.css",
            "utilities.css",
        )
        return tuple(f"@radix-ui/themes/{part}" for part in parts)


config = rx.Config(
    app_name="career_copilot",
    app_module_import="career_copilot.app",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    default_color_mode="system",
    redis_token_expiration=12 * 3600,  # a tab left open over a long lunch is still itself
    cors_allowed_origins=[],  # no other site may read our answers; sockets and POSTs are checked in hardening.py
    plugins=[Themes(theme=rx.theme(accent_color="indigo", gray_color="slate", radius="medium"))],
    disable_plugins=[SitemapPlugin],  # it would list private pages
)
