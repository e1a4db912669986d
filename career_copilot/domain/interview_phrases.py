"""The words of interview questions in the languages of ads. `{}` is filled in by `interview_questions.py`."""

from career_copilot.domain.document_words import DE, EN, ES, FR, DocumentLanguage

PHRASES: dict[str, dict[DocumentLanguage, str]] = {
    "attitude": {
        EN: "Tell me about a situation in which it came down to your {}.",
        DE: "Erzählen Sie von einer Situation, in der es darauf ankam: {}.",
        FR: "Racontez-moi une situation où ceci a compté : {}.",
        ES: "Hábleme de una situación en la que esto fue decisivo: {}.",
    },
    "conflict": {
        EN: "Tell me about a disagreement with a colleague or a client. What did you do?",
        DE: "Erzählen Sie von einer Meinungsverschiedenheit im Kollegium oder mit der Kundschaft. Was haben Sie getan?",
        FR: "Parlez-moi d’un désaccord avec un collègue ou un client. Qu’avez-vous fait ?",
        ES: "Hábleme de un desacuerdo con un compañero o un cliente. ¿Qué hizo usted?",
    },
    "failure": {
        EN: "Tell me about something that went wrong. What did you change afterwards?",
        DE: "Erzählen Sie von etwas, das schiefgegangen ist. Was haben Sie danach geändert?",
        FR: "Parlez-moi de quelque chose qui a mal tourné. Qu’avez-vous changé ensuite ?",
        ES: "Hábleme de algo que salió mal. ¿Qué cambió después?",
    },
    "pressure": {
        EN: "Describe a time when there was more to do than time to do it. How did you decide?",
        DE: "Beschreiben Sie eine Zeit, in der mehr zu tun war, als Zeit blieb. Wie haben Sie entschieden?",
        FR: "Décrivez un moment où il y avait plus à faire que de temps. Comment avez-vous décidé ?",
        ES: "Describa un momento en que había más trabajo que tiempo. ¿Cómo decidió?",
    },
    "learning": {
        EN: "What did you have to learn quickly, and how did you go about it?",
        DE: "Was mussten Sie schnell lernen, und wie sind Sie vorgegangen?",
        FR: "Qu’avez-vous dû apprendre rapidement, et comment vous y êtes-vous pris ?",
        ES: "¿Qué tuvo que aprender con rapidez y cómo lo hizo?",
    },
    "initiative": {
        EN: "What did you start or improve without being asked to?",
        DE: "Was haben Sie begonnen oder verbessert, ohne dass jemand darum gebeten hat?",
        FR: "Qu’avez-vous lancé ou amélioré sans qu’on vous le demande ?",
        ES: "¿Qué empezó o mejoró sin que nadie se lo pidiera?",
    },
    "leading": {
        EN: "How did you bring people to do something that they did not want at first?",
        DE: "Wie haben Sie Menschen zu etwas gebracht, das sie zuerst nicht wollten?",
        FR: "Comment avez-vous amené des gens à faire ce qu’ils ne voulaient pas d’abord ?",
        ES: "¿Cómo logró que otras personas hicieran algo que al principio no querían?",
    },
    "technical": {
        EN: "Where did {} last matter in your work, and what did you do yourself?",
        DE: "Wo kam es in Ihrer Arbeit zuletzt auf {} an, und was haben Sie selbst getan?",
        FR: "Où {} a-t-il compté en dernier dans votre travail, et qu’avez-vous fait vous-même ?",
        ES: "¿Dónde fue importante por última vez {} en su trabajo y qué hizo usted mismo?",
    },
    "technical hard": {
        EN: "What was hardest about {} lately, and how did you solve it?",
        DE: "Was war an {} zuletzt am schwierigsten, und wie haben Sie es gelöst?",
        FR: "Qu’est-ce qui a été le plus difficile avec {} dernièrement, et comment l’avez-vous résolu ?",
        ES: "¿Qué fue lo más difícil con {} últimamente y cómo lo resolvió?",
    },
    "technical good": {
        EN: "How do you tell good work with {} from bad? Take an example of yours.",
        DE: "Woran unterscheiden Sie gute von schlechter Arbeit mit {}? Nehmen Sie ein eigenes Beispiel.",
        FR: "À quoi distinguez-vous un bon travail avec {} d’un mauvais ? Prenez un exemple à vous.",
        ES: "¿En qué distingue un buen trabajo con {} de uno malo? Tome un ejemplo suyo.",
    },
    "gap near": {
        EN: "We need {}; you bring {}. What carries over, and what would you have to learn?",
        DE: "Wir brauchen {}; Sie bringen {} mit. Was lässt sich übertragen, und was müssten Sie lernen?",
        FR: "Il nous faut {} ; vous apportez {}. Qu’est-ce qui se transpose, et que devriez-vous apprendre ?",
        ES: "Necesitamos {}; usted aporta {}. ¿Qué se puede trasladar y qué tendría que aprender?",
    },
    "gap skill": {
        EN: "We do not see {} in your résumé. How would you get there, and how long would it take?",
        DE: "Wir sehen {} nicht in Ihrem Lebenslauf. Wie kämen Sie dorthin, und wie lange würde es dauern?",
        FR: "Nous ne voyons pas {} dans votre CV. Comment y arriveriez-vous, et en combien de temps ?",
        ES: "No vemos {} en su currículum. ¿Cómo llegaría a dominarlo y cuánto tardaría?",
    },
    "gap": {
        EN: "The position asks for {}. How do you stand with that?",
        DE: "Die Stelle verlangt {}. Wie steht es damit bei Ihnen?",
        FR: "Le poste demande {}. Où en êtes-vous ?",
        ES: "El puesto pide {}. ¿Cómo lo ve en su caso?",
    },
    "start": {
        EN: "You start here as {}. What do you find out and do in the first four weeks?",
        DE: "Sie fangen hier an: {}. Was finden Sie in den ersten vier Wochen heraus, und was tun Sie?",
        FR: "Vous commencez ici : {}. Que cherchez-vous à savoir et que faites-vous les quatre premières semaines ?",
        ES: "Empieza aquí: {}. ¿Qué averigua y qué hace en las cuatro primeras semanas?",
    },
    "case": {
        EN: "On your second day something goes wrong where {} matters, and nobody is there to ask. How do you go about it?",
        DE: "An Ihrem zweiten Tag geht etwas schief, bei dem es auf {} ankommt, und niemand ist zum Fragen da. Wie gehen Sie vor?",
        FR: "Le deuxième jour, quelque chose tourne mal là où {} compte, et il n’y a personne à qui demander. Comment procédez-vous ?",
        ES: "En su segundo día algo sale mal en lo que toca a {} y no hay nadie a quien preguntar. ¿Cómo procede?",
    },
    "introduction": {
        EN: "Tell us who you are and what brings you to {}.",
        DE: "Erzählen Sie, wer Sie sind und was Sie zu {} führt.",
        FR: "Dites-nous qui vous êtes et ce qui vous amène chez {}.",
        ES: "Cuéntenos quién es y qué le trae a {}.",
    },
    "why here": {
        EN: "Why {}, and why now?",
        DE: "Was reizt Sie an {}, und warum jetzt?",
        FR: "Pourquoi {}, et pourquoi maintenant ?",
        ES: "¿Por qué {} y por qué ahora?",
    },
    "us": {EN: "us", DE: "uns", FR: "nous", ES: "nosotros"},
    "best work": {
        EN: "In which surroundings do you work best, and in which badly?",
        DE: "In welcher Umgebung arbeiten Sie am besten, und in welcher schlecht?",
        FR: "Dans quel environnement travaillez-vous le mieux, et dans lequel mal ?",
        ES: "¿En qué entorno trabaja mejor y en cuál peor?",
    },
    "ask success": {
        EN: "What would have to be different in six months for you to say that hiring me was right?",
        DE: "Was müsste in sechs Monaten anders sein, damit Sie sagen: Es war richtig, mich einzustellen?",
        FR: "Qu’est-ce qui devrait avoir changé dans six mois pour que vous disiez que m’embaucher était juste ?",
        ES: "¿Qué tendría que ser distinto dentro de seis meses para que dijera que contratarme fue un acierto?",
    },
    "ask doubts": {
        EN: "Is there anything that makes you hesitate, so that I can answer it now?",
        DE: "Gibt es etwas, das Sie zögern lässt, damit ich es jetzt beantworten kann?",
        FR: "Y a-t-il quelque chose qui vous fait hésiter, pour que je puisse y répondre maintenant ?",
        ES: "¿Hay algo que le haga dudar, para que pueda responderlo ahora?",
    },
    "ask steps": {
        EN: "Which steps follow, who decides, and when do I hear from you?",
        DE: "Welche Schritte folgen, wer entscheidet, und wann höre ich von Ihnen?",
        FR: "Quelles sont les étapes suivantes, qui décide, et quand aurai-je de vos nouvelles ?",
        ES: "¿Qué pasos siguen, quién decide y cuándo tendré noticias?",
    },
    "ask pay": {
        EN: "Which range is planned for the position? The ad does not say.",
        DE: "Welches Gehalt ist für die Stelle vorgesehen? Die Anzeige nennt keines.",
        FR: "Quelle fourchette est prévue pour le poste ? L’annonce ne le dit pas.",
        ES: "¿Qué banda salarial está prevista para el puesto? El anuncio no lo dice.",
    },
    "ask day": {
        EN: "What does the work with {} look like here on an ordinary day?",
        DE: "Wie sieht die Arbeit mit {} hier an einem gewöhnlichen Tag aus?",
        FR: "À quoi ressemble ici, un jour ordinaire, le travail avec {} ?",
        ES: "¿Cómo es aquí, en un día normal, el trabajo con {}?",
    },
    "ask gap": {
        EN: "How soon is {} needed, and how do people here learn it?",
        DE: "Wie bald wird {} gebraucht, und wie lernt man es hier?",
        FR: "Quand a-t-on besoin de {}, et comment l’apprend-on ici ?",
        ES: "¿Para cuándo hace falta {} y cómo se aprende aquí?",
    },
    "ask open": {
        EN: "Why is the position open, and what became of the person before?",
        DE: "Warum ist die Stelle frei, und was wurde aus der Person davor?",
        FR: "Pourquoi le poste est-il libre, et qu’est devenue la personne précédente ?",
        ES: "¿Por qué está libre el puesto y qué fue de la persona anterior?",
    },
    "ask freedom": {
        EN: "What may this position decide alone, and where are decisions made today?",
        DE: "Was darf diese Stelle allein entscheiden, und wo wird heute entschieden?",
        FR: "Que peut décider seul ce poste, et où se prennent les décisions aujourd’hui ?",
        ES: "¿Qué puede decidir por sí solo este puesto y dónde se toman hoy las decisiones?",
    },
}
CUES: dict[str, tuple[str, ...]] = {
    "conflict": (
        "disagree", "conflict", "complain", "dispute", "tension", "mediat", "convinc",
        "konflikt", "streit", "beschwer", "überzeug", "désaccord", "conflit", "plainte", "desacuerdo", "queja", "conflicto",
    ),
    "failure": (
        "fail", "mistake", "error", "incident", "wrong", "lesson", "outage",
        "fehler", "störung", "ausfall", "erreur", "échec", "panne", "fallo", "incidente", "equivoc",
    ),
    "pressure": (
        "deadline", "pressure", "urgent", "priorit", "overload", "short staff", "triage",
        "frist", "druck", "dringend", "délai", "pression", "plazo", "presión",
    ),
    "learning": (
        "learn", "train", "course", "new ", "certif", "taught myself",
        "gelernt", "fortbildung", "schulung", "zertif", "appris", "formation", "aprend", "formación", "curso",
    ),
    "initiative": (
        "introduc", "improv", "initiat", "start", "propos", "set up", "built", "automat",
        "eingeführt", "verbesser", "aufgebaut", "vorgeschlagen", "amélior", "lancé", "mejor", "propuse", "implant",
    ),
    "leading": (
        "led", "lead", "manag", "mentor", "team of", "coach", "coordinat", "supervis",
        "geleitet", "angeleitet", "leitung", "dirigé", "encadr", "équipe", "dirig", "equipo", "coordin",
    ),
}  # fmt: skip
"""How words begin in stories that might answer a question, in any of the languages."""
