"""What this program is and whose data it stands on; the whole text is in NOTICE."""

import reflex as rx

SOURCES = (
    ("ESCO", "https://esco.ec.europa.eu", "skills and occupations, European Commission, CC BY 4.0"),
    ("O*NET", "https://www.onetcenter.org", "technology skills, U.S. Department of Labor, CC BY 4.0"),
    ("GeoNames", "https://www.geonames.org", "cities and countries, CC BY 4.0"),
    ("European Central Bank", "https://www.ecb.europa.eu", "reference exchange rates"),
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
