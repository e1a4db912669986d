"""English for the words of common job titles in German, French and Spanish, so that titles meet across languages.

The vectors know English alone. Words are in lower case and without accents, as `vectors.words_of` gives them; a word that
English has with another meaning (the Spanish `conductor`, the French `commercial`) stays out."""

import re

VERSION = 2
_TITLES = """
nurse: krankenpfleger krankenschwester pflegefachkraft pflegefachmann pflegefachfrau pflegekraft pfleger infirmier infirmiere enfermero enfermera
geriatric nurse: altenpfleger
nursing assistant: pflegehelfer soignant soignante
doctor: arzt arztin facharzt oberarzt medecin medico medica
pharmacist: apotheker pharmacien pharmacienne farmaceutico farmaceutica
physiotherapist: physiotherapeut kinesitherapeute fisioterapeuta
midwife: hebamme
psychologist: psychologe psychologin psychologue psicologo psicologa
educator: erzieher educateur educatrice educador educadora
teacher: lehrer lehrkraft enseignant enseignante profesor profesora maestro maestra
social worker: sozialarbeiter sozialpadagoge
developer: entwickler developpeur developpeuse desarrollador desarrolladora programador programadora
software developer: softwareentwickler
web developer: webentwickler
engineer: ingenieur ingenieurin ingenieure ingeniero ingeniera
software engineer: softwareingenieur
mechanical engineer: maschinenbauingenieur
civil engineer: bauingenieur
electrical engineer: elektroingenieur
architect: architekt architecte arquitecto arquitecta
system administrator: systemadministrator systemadministratorin
data: datos donnees daten
designer: gestalter disenador disenadora concepteur conceptrice
accountant: buchhalter bilanzbuchhalter finanzbuchhalter comptable
accounting: comptabilite contabilidad buchhaltung
clerk: sachbearbeiter
administrative assistant: burokauffrau burokaufmann
assistant: assistenz asistente
secretary: sekretar secretaire
lawyer: rechtsanwalt anwalt jurist juriste avocat avocate abogado abogada
tax advisor: steuerberater
controller: controleur
auditor: wirtschaftsprufer auditeur
buyer: einkaufer acheteur acheteuse comprador compradora
sales: vertrieb verkauf vente ventes ventas comercial
sales manager: vertriebsleiter
sales representative: aussendienstmitarbeiter
salesperson: verkaufer vendeur vendeuse vendedor vendedora dependiente
cashier: kassierer caissier caissiere cajero cajera
customer service: kundenservice kundenbetreuung kundendienst
customer advisor: kundenberater
consultant: berater conseiller conseillere asesor asesora consultor consultora
manager: leiter responsable gerente
head of department: abteilungsleiter
team lead: teamleiter
project manager: projektleiter projektmanager
store manager: filialleiter marktleiter
human resources: personalwesen rrhh
recruiter: recruteur reclutador
cook: koch kochin cuisinier cuisiniere cocinero cocinera
waiter: kellner serveur serveuse camarero camarera
baker: backer boulanger boulangere panadero panadera
butcher: metzger fleischer boucher carnicero
cleaner: reinigungskraft gebaudereiniger limpiador limpiadora
hairdresser: friseur coiffeur coiffeuse peluquero peluquera
gardener: gartner jardinier jardinero
driver: fahrer kraftfahrer chauffeur
truck driver: lkw berufskraftfahrer routier camionero
delivery driver: zusteller livreur repartidor repartidora
forklift driver: gabelstaplerfahrer staplerfahrer cariste carretillero
warehouse worker: lagerist lagermitarbeiter lagerhelfer magasinier almacenero
warehouse: lager entrepot almacen
logistics: logistik logistique logistica
warehouse logistics specialist: lagerlogistik
electrician: elektriker elektroniker electricien electricienne electricista
mechatronics technician: mechatroniker
mechanic: mechaniker mecanicien mecanicienne mecanico mecanica
industrial mechanic: industriemechaniker
car mechanic: automechaniker kfz
plumber: klempner installateur plombier fontanero
welder: schweisser soudeur soudeuse soldador soldadora
carpenter: schreiner tischler zimmermann menuisier charpentier carpintero
painter: maler peintre pintor pintora
bricklayer: maurer albanil
roofer: dachdecker couvreur
technician: techniker technicien technicienne tecnico tecnica
production worker: produktionsmitarbeiter produktionshelfer
machine operator: maschinenbediener anlagenfuhrer
quality: qualitat qualite calidad
maintenance: instandhaltung wartung mantenimiento
security guard: sicherheitsmitarbeiter
scientist: wissenschaftler scientifique cientifico cientifica
researcher: forscher chercheur chercheuse investigador investigadora
journalist: redakteur journaliste periodista
translator: ubersetzer traducteur traductrice traductor traductora
intern: praktikant praktikum stagiaire becario becaria
trainee: auszubildender auszubildende azubi apprenti apprentie
working student: werkstudent
"""
_ENGLISH = {
    word: tuple(english.split())
    for english, words in (line.split(": ") for line in _TITLES.strip().splitlines())
    for word in words.split()
}
# The level is compared by itself (part `seniority`), the place by a wish. Words that also name work stay: lead, staff.
_LEVELS_AND_PLACES = """
senior seniors snr sr junior juniors jnr jr mid level entry experienced ii iii iv remote hybrid onsite
confirme confirmee debutant debutante experimente experimentee erfahrene erfahrener
"""
_LEVEL_OR_PLACE = frozenset(_LEVELS_AND_PLACES.split())
# `(m/w/d)`, `(h/f)`, `(all genders)`: says nothing of the work.
_GENDERS = re.compile(r"\(\s*(?:[mwfhdxi]\s*(?:[/|*,.]\s*[mwfhdxi]\s*){1,3}|all genders|gn)\)", re.IGNORECASE)


def without_genders(title: str) -> str:
    return _GENDERS.sub(" ", title)


def says_level_or_place(word: str) -> bool:
    """Whether a word of a title tells nothing of the work itself: a level, a number, the kind of workplace."""
    return word in _LEVEL_OR_PLACE or word.isdecimal()


def in_english(word: str) -> tuple[str, ...]:
    """The English words for a word of a title, also in the German feminine; the word itself if it is not in the table."""
    return _ENGLISH.get(word) or _ENGLISH.get(word.removesuffix("in")) or (word,)
