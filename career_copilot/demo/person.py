"""The fictional person of the demonstration: a backend engineer in Tunis who wants to move to northern Europe."""

from io import BytesIO

from career_copilot.domain.posting import EmploymentType, SalaryPeriod, Seniority, Workplace
from career_copilot.domain.wishes import SpokenLanguage, Wish, WishedPlace, Wishes

EMAIL = "leila@example.org"
FILE_NAME = "Leila Marzen - Resume.docx"
TIME_ZONE = "Africa/Tunis"

WISHES = Wishes(
    titles=["Backend Engineer", "Data Engineer"],
    places=[
        WishedPlace(text="Berlin, Germany", country="DE", latitude=52.52, longitude=13.405, radius_km=50),
        WishedPlace(text="Netherlands", country="NL", radius_km=0),
        WishedPlace(text="Hamburg, Germany", country="DE", latitude=53.55, longitude=9.993, radius_km=50),
    ],
    workplaces=[Workplace.HYBRID, Workplace.REMOTE],
    relocation=True,
    work_permits=["TN"],
    needs_sponsorship=True,
    salary_floor=60000,
    salary_currency="EUR",
    salary_period=SalaryPeriod.YEAR,
    languages=[
        SpokenLanguage(code="en", level="C1"),
        SpokenLanguage(code="fr", level="C2"),
        SpokenLanguage(code="de", level="A2"),
    ],
    employment_types=[EmploymentType.FULL_TIME],
    seniorities=[Seniority.MID, Seniority.SENIOR],
    avoid=["gambling"],
    hard=[Wish.PERMIT, Wish.LANGUAGES, Wish.AVOID],
)

CONTACT = "Tunis, Tunisia · leila@example.org · +216 20 000 000 · github.com/leila-marzen-example"
SUMMARY = (
    "Backend engineer with six years of experience in Python services and the data behind them. "
    "Looking for a team that writes things down."
)
WORK = [
    (
        "Senior Backend Engineer",
        "Citronnier Pay, Tunis",
        "03/2022 – Present",
        [
            "Lead the payments API: Python, FastAPI and PostgreSQL, 900 requests a second at peak",
            "Cut the p95 latency of settlement from 2.1 s to 340 ms by moving work into Celery and Redis",
            "Introduced continuous integration with Docker and GitHub Actions; deployments went from weekly to daily",
            "Mentor three engineers and run the on-call rota",
        ],
    ),
    (
        "Software Engineer",
        "Medina Logistics Software, Sousse",
        "09/2019 – 02/2022",
        [
            "Built route planning services with Django and PostgreSQL for 40 freight forwarders",
            "Wrote batch pipelines in Python and SQL that load 12 million events a day, scheduled with Apache Airflow",
            "Moved twelve services to Kubernetes",
        ],
    ),
    (
        "Junior Developer",
        "Atelier Numérique Jasmin, Tunis",
        "07/2018 – 08/2019",
        ["Developed internal tools in Python and JavaScript", "Wrote the first automated tests of the company"],
    ),
]
EDUCATION = [
    ("Diplôme d'ingénieur, Computer Science", "Institut Supérieur d'Informatique du Golfe, Tunis", "2013 – 2018"),
]
SKILLS = (
    "Python, FastAPI, Django, PostgreSQL, SQL, Redis, Celery, Docker, Kubernetes, Apache Airflow, Git, Linux, REST APIs"
)
LANGUAGES = ["Arabic – native", "French – C2", "English – C1", "German – A2"]
CERTIFICATES = ["Certified Kubernetes Application Developer, 2023"]


def resume_docx() -> bytes:
    """The résumé as a DOCX file."""
    from docx import Document

    document = Document()
    document.add_heading("Leila Marzen", 0)
    document.add_paragraph("Senior Backend Engineer")
    document.add_paragraph(CONTACT)
    document.add_heading("Summary", 1)
    document.add_paragraph(SUMMARY)
    document.add_heading("Experience", 1)
    for position, employer, dates, highlights in WORK:
        document.add_paragraph(f"{position}\n{employer}\n{dates}")
        for highlight in highlights:
            document.add_paragraph(highlight, style="List Bullet")
    document.add_heading("Education", 1)
    for degree, school, dates in EDUCATION:
        document.add_paragraph(f"{degree}\n{school}\n{dates}")
    document.add_heading("Skills", 1)
    document.add_paragraph(SKILLS)
    document.add_heading("Languages", 1)
    for language in LANGUAGES:
        document.add_paragraph(language, style="List Bullet")
    document.add_heading("Certificates", 1)
    for certificate in CERTIFICATES:
        document.add_paragraph(certificate, style="List Bullet")
    file = BytesIO()
    document.save(file)
    return file.getvalue()
