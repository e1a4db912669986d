"""One opening on the screen: as a page of its own, and beside the list on wide screens."""

from typing import Any

import reflex as rx

from career_copilot.pages.application_writing import WritingState
from career_copilot.pages.job_explaining import explanation
from career_copilot.pages.job_state import JobState
from career_copilot.pages.jobs_list import JobsState
from career_copilot.pages.marks import Marks
from career_copilot.pages.session import Page
from career_copilot.pages.tailoring_start import Tailor, tailor_button
from career_copilot.pages.write import row
from career_copilot.ui import evidence, score
from career_copilot.ui.layout import back, empty, shell, skeleton
from career_copilot.ui.opening_row import added_already


def _head() -> rx.Component:
    job = JobState.head
    return rx.el.header(
        rx.el.div(
            rx.el.h2(job.title, class_name="job-title"),
            rx.el.p(job.company, class_name="job-company"),
            rx.el.p(rx.foreach(job.facts, lambda fact: rx.el.span(fact, class_name="fact")), class_name="row-facts"),
            _pay(),
            rx.el.p(
                rx.foreach(job.badges, lambda badge: rx.el.span(badge, class_name="badge amber")),
                rx.el.span(job.standing, title=job.standing_exact, class_name="quiet-text"),
                class_name="row-facts",
            ),
        ),
        rx.cond(
            JobState.parts.length() > 0, score.with_formula(JobState.parts, job.score, JobState.total), rx.fragment()
        ),
        class_name="job-head",
    )


def _pay() -> rx.Component:
    job = JobState.head
    return rx.cond(
        job.pay != "",
        rx.el.p(
            rx.el.span(job.pay, rx.cond(job.predicted, " est.", ""), title=job.pay_text, class_name="strong"),
            rx.cond(job.annual != "", rx.el.span(job.annual, class_name="quiet-text")),
            class_name="row-facts job-pay",
        ),
        rx.el.p("The ad states no salary.", class_name="quiet-text"),
    )


def _application() -> rx.Component:
    """The way to its application, or the button that makes one."""
    job = JobState.head
    return rx.cond(
        job.application_id > 0,
        rx.fragment(
            rx.link(
                rx.icon("kanban", size=16, aria_hidden="true"),
                f"In applications · {job.application}",
                href=f"/applications/{job.application_id}",
                class_name="button",
                underline="none",
            ),
            added_already(Marks.apply(job.id)),
        ),
        rx.el.button(
            rx.icon("plus", size=16, aria_hidden="true"),
            "Add to applications",
            type="button",
            class_name="button",
            on_click=Marks.apply(job.id),
            custom_attrs={"data-action": "apply"},
        ),
    )


def _actions(page: bool) -> rx.Component:
    job = JobState.head

    def tool(icon: str, text: str, on_click: Any) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"), text, type="button", class_name="button", on_click=on_click
        )

    return rx.el.div(
        rx.el.a(
            "Open the ad",
            rx.icon("external-link", size=16, aria_hidden="true"),
            href=job.apply_url,
            target="_blank",
            rel="noopener",
            class_name="button primary",
        ),
        rx.cond(
            job.saved,
            tool("bookmark-check", "Saved", Marks.save(job.id, False)),
            tool("bookmark", "Save", Marks.save(job.id, True)),
        ),
        rx.cond(
            job.hidden,
            tool("eye", "Show again", Marks.hide(job.id, False)),
            tool("eye-off", "Hide", Marks.hide(job.id, True)),
        ),
        tailor_button(Tailor.for_opening, job.id),
        _application(),
        tool("pen-line", "Write a letter", WritingState.begin_about("letter", job.id)),
        rx.fragment()
        if page
        else rx.link(
            "Full page",
            href=f"/jobs/{job.id}",
            class_name="button quiet",
            underline="none",
            custom_attrs={"data-action": "open-page"},
        ),
        class_name="job-actions",
    )


def _drafts() -> rx.Component:
    """What was written about it."""
    return rx.cond(
        JobState.drafts.length() > 0,
        rx.el.section(
            rx.el.h3("Writing", class_name="evidence-title"),
            rx.el.ul(rx.foreach(JobState.drafts, row), class_name="panel-list"),
        ),
    )


def _adverts() -> rx.Component:
    return rx.el.section(
        rx.el.h3("Where this came from", class_name="evidence-title"),
        rx.el.ul(
            rx.foreach(
                JobState.adverts,
                lambda one: rx.el.li(
                    rx.el.a(one.board, href=one.url, target="_blank", rel="noopener"),
                    rx.el.span(f"posted {one.posted}", class_name="fact"),
                    rx.el.span(f"seen {one.last_seen}", title=f"first seen {one.first_seen}", class_name="fact"),
                    rx.cond(one.state != "", rx.el.span(one.state, class_name="badge amber")),
                    rx.cond(
                        one.attribution != "",
                        rx.el.a(one.attribution, href=one.attribution_url, target="_blank", rel="noopener"),
                    ),
                    class_name="row-facts",
                ),
            ),
            class_name="adverts",
        ),
    )


def _why() -> rx.Component:
    return rx.cond(
        JobState.parts.length() > 0,
        rx.el.div(
            explanation(),
            rx.cond(
                JobState.constraints.length() > 0,
                rx.el.section(
                    rx.el.h3("Your wishes", class_name="evidence-title"), evidence.constraints(JobState.constraints)
                ),
            ),
            evidence.requirements(JobState.evidence, JobState.groups),
            class_name="job-why",
        ),
        rx.el.p(
            rx.el.span(
                "Add a résumé on your ",
                rx.link("profile", href="/profile", underline="always"),
                ", or choose one for matching, to see how well this fits and why.",
            ),
            class_name="message info",
        ),
    )


def waiting() -> rx.Component:
    """In the place of an opening that is being read."""
    return rx.el.div(skeleton("60%", "30%", "45%", "90%", "85%", "70%"), class_name="job")


def detail(page: bool = False) -> rx.Component:
    """The opening, or why there is none."""
    return rx.cond(
        JobState.missing != "",
        empty("search-x", JobState.missing, rx.link("All openings", href=JobsState.address, class_name="button")),
        rx.cond(
            JobState.head.id > 0,
            rx.el.article(
                _head(),
                _actions(page),
                _drafts(),
                rx.el.div(
                    _why(), evidence.texts(JobState.ad, JobState.resume, JobState.resume_name), class_name="job-body"
                ),
                _adverts(),
                class_name="job",
            ),
            waiting(),
        ),
    )


def job_page() -> rx.Component:
    return shell(
        rx.el.h1("Opening", class_name="visually-hidden"),
        rx.el.div(
            back("All openings", JobsState.address),
            detail(page=True),
            on_unmount=JobState.leave,
            class_name="job-page",
        ),
        active="/jobs",
    )


PAGES = [Page("/jobs/[opening_id]", "Opening", job_page, on_load=JobState.load)]
