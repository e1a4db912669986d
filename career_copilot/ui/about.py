"""What this program is and whose data it stands on; the whole text is in NOTICE."""

import reflex as rx

SOURCES = (
    ("ESCO", "https://esco.ec.europa.eu", "this service uses the ESCO classification of the European Commission"),
    ("O*NET", "https://www.onetcenter.org", "technology skills by USDOL/ETA, CC BY 4.0, modified"),
    ("GeoNames", "https://www.geonames.org", "cities and countries, CC BY 4.0, a selection"),
    ("European Central Bank", "https://www.ecb.europa.eu", "euro reference exchange rates"),
    (
        "all-MiniLM-L6-v2",
        "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
        "the model that our word vectors were distilled from, Apache 2.0",
    ),
)


def about() -> rx.Component:
    """A list of names, each with its licence."""
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.a(name, href=url, target="_blank", rel="noopener"), rx.el.span(f" · {what}", class_name="muted")
            )
            for name, url, what in SOURCES
        ),
        class_name="about",
    )
