"""Ways to follow more: paste the address of a company, switch whole boards. Sources and onboarding show them."""

from typing import Any

import reflex as rx

from career_copilot.ui import source_rows

EXAMPLES = {
    "Greenhouse": "https://boards.greenhouse.io/",
    "Lever": "https://jobs.lever.co/",
    "Ashby": "https://jobs.ashbyhq.com/",
    "SmartRecruiters": "https://careers.smartrecruiters.com/",
    "Workday": "https://company.wd3.myworkdayjobs.com/",
}


def follow_form(state: Any) -> rx.Component:
    """Paste an address."""
    return rx.el.form(
        rx.el.label("Careers page of a company", html_for="follow-url", class_name="label"),
        rx.el.div(
            rx.el.input(
                id="follow-url",
                name="url",
                key=f"follow-{state.form}",
                default_value=state.pasted,
                type="text",
                input_mode="url",
                auto_complete="off",
                placeholder="https://jobs.lever.co/company",
                class_name="input",
                aria_invalid=state.follow_error != "",
                aria_describedby="follow-hint follow-error",
            ),
            rx.el.button("Follow", type="submit", class_name="button primary"),
            class_name="input-row",
        ),
        rx.el.div(
            rx.cond(
                state.follow_error != "",
                rx.el.p(
                    rx.icon("circle-alert", size=16, aria_hidden="true"),
                    rx.el.span(state.follow_error),
                    class_name="message error",
                ),
            ),
            id="follow-error",
            role="alert",
        ),
        rx.el.div(
            rx.el.span("Understood addresses", id="follow-hint", class_name="hint"),
            *(
                rx.el.button(
                    name,
                    type="button",
                    class_name="chip",
                    title=f"Begin with {address}",
                    on_click=state.offer(address),
                )
                for name, address in EXAMPLES.items()
            ),
            class_name="chips",
        ),
        on_submit=state.follow,
        class_name="follow-form",
    )


def board_switches(state: Any) -> rx.Component:
    """Boards of many employers, each with its switch."""
    return rx.el.ul(
        rx.foreach(state.boards, lambda board: source_rows.switch(board, state.switch_board)),
        class_name="board-switches",
    )
