"""Split a résumé into its sections by their headings, in English, German, French, Spanish and their neighbours."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from career_copilot.domain import resume_dates

HEADINGS = {
    "summary": """summary; profile; about; about me; objective; career objective; professional summary; executive summary;
        personal statement; personal profile; career profile; professional profile; overview; zusammenfassung; profil; kurzprofil; über mich;
        ueber mich; berufsziel; persönliches profil; résumé; à propos; a propos; à propos de moi; profil professionnel; objectif;
        objectif professionnel; accroche; perfil; perfil profesional; sobre mí; sobre mi; acerca de mí; resumen;
        resumen profesional; objetivo; objetivo profesional; extracto; profilo; profiel; qualifications summary""",
    "work": """experience; work experience; professional experience; employment; employment history; work history; professional history; working experience; work activity;
        career history; career; relevant experience; industry experience; professional background; positions; experiences; job history;
        teaching experience; clinical experience; research experience; academic positions; academic experience;
        internships; internship; internship experience; military experience; positions held; professional career;
        berufserfahrung; berufserfahrungen; beruflicher werdegang; berufspraxis; praxiserfahrung; werdegang; beruflicher hintergrund; arbeitserfahrung;
        berufliche erfahrung; berufliche erfahrungen; berufliche tätigkeit; berufliche stationen; praktika; praktische erfahrung; berufslaufbahn;
        expérience; expériences; expérience professionnelle; expériences professionnelles; parcours professionnel;
        parcours; emplois; stages; experiencia; experiencia laboral; experiencia profesional; trayectoria profesional;
        trayectoria laboral; historial laboral; trayectoria; esperienza; esperienza professionale; esperienze professionali;
        esperienze lavorative; werkervaring; experiência profissional""",
    "education": """education; academic background; academic qualifications; educational background; qualifications;
        education and training; training and education; studies; degrees; academic history; schooling; academics; ausbildung; bildung;
        bildungsweg; studium; schulbildung; schulische ausbildung; akademischer werdegang; aus und weiterbildung; berufsausbildung;
        ausbildung und studium; hochschulbildung; schulausbildung; bildungsgang; formation; formations; études; diplômes; parcours académique; parcours scolaire;
        scolarité; formation académique; formation et diplômes; formación; formación académica; educación; estudios; titulación;
        formación y estudios; formazione; istruzione; istruzione e formazione; opleiding; opleidingen; formação""",
    "skills": """skills; technical skills; core skills; key skills; soft skills; hard skills; professional skills; competencies; core competencies;
        technologies; technical expertise; areas of expertise; expertise; tools; tech stack; it skills; computer skills;
        skill set; skillset; strengths; technical proficiencies; proficiencies; programming; clinical skills; skills and tools; abilities; key competencies;
        kenntnisse; fähigkeiten; kompetenzen; fachkenntnisse; edv kenntnisse; it kenntnisse; fachliche kenntnisse; kenntnisse und fähigkeiten;
        fertigkeiten; stärken; schlüsselkompetenzen; kernkompetenzen; besondere kenntnisse; weitere kenntnisse; technische kenntnisse; qualifikationen; fachkompetenzen;
        compétences; compétences techniques; compétences clés; savoir faire; savoir être; atouts; outils; informatique; compétences professionnelles;
        compétences informatiques; qualités; competencias; habilidades; aptitudes; conocimientos; destrezas; conocimientos técnicos; informática;
        conocimientos informáticos; habilidades técnicas; competencias profesionales; competenze; competenze tecniche; capacità; vaardigheden; competências""",
    "projects": """projects; personal projects; selected projects; key projects; side projects; academic projects; open source; open source projects;
        project experience; notable projects; portfolio; projekte; projekterfahrung; ausgewählte projekte; eigene projekte; projets; projets personnels; réalisations;
        projets réalisés; proyectos; proyectos personales; proyectos destacados; progetti; projecten; projetos""",
    "certificates": """certifications; certification; certificates; certificate; licenses; licences; licenses and certifications; training; courses; courses and certifications;
        professional development; certifications and training; continuing education; trainings; professional certifications; accreditations; certifications and licenses;
        licensure; licensure and certification; zertifikate; zertifizierungen; weiterbildung; weiterbildungen; fortbildung; fortbildungen; fort und weiterbildung; fort und weiterbildungen; lehrgänge; kurse; scheine;
        certificats; habilitations; formations complémentaires; formation continue; permis et habilitations; certificaciones; certificados; cursos; formación complementaria;
        cursos y certificaciones; acreditaciones; certificazioni; certificaten; cursussen""",
    "languages": """languages; language skills; languages knowledge; language knowledge; spoken languages; language; foreign languages; linguistic skills; sprachen; sprachkenntnisse; fremdsprachen; sprachliche kenntnisse; langues;
        langues étrangères; compétences linguistiques; langues parlées; idiomas; lenguas; lingue; conoscenze linguistiche; talen; línguas""",
    "profiles": """profiles; links; online; social; social media; social profiles; online profiles; web; social networks; profile links; netzwerke; réseaux; réseaux sociaux; redes; redes sociales;
        online presence; enlaces; liens""",
    "contact": """contact; contact information; contact details; personal information; personal details; personal data; details; get in touch; info; contacts; address;
        kontakt; kontaktdaten; persönliche daten; persönliche angaben; angaben zur person; zur person; contactgegevens;
        coordonnées; informations personnelles; état civil; me contacter; contacto; datos personales; información personal; información de contacto; datos de contacto; contatti; dati personali""",
    "other": """awards; honors; honours; honors and awards; awards and honors; honors/awards; achievements; accomplishments; publications; selected publications; selected honors; patents;
        invited talks; talks; presentations; conferences; interests; hobbies; hobbies and interests; interests and hobbies; references; referees; volunteering; volunteer experience; volunteer; volunteer work;
        on campus involvement; extracurricular activities; activities; leadership; memberships; affiliations; professional affiliations; grants; service; research interests; scholarships; additional information;
        miscellaneous; other; military service; declaration; publications and talks; immigration status; recommendations; community; community involvement; leadership and activities; awards and achievements; involvement; teaching; research;
        auszeichnungen; preise; veröffentlichungen; publikationen; interessen; hobbys; hobbies und interessen; referenzen; ehrenamt; ehrenamtliches engagement; engagement; sonstiges; mitgliedschaften; freizeit; weiteres;
        ehrenamtliche tätigkeiten; freiwilliges engagement; wehrdienst; zivildienst; führerschein; vorträge; stipendien;
        distinctions; prix; centres d'intérêt; centres d’intérêt; centre d'intérêt; loisirs; intérêts; références; bénévolat; engagement associatif; vie associative; permis; divers; activités; récompenses;
        premios; publicaciones; intereses; aficiones; referencias; voluntariado; logros; otros; otros datos; otros datos de interés; información adicional; reconocimientos; pasatiempos; interessi; riferimenti; referenties; hobby's;
        volunteering and interests""",
}
MODIFIERS = frozenset(
    [
        "professional",
        "relevant",
        "work",
        "technical",
        "key",
        "core",
        "academic",
        "selected",
        "additional",
        "other",
        "my",
        "personal",
        "further",
        "recent",
        "prior",
        "previous",
        "current",
        "related",
        "special",
        "main",
        "latest",
        "industry",
        "international",
        "practical",
    ]
)
AMBIGUOUS = frozenset(
    [
        "tools",
        "technologies",
        "programming",
        "soft",
        "skills",
        "hard",
        "skills",
        "outils",
        "informatique",
        "profile",
        "service",
        "social",
        "web",
        "online",
        "languages",
        "training",
        "research",
        "teaching",
    ]
) | {"soft skills", "hard skills"}
INLINE = re.compile(r"^\s*([^:\n]{3,40}?)\s*:\s+(?=\S)")
MAX_HEADING = 60


@dataclass(frozen=True)
class Line:
    """`text[start:end]` of the résumé, without the blanks around it."""

    start: int
    end: int
    text: str


@dataclass
class Section:
    """`kind` is a key of HEADINGS, or `head` for what stands above the first heading."""

    kind: str
    heading: str
    lines: list[Line]


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {_folded(name): kind for kind, names in HEADINGS.items() for name in names.split(";")}


def _folded(text: str) -> str:
    """Lower case without accents, marks and double blanks; `E X P E R I E N C E` is a word."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter if letter.isalnum() else " " for letter in text if not unicodedata.combining(letter))
    words = text.split()
    if len(words) >= 4 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


def kind_of(line: str) -> str | None:
    """The kind of section this line is the heading of, or None."""
    bare = line.strip().rstrip(":")
    if not bare or len(bare) > MAX_HEADING or bare[-1] in ".,;" or any(letter.isdigit() for letter in bare):
        return None
    kinds = _kinds()
    folded = _folded(bare)
    if folded in kinds:
        return kinds[folded]
    if any(mark in bare for mark in "@|•·"):
        return None
    words = folded.split()
    while words and words[0] in MODIFIERS:
        words = words[1:]
        if " ".join(words) in kinds:
            return kinds[" ".join(words)]
    return _joined(bare, kinds) or _beside(folded.split(), kinds)


def _beside(words: list[str], kinds: dict[str, str]) -> str | None:
    """`EXPERIENCE SKILLS`: the headings of two columns that a converter wrote on one line. What follows is of both."""
    for cut in range(1, len(words)):
        first, second = kinds.get(" ".join(words[:cut])), kinds.get(" ".join(words[cut:]))
        sure = " ".join(words[:cut]) not in AMBIGUOUS and " ".join(words[cut:]) not in AMBIGUOUS
        if first and second and first != second and sure:
            return next((kind for kind in ("work", "education") if kind in (first, second)), first)
    return None


def is_sure_heading(line: str) -> bool:
    """A heading that is not also the name of a group of skills or a word of an entry."""
    return kind_of(line) is not None and _folded(line) not in AMBIGUOUS


def _joined(bare: str, kinds: dict[str, str]) -> str | None:
    """`Skills & Awards`, `Ausbildung und Studium`: all parts are headings, the first decides."""
    parts = [_folded(part) for part in re.split(r"\s*(?:&|/|\+|,|\band\b|\bund\b|\bet\b|\by\b)\s*", bare, flags=re.I)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and all(part in kinds for part in parts):
        return next((kinds[part] for part in parts if kinds[part] != "other"), "other")
    return None


def lines_of(text: str) -> list[Line]:
    """Every line, empty ones too: they tell where an entry ends."""
    found = []
    for match in re.finditer(r"[^\n]*\n?", text):
        raw = match.group()
        if not raw:
            continue
        stripped = raw.strip()
        start = match.start() + (len(raw) - len(raw.lstrip())) if stripped else match.start()
        found.append(Line(start, start + len(stripped), stripped))
    return found


def sections(text: str) -> list[Section]:
    """The résumé in order; the first section is `head`, which may be empty."""
    lines = lines_of(text)
    capitals = sum(kind_of(line.text) is not None and line.text.isupper() for line in lines) >= 3
    found = [Section("head", "", [])]
    for index, line in enumerate(lines):
        kind = kind_of(line.text)
        if kind is None and capitals and len(found) > 1 and _is_unknown_heading(lines, index):
            kind = "other"
        if kind is not None and not _is_label(lines, index, found[-1], kind):
            found.append(Section(kind, line.text, []))
        elif inline := _inline(line, found[-1].kind):
            found.append(inline)
        else:
            found[-1].lines.append(line)
    return found


def _is_label(lines: list[Line], index: int, section: Section, kind: str) -> bool:
    """`Tools` or `Languages` above a list within the skills is a group of skills; `Profile` in an entry is a word."""
    if section.kind == "skills" and kind in ("skills", "languages", "work"):
        below = next((line.text for line in lines[index + 1 :] if line.text), "")
        named = _folded(lines[index].text)
        if kind == "languages":
            return not any(
                word in below.casefold()
                for word in (
                    "english",
                    "englisch",
                    "anglais",
                    "inglés",
                    "deutsch",
                    "german",
                    "french",
                    "spanish",
                    "français",
                    "español",
                    "native",
                    "fluent",
                )
            )
        return (
            named in ("tools", "technologies", "programming", "soft skills", "outils", "informatique")
            and not lines[index].text.isupper()
        )
    return False


def _is_unknown_heading(lines: list[Line], index: int) -> bool:
    """Capitals alone on a line, with no date on it or near below: `CAMPUS LIFE`, but not an employer's name."""
    text = lines[index].text
    words = text.split()
    if not (
        1 <= len(words) <= 5
        and text.isupper()
        and len(text) >= 6
        and not any(c.isdigit() or c in ",@|.•" for c in text)
    ):
        return False
    below = [line.text for line in lines[index : index + 4] if line.text][:3]
    return not any(resume_dates.find(each) for each in below)


def _inline(line: Line, current: str) -> Section | None:
    """`Skills: welding, forklift`: heading and content on one line. Within the skills such a label names a group."""
    match = INLINE.match(line.text)
    if match is None or current in ("skills", "work", "projects"):
        return None
    kind = kind_of(match.group(1))
    if kind not in ("skills", "languages", "certificates"):
        return None
    start = line.start + match.end()
    return Section(kind, match.group(1), [Line(start, line.end, line.text[match.end() :])])
