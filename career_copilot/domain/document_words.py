"""Headings, dates and set phrases of résumés and letters in the languages that documents are written in."""

from decimal import Decimal
from enum import StrEnum


class DocumentLanguage(StrEnum):
    EN = "en"
    DE = "de"
    FR = "fr"
    ES = "es"


EN, DE, FR, ES = DocumentLanguage
# Each is a heading that `resume_sections` knows: what is written can be read again.
HEADINGS: dict[str, dict[DocumentLanguage, str]] = {
    "summary": {EN: "Profile", DE: "Profil", FR: "Profil", ES: "Perfil"},
    "work": {
        EN: "Experience",
        DE: "Berufserfahrung",
        FR: "Expérience professionnelle",
        ES: "Experiencia profesional",
    },
    "education": {EN: "Education", DE: "Ausbildung", FR: "Formation", ES: "Formación"},
    "skills": {EN: "Skills", DE: "Kenntnisse", FR: "Compétences", ES: "Competencias"},
    "projects": {EN: "Projects", DE: "Projekte", FR: "Projets", ES: "Proyectos"},
    "certificates": {EN: "Certificates", DE: "Zertifikate", FR: "Certificats", ES: "Certificaciones"},
    "languages": {EN: "Languages", DE: "Sprachen", FR: "Langues", ES: "Idiomas"},
    "contact": {EN: "Contact", DE: "Kontakt", FR: "Contact", ES: "Contacto"},
}
TITLE = {EN: "Curriculum vitae", DE: "Lebenslauf", FR: "Curriculum vitæ", ES: "Currículum vítae"}
SALUTATION = {
    EN: "Dear Hiring Manager,",
    DE: "Sehr geehrte Damen und Herren,",
    FR: "Madame, Monsieur,",
    ES: "Estimado equipo de selección:",
}
CLOSING = {
    EN: "Yours sincerely,",
    DE: "Mit freundlichen Grüßen",
    FR: "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.",
    ES: "Atentamente,",
}
SUBJECT = {EN: "", DE: "", FR: "Objet : ", ES: "Asunto: "}  # before the subject; bold letters say enough elsewhere
ENCLOSURES = {EN: "Enclosures: ", DE: "Anlagen: ", FR: "Pièces jointes : ", ES: "Anexos: "}
PRESENT = {EN: "present", DE: "heute", FR: "aujourd’hui", ES: "actualidad"}
NATIVE = {EN: "native", DE: "Muttersprache", FR: "langue maternelle", ES: "lengua materna"}
IN = {EN: "in", DE: "in", FR: "en", ES: "en"}
SCORE = {EN: "Grade", DE: "Note", FR: "Mention", ES: "Nota"}
PAGE = {EN: "Page", DE: "Seite", FR: "Page", ES: "Página"}
SHORT_MONTHS = {
    EN: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    FR: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    ES: "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
}
LONG_MONTHS = {
    EN: "January February March April May June July August September October November December",
    DE: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    FR: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


def language_of(code: str) -> DocumentLanguage:
    """The language a document is written in when the person chose none."""
    return DocumentLanguage(code) if code in set(DocumentLanguage) else EN


def grouped(value: Decimal, language: DocumentLanguage) -> str:
    """`71,000`, `71.000`, `71 000`; `14.50`, `14,50`."""
    marks = {EN: ",.", FR: "\u202f,"}.get(language, ".,")
    return (f"{value:,.2f}" if value % 1 else f"{value:,.0f}").translate(str.maketrans(",.", marks))


def month(iso: str, language: DocumentLanguage) -> str:
    """`2021-03-15` → `Mar 2021`, `03/2021`, `mars 2021`, `mar. 2021`; a year stays a year. Résumés leave out the day."""
    year, _, rest = iso.partition("-")
    if not rest:
        return year
    number = int(rest[:2])
    if language == DE:
        return f"{number:02}/{year}"
    return f"{SHORT_MONTHS[language].split()[number - 1]} {year}"


def period(start: str, end: str, current: bool, language: DocumentLanguage) -> str:
    """`Mar 2021 – present`. One date when there is only one, or when both say the same."""
    first, last = (month(each, language) if each else "" for each in (start, end))
    last = last or (PRESENT[language] if current and first else "")
    return " – ".join(dict.fromkeys(each for each in (first, last) if each))


def place_and_day(place: str, iso: str, language: DocumentLanguage) -> str:
    """`Lyon, le 28 novembre 2026`; without a place the day alone."""
    written = day(iso, language)
    if not place:
        return written
    return f"{place}, {'le ' if language == FR else ''}{written}"


def day(iso: str, language: DocumentLanguage) -> str:
    """`2026-11-28` → `28 November 2026`, `28. November 2026`, `28 novembre 2026`, `28 de noviembre de 2026`."""
    year, number, date = iso.split("-")
    name = LONG_MONTHS[language].split()[int(number) - 1]
    if language == ES:
        return f"{int(date)} de {name} de {year}"
    if language == FR and int(date) == 1:
        return f"1er {name} {year}"
    return f"{int(date)}{'.' if language == DE else ''} {name} {year}"
