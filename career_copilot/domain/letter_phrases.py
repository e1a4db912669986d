"""What letters and messages say whoever writes them: greetings, set sentences and closings in the languages we write in.

None of them says anything of the person but that they write. Names, titles and dates are put in from the brief."""

from collections.abc import Iterable

from career_copilot.domain.document_words import DE, EN, ES, FR, DocumentLanguage
from career_copilot.domain.drafting import Tone

Phrases = dict[DocumentLanguage, str]
GREETINGS: dict[Tone, Phrases] = {
    Tone.PLAIN: {EN: "Dear hiring team,", DE: "Guten Tag,", FR: "Bonjour,", ES: "Buenos días:"},
    Tone.WARM: {EN: "Hello,", DE: "Hallo,", FR: "Bonjour à toute l’équipe,", ES: "Hola:"},
    Tone.FORMAL: {
        EN: "Dear Sir or Madam,", DE: "Sehr geehrte Damen und Herren,", FR: "Madame, Monsieur,", ES: "Estimado equipo de selección:",
    },
}  # fmt: skip
CLOSINGS: dict[Tone, Phrases] = {
    Tone.PLAIN: {EN: "Kind regards,", DE: "Mit freundlichen Grüßen", FR: "Cordialement,", ES: "Un saludo,"},
    Tone.WARM: {EN: "With warm regards,", DE: "Herzliche Grüße", FR: "Bien cordialement,", ES: "Un cordial saludo,"},
    Tone.FORMAL: {
        EN: "Yours faithfully,", DE: "Mit freundlichen Grüßen",
        FR: "Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.", ES: "Atentamente,",
    },
}  # fmt: skip
APPLYING: Phrases = {
    EN: "I am applying for the position “{title}”{at}.",
    DE: "ich bewerbe mich um die Stelle „{title}“{at}.",
    FR: "je pose ma candidature au poste « {title} »{at}.",
    ES: "me presento al puesto «{title}»{at}.",
}
AT: Phrases = {EN: " at {company}", DE: " bei {company}", FR: " chez {company}", ES: " en {company}"}
WORKING: Phrases = {
    EN: "I work as {position}{at}.",
    DE: "Ich arbeite als {position}{at}.",
    FR: "Je travaille comme {position}{at}.",
    ES: "Trabajo como {position}{at}.",
}
WORKED: Phrases = {
    EN: "I worked as {position}{at}.",
    DE: "Ich habe als {position}{at} gearbeitet.",
    FR: "J’ai travaillé comme {position}{at}.",
    ES: "He trabajado como {position}{at}.",
}
ASKED: Phrases = {
    EN: "You ask for {labels}; my résumé says: “{words}”.",
    DE: "Sie fragen nach {labels}; in meinem Lebenslauf steht: „{words}“.",
    FR: "Vous demandez {labels} ; mon CV indique : « {words} ».",
    ES: "Ustedes piden {labels}; mi currículum dice: «{words}».",
}
ASKED_AT: Phrases = {
    EN: "You ask for {labels}; of my work at {company} my résumé says: “{words}”.",
    DE: "Sie fragen nach {labels}; zu meiner Arbeit bei {company} steht in meinem Lebenslauf: „{words}“.",
    FR: "Vous demandez {labels} ; de mon travail chez {company}, mon CV indique : « {words} ».",
    ES: "Ustedes piden {labels}; de mi trabajo en {company}, mi currículum dice: «{words}».",
}
YEARS: Phrases = {
    EN: "{years} years or more",
    DE: "{years} Jahren oder mehr",
    FR: "{years} ans ou plus",
    ES: "{years} años o más",
}
ONE_YEAR: Phrases = {EN: "a year or more", DE: "einem Jahr oder mehr", FR: "un an ou plus", ES: "un año o más"}
SAID: Phrases = {
    EN: "My résumé says: “{words}”.",
    DE: "In meinem Lebenslauf steht: „{words}“.",
    FR: "Mon CV indique : « {words} ».",
    ES: "Mi currículum dice: «{words}».",
}
LISTS: Phrases = {
    EN: "My résumé lists {words}.",
    DE: "Mein Lebenslauf nennt {words}.",
    FR: "Mon CV mentionne {words}.",
    ES: "Mi currículum menciona {words}.",
}
AND: Phrases = {EN: "and", DE: "und", FR: "et", ES: "y"}
TALK: Phrases = {
    EN: "I would be glad to tell you more in a conversation.",
    DE: "Gern erzähle ich Ihnen mehr in einem Gespräch.",
    FR: "C’est avec plaisir que j’en parlerais avec vous.",
    ES: "Me gustaría contarles más en una conversación.",
}
SEEN: Phrases = {
    EN: "I saw the position “{title}”{at} and would like to ask whether it is still open.",
    DE: "ich habe die Stelle „{title}“{at} gesehen und möchte fragen, ob sie noch frei ist.",
    FR: "j’ai vu le poste « {title} »{at} et je voudrais savoir s’il est encore à pourvoir.",
    ES: "he visto el puesto «{title}»{at} y quisiera preguntar si sigue abierto.",
}
MAY_SEND: Phrases = {
    EN: "May I send you my résumé?",
    DE: "Darf ich Ihnen meinen Lebenslauf schicken?",
    FR: "Puis-je vous envoyer mon CV ?",
    ES: "¿Puedo enviarles mi currículum?",
}
THANKS_MESSAGE: Phrases = {
    EN: "thank you for your message about the position “{title}”{at}.",
    DE: "vielen Dank für Ihre Nachricht zur Stelle „{title}“{at}.",
    FR: "merci pour votre message au sujet du poste « {title} »{at}.",
    ES: "gracias por su mensaje sobre el puesto «{title}»{at}.",
}
TELL_MORE: Phrases = {
    EN: "Before we speak I would like to know more about the tasks, the pay range and the next steps.",
    DE: "Vor einem Gespräch wüsste ich gern mehr über die Aufgaben, den Gehaltsrahmen und die nächsten Schritte.",
    FR: "Avant d’en parler, j’aimerais en savoir plus sur les missions, la rémunération et les prochaines étapes.",
    ES: "Antes de hablar me gustaría saber más sobre las tareas, la banda salarial y los próximos pasos.",
}
APPLIED_ON: Phrases = {
    EN: "I applied for the position “{title}”{at} on {day}.",
    DE: "am {day} habe ich mich um die Stelle „{title}“{at} beworben.",
    FR: "j’ai postulé au poste « {title} »{at} le {day}.",
    ES: "me presenté al puesto «{title}»{at} el {day}.",
}
APPLIED: Phrases = {
    EN: "I am writing about my application for the position “{title}”{at}.",
    DE: "ich schreibe wegen meiner Bewerbung um die Stelle „{title}“{at}.",
    FR: "je vous écris au sujet de ma candidature au poste « {title} »{at}.",
    ES: "les escribo sobre mi candidatura al puesto «{title}»{at}.",
}
HOW_FAR: Phrases = {
    EN: "May I ask how far you are, and whether you need anything else from me?",
    DE: "Darf ich fragen, wie weit Sie sind und ob Sie noch etwas von mir brauchen?",
    FR: "Puis-je vous demander où vous en êtes, et si vous avez besoin d’autre chose de ma part ?",
    ES: "¿Puedo preguntar en qué punto están y si necesitan algo más de mi parte?",
}
THANKS_TALK: Phrases = {
    EN: "Thank you for the conversation about the position “{title}”{at}.",
    DE: "vielen Dank für das Gespräch über die Stelle „{title}“{at}.",
    FR: "merci pour notre entretien au sujet du poste « {title} »{at}.",
    ES: "gracias por la conversación sobre el puesto «{title}»{at}.",
}
THANKS_TALK_ON: Phrases = {
    EN: "Thank you for the conversation about the position “{title}”{at} on {day}.",
    DE: "vielen Dank für das Gespräch über die Stelle „{title}“{at} am {day}.",
    FR: "merci pour notre entretien du {day} au sujet du poste « {title} »{at}.",
    ES: "gracias por la conversación del {day} sobre el puesto «{title}»{at}.",
}
STILL_WANTED: Phrases = {
    EN: "Our conversation made me even keener on this position, and I look forward to hearing from you.",
    DE: "Das Gespräch hat mein Interesse an der Stelle noch bestärkt, und ich freue mich, von Ihnen zu hören.",
    FR: "Après cet échange, ce poste m’intéresse encore davantage, et je me réjouis d’avoir de vos nouvelles.",
    ES: "Después de nuestra conversación me interesa todavía más este puesto y quedo a la espera de sus noticias.",
}
THANKS_OFFER: Phrases = {
    EN: "Thank you for your offer for the position “{title}”{at}.",
    DE: "vielen Dank für Ihr Angebot für die Stelle „{title}“{at}.",
    FR: "merci pour votre offre pour le poste « {title} »{at}.",
    ES: "gracias por su oferta para el puesto «{title}»{at}.",
}
OFFER_SAYS: Phrases = {
    EN: "It names as pay: {pay}.",
    DE: "Darin steht als Gehalt: {pay}.",
    FR: "Elle indique comme rémunération : {pay}.",
    ES: "Indica como sueldo: {pay}.",
}
TALK_TERMS: Phrases = {
    EN: "Before I decide I would like to talk with you about the pay and the terms.",
    DE: "Bevor ich mich entscheide, möchte ich mit Ihnen über Gehalt und Bedingungen sprechen.",
    FR: "Avant de me décider, j’aimerais parler avec vous de la rémunération et des conditions.",
    ES: "Antes de decidirme me gustaría hablar con ustedes del sueldo y de las condiciones.",
}
WITHDRAWING: Phrases = {
    EN: "I withdraw my application for the position “{title}”{at}.",
    DE: "ich ziehe meine Bewerbung um die Stelle „{title}“{at} zurück.",
    FR: "je retire ma candidature au poste « {title} »{at}.",
    ES: "retiro mi candidatura al puesto «{title}»{at}.",
}
THANKS_TIME: Phrases = {
    EN: "Thank you for your time and for considering me.",
    DE: "Danke für Ihre Zeit und dafür, dass Sie meine Bewerbung geprüft haben.",
    FR: "Merci du temps que vous y avez consacré.",
    ES: "Gracias por su tiempo y por haberme tenido en cuenta.",
}
_FIXED = (TALK, MAY_SEND, TELL_MORE, HOW_FAR, STILL_WANTED, TALK_TERMS, THANKS_TIME)
SET_PHRASES = frozenset(
    phrase for table in (*GREETINGS.values(), *CLOSINGS.values(), *_FIXED) for phrase in table.values()
)
"""Whole sentences of ours that say nothing of the person: they need no fact, however the rules would read them."""


_ABOUT = (APPLYING, SEEN, THANKS_MESSAGE, APPLIED, THANKS_TALK, THANKS_OFFER, WITHDRAWING)
_ON = {"applied": APPLIED_ON, "interview": THANKS_TALK_ON}


def about(title: str, company: str, days: Iterable[tuple[str, str]] = ()) -> frozenset[str]:
    """Set sentences that name this opening, and the `days` that the tracker knows (of what kind, and as it is written), and say
    nothing else."""
    told = [(phrase, "") for phrase in _ABOUT] + [(_ON[kind], day) for kind, day in days if kind in _ON]
    return frozenset(
        capital(phrase[language].format(title=title, at=at(company, language), day=day), language)
        for phrase, day in told
        for language in DocumentLanguage
    )


def at(company: str, language: DocumentLanguage) -> str:
    """` at Fjordlegene`; nothing without a company."""
    return AT[language].format(company=company) if company else ""


def capital(sentence: str, language: DocumentLanguage) -> str:
    """After a greeting that ends in a comma German, French and Spanish go on small; English begins anew."""
    return sentence[:1].upper() + sentence[1:] if language == EN else sentence
