"""What a research brief lists by rules, and which sentences of a model are not carried by the sources they name."""

import pytest

from career_copilot.domain.drafting import Line
from career_copilot.domain.research import LOST_SOURCE, NO_SOURCE, Source, SourceKind, as_text, by_rules, doubts

AD = Source(
    kind=SourceKind.AD, row=0, name="The ad", facts=("Nurse, Fjordlegene", "Bergen, On site"),
    text="Fjordlegene was founded in 1998.\nWe run 12 wards with 1,200 employees. Apply now.\nRequirements\n- Wound care",
)  # fmt: skip
GERMAN = Source(kind=SourceKind.PASTED, row=7, name="Website", text="Wir sind ein Klinikum. An zwei Standorten. Der Kaffee schmeckt allen gut.")  # fmt: skip
OTHER = Source(kind=SourceKind.OPENING, row=3, name="The opening Cook", facts=("Cook, posted on 3 Nov 2026",))
SOURCES = {one.id: one for one in (AD, GERMAN, OTHER)}


def test_the_rules_quote_what_tells_of_the_company_and_list_the_rest_with_its_source() -> None:
    found = {group.title: [line.text for line in group.lines] for group in by_rules([AD, GERMAN, OTHER])}
    assert found == {
        "The position": ["Nurse, Fjordlegene", "Bergen, On site"],
        "The company, in the ad’s words": [
            "“Fjordlegene was founded in 1998.”",
            "“We run 12 wards with 1,200 employees.”",
        ],
        "From what you pasted": ["“Wir sind ein Klinikum.”", "“An zwei Standorten.”"],
        "What else the company looks for": ["Cook, posted on 3 Nov 2026"],
    }
    assert {line.facts for group in by_rules([AD, GERMAN, OTHER]) for line in group.lines} == {(1,), (76,), (35,)}


def test_a_pasted_text_without_such_sentences_is_quoted_from_its_beginning() -> None:
    plain = Source(
        kind=SourceKind.PASTED, row=8, name="Forum", text="The canteen closes at noon. Bring your own cup. " * 9
    )
    (group,) = by_rules([plain])
    assert [line.text for line in group.lines] == ["“The canteen closes at noon.”", "“Bring your own cup.”"]


def test_many_openings_are_counted() -> None:
    many = [Source(kind=SourceKind.OPENING, row=at, name="x", facts=(f"Cook {at}",)) for at in range(20)]
    (group,) = by_rules(many)
    assert len(group.lines) == 13
    assert group.lines[-1].text == "And 8 more."


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Fjordlegene was founded in 1998 and has 1200 employees on 12 wards.", (1,)),
        ("The clinic has twelve wards.", (1,)),
        ("It runs two sites and calls itself a Klinikum.", (76,)),
        ("The company looks for a Cook since 3 Nov 2026 and works in Bergen.", (1, 35)),
        ("Several wards are not named.", (1,)),
    ],
)
def test_what_the_named_sources_say_is_carried(text: str, facts: tuple[int, ...]) -> None:
    assert doubts(Line(text=text, facts=facts), SOURCES, "Nurse at Fjordlegene") == ()


@pytest.mark.parametrize(
    ("text", "facts", "reason"),
    [
        ("Fjordlegene is large.", (), NO_SOURCE),
        ("Fjordlegene is large.", (1, 999), LOST_SOURCE),
        ("It was founded in 1989.", (1,), "its sources do not have “1989”"),
        ("It has 1,300 employees.", (1,), "its sources do not have “1,300”"),
        ("It has fifteen wards.", (1,), "its sources do not have “fifteen”"),
        ("It has 1,200 employees.", (35,), "its sources do not have “1,200”"),
        ("The owner is Nordic Capital.", (1,), "its sources do not have “Nordic”, “Capital”"),
        ("It also works in Oslo.", (1,), "its sources do not have “Oslo”"),
        ("Nordic Capital owns it.", (1,), "its sources do not have “Nordic”, “Capital”"),
    ],
)
def test_what_they_do_not_say_is_doubted(text: str, facts: tuple[int, ...], reason: str) -> None:
    assert doubts(Line(text=text, facts=facts), SOURCES, "Nurse at Fjordlegene") == (reason,)


WANTED = Source(
    kind=SourceKind.AD, row=0, name="The ad", facts=("Nurse, Fjordlegene", "Must have: Kubernetes, English C1", "Nice to have: Docker"),
    text="You know Kubernetes well.\nYou speak English at work.\nNo weekend shifts.\nWe are a leading clinic.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kubernetes is only nice to have.", "the ad has Kubernetes as a must"),
        ("Docker is required.", "the ad has Docker as nice to have"),
        ("Kubernetes is a must, and Docker is required.", "the ad has Docker as nice to have"),
        ("You need no English.", "its sources deny nothing of it, and it says “no”"),
        ("Kubernetes is not used.", "its sources deny nothing of it, and it says “not”"),
        ("It is the largest clinic.", "its sources do not have “largest”"),
        ("The clinic always pays on time.", "its sources do not have “always”"),
    ],
)
def test_what_turns_the_meaning_is_doubted(text: str, reason: str) -> None:
    assert reason in doubts(Line(text=text, facts=(1,)), {1: WANTED}, "Nurse at Fjordlegene")


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes is a must, Docker is nice to have.",
        "There are no weekend shifts.",
        "It calls itself a leading clinic.",
        "The ad does not state the pay.",
        "Kubernetes and English are required.",
    ],
)
def test_what_means_the_same_is_carried(text: str) -> None:
    assert doubts(Line(text=text, facts=(1,)), {1: WANTED}, "Nurse at Fjordlegene") == ()


def test_headings_points_and_the_title_are_no_words_about_the_company() -> None:
    ad = Source(
        kind=SourceKind.AD, row=0, name="The ad", facts=("Customers Manager We Serve, Fjordlegene",),
        text="Customers Manager We Serve\nWhat We Offer\nYour Mission\nOur team:\n- 5 years with customers of ours.\n"
        "• You help our customers.\nWe build ships.\nWe run twelve wards with many patients in Bergen and Oslo",
    )  # fmt: skip
    (_, group) = by_rules([ad])
    assert [line.text for line in group.lines] == [
        "“We build ships.”", "“We run twelve wards with many patients in Bergen and Oslo”",
    ]  # fmt: skip


def test_the_text_names_each_source_by_its_number() -> None:
    text = as_text("Research brief: Nurse", by_rules([AD, OTHER]), [AD, OTHER], "UTC")
    assert text.startswith("Research brief: Nurse\n\nThe position\n- Nurse, Fjordlegene [1]\n")
    assert "- Cook, posted on 3 Nov 2026 [2]" in text
    assert text.endswith("Sources\n[1] The ad\n[2] The opening Cook")
