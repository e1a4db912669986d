"""The fictional people whose résumés are rendered in tests and benchmarks, and one in whom nothing is ordinary."""

import json
from pathlib import Path

from career_copilot.documents import json_resume
from career_copilot.domain.resume import (
    Basics,
    Certificate,
    Education,
    Highlight,
    Language,
    Location,
    Profile,
    Project,
    Resume,
    Skill,
    Work,
)

FOLDER = Path(__file__).parents[1] / "fixtures" / "rendered"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


def person(name: str) -> Resume:
    source = (FOLDER / f"{name}.json").read_text()
    return json_resume.read(source).model_copy(update={"language": json.loads(source).get("language", "en")})


def highlights(*texts: str) -> list[Highlight]:
    return [Highlight(text=text) for text in texts]


def odd() -> Resume:
    """Commas in titles, levels in brackets, no dates, no employer, unknown languages, hyphens."""
    return Resume(
        basics=Basics(
            name="Ana María de la Cruz y Ortega",
            label="Barista & shift lead",
            email="ana@example.org",
            phone="(555) 010-2345",
            url="http://ana.example/",
            location=Location(text="12 Elm Street, Springfield, IL 62704"),
            profiles=[
                Profile(network="LinkedIn", username="anacruz"),
                Profile(network="GitHub", url="https://github.com/anacruz"),
                Profile(network="Soundings", url="https://soundings.example.com/ana"),
            ],
        ),
        work=[
            Work(
                name="Blue Door",
                position="Barista, weekends",
                start_date="2023",
                current=True,
                highlights=highlights("Opened the shop at 5 a.m.; served 400 guests a day", "Trained 3 people"),
            ),
            Work(
                name="Self-employed",
                position="Translator",
                start_date="2021-01-15",
                end_date="2022-12-31",
                location="Remote",
                highlights=highlights("English – Spanish, 40,000 words a month"),
            ),
            Work(name="Café Uno", position="Waiter", start_date="2019-05", end_date="2019-05"),
            Work(
                position="Volunteer",
                start_date="2018",
                end_date="2019",
                summary="Helped at the shelter every Saturday.",
            ),
            Work(
                name="Acme, Inc.",
                position="Head of Sales (EMEA)",
                start_date="2015-02",
                end_date="2017-11",
                location="London, UK",
                highlights=highlights(
                    "Sold 3 % more than planned in 2016 – 2017", "Cut the lead-time of first-line " * 8
                ),
            ),
        ],
        education=[
            Education(institution="Springfield High School", end_date="2014"),
            Education(
                study_type="BA",
                area="Spanish, French",
                institution="University of X",
                start_date="2014",
                end_date="2018",
                score="3.7/4.0",
            ),
        ],
        skills=[
            Skill(name="Latte art", level="expert"),
            Skill(name="Spanish to English translation"),
            Skill(name="POS", keywords=["Square", "Toast"], level="advanced"),
        ],
        certificates=[
            Certificate(name="Food handler"),
            Certificate(name="Barista Level 2", date="2022"),
            Certificate(name="First aid (adult)", issuer="Red Cross"),
        ],
        projects=[Project(name="Latte map", description="A map of good latte.")],
        languages=[
            Language(language="Spanish", level="native"),
            Language(language="English", fluency="C2 (IELTS 8.5)", level="C2"),
            Language(language="Quechua", fluency="basic"),
        ],
    )


def hostile() -> Resume:
    """What nobody should send, and somebody will."""
    return Resume(
        basics=Basics(
            name='Ada #set page(fill: red) *bold* $x^2$ <tag> #read("/etc/passwd")',
            label="= no heading // no comment\u202eabc\x00",
            email="not an address",
            phone="12",
            url="javascript:alert(1)",
            summary="Emoji 🙂👩🏽‍⚕️🚀 漢字 हिन्दी שלום עולם مرحبا " + "x" * 3000,
            profiles=[
                Profile(network="X", url="data:text/html,<script>1</script>"),
                Profile(url="https://例え.example/パス"),
                Profile(url="http://[half"),
            ],
        ),
        work=[
            Work(
                name="E" * 300,
                position=f"Nurse {number} " + "very " * 40,
                start_date="2001",
                end_date="2002",
                highlights=highlights("word " * 4000 if number == 0 else f"Bullet {number} \ud800"),
            )
            for number in range(40)
        ],
        education=[Education()],
        skills=[Skill(name=f"Skill {number}") for number in range(150)],
        languages=[Language(language="אנגלית", level="B2")],
    )
