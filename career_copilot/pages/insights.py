"""Insights: the weekly review and the charts of what became of the applications. Period and filters are in the address."""

import reflex as rx

from career_copilot.pages.insights_state import Choice, InsightsState
from career_copilot.pages.session import Page
from career_copilot.ui import charts, figure_rows, strategy
from career_copilot.ui.charts import ChartView
from career_copilot.ui.layout import empty, page_head, shell, skeleton

ON_A_PHONE = rx.Var("window.matchMedia('(max-width: 767px)').matches")
EXPLAINED = [
    "An application is decided when it was answered, closed, or is older than 30 days: then silence counts as no reply. "
    "Younger ones without a reply are in flight and count neither way. A reply is any word of the employer: screening, "
    "interview, offer or rejection.",
    "An interval is where the true share lies with a probability of 80 %, given what was seen: the middle of the Beta "
    "distribution with k + ½ and n − k + ½ for k of n (Jeffreys).",
    "Odds by score go one step further. The bands are taken as draws from one common Beta distribution whose mean and spread "
    "your own applications decide (Beta-binomial). So a band with few applications is drawn towards your overall share, and "
    "the more so the more alike the bands are. They describe your past applications; they are no promise about the next one.",
]


def _choices(label: str, found: rx.Var[list[Choice]]) -> rx.Component:
    return rx.el.nav(
        rx.foreach(
            found,
            lambda choice: rx.link(
                choice.text,
                href=choice.href,
                class_name="segment",
                underline="none",
                custom_attrs={"aria-current": rx.cond(choice.chosen, "true", "false")},
            ),
        ),
        class_name="segments",
        aria_label=label,
    )


def _filter(name: str, label: str, chosen: rx.Var[str], found: rx.Var[list[str]]) -> rx.Component:
    return rx.cond(
        found.length() > 0,
        rx.el.select(
            rx.el.option(f"Any {label.lower()}", value=""),
            rx.foreach(found, lambda each: rx.el.option(each, value=each)),
            name=name,
            default_value=chosen,
            key=f"{name}-{chosen}",
            class_name="select small",
            aria_label=label,
        ),
    )


def _tools() -> rx.Component:
    return rx.el.form(
        _choices("Period", InsightsState.periods),
        _filter("source", "Source", InsightsState.source, InsightsState.sources),
        _filter("resume", "Résumé", InsightsState.resume, InsightsState.resumes),
        *(
            rx.el.a(
                text,
                href=href,
                download=True,
                class_name="button small",
                custom_attrs={"reloadDocument": True},
            )
            for text, href in (("All as CSV", InsightsState.csv), ("PDF report", InsightsState.pdf))
        ),
        on_submit=InsightsState.choose,
        class_name="insights-tools",
        custom_attrs={"data-applies": ""},
    )


def _cards(found: rx.Var[list[ChartView]]) -> rx.Component:
    return rx.foreach(found, lambda view: charts.chart(view, InsightsState.open_rows))


def _charts() -> rx.Component:
    return rx.cond(
        InsightsState.shown > 0,
        rx.fragment(
            rx.el.p(
                f"{InsightsState.shown} of {InsightsState.sent} applications, {InsightsState.in_flight} of them in flight: "
                "younger than 30 days and without a reply. Nothing is told of fewer than five.",
                class_name="quiet-text insights-counts",
            ),
            rx.el.div(_cards(InsightsState.above), class_name="chart-grid"),
            rx.el.div(
                rx.el.h2("Compared by", class_name="section-title"),
                _choices("Compared by", InsightsState.dimensions),
                class_name="compared",
            ),
            rx.el.div(_cards(InsightsState.by_dimension), class_name="chart-grid"),
            rx.el.details(
                rx.el.summary("How odds and intervals are computed"),
                *(rx.el.p(text) for text in EXPLAINED),
                class_name="explained",
            ),
            rx.el.div(_cards(InsightsState.below), class_name="chart-grid"),
        ),
        empty(
            "filter-x",
            "No application that was sent fits this choice.",
            rx.link("Show all", href="/insights?period=all", class_name="button primary", underline="none"),
        ),
    )


def _waiting() -> rx.Component:
    return rx.el.div(
        *(rx.el.div(skeleton("40%", "90%", "80%", "60%"), class_name="card chart") for _ in range(5)),
        class_name="chart-grid waiting",
    )


def insights_page() -> rx.Component:
    return shell(
        page_head(
            "Insights",
            rx.cond(InsightsState.ever, _tools()),
            subtitle="What became of your applications, and what that says about the next ones.",
        ),
        rx.el.div(
            rx.cond(
                InsightsState.loaded,
                rx.cond(
                    InsightsState.ever,
                    rx.el.div(
                        strategy.strategy(
                            InsightsState.changes,
                            InsightsState.findings,
                            InsightsState.actions,
                            InsightsState.open_rows,
                        ),
                        _charts(),
                        # Not on the page's own mount: that event may overtake the tab's first state, which empties it.
                        on_mount=InsightsState.arrive(ON_A_PHONE),
                    ),
                    empty(
                        "chart-no-axes-column",
                        "How far your applications come, how fast you hear back and what works: it appears here once you "
                        "have sent the first one.",
                        rx.link("Look at your openings", href="/jobs", class_name="button primary", underline="none"),
                    ),
                ),
                _waiting(),
            ),
            on_unmount=InsightsState.leave,
            class_name="insights",
        ),
        figure_rows.sheet(
            InsightsState.rows_title, InsightsState.rows_count, InsightsState.rows, InsightsState.more_rows
        ),
        active="/insights",
    )


PAGES = [Page("/insights", "Insights", insights_page, on_load=InsightsState.load)]
