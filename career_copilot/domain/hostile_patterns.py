"""What words look like that are meant for a model and not for a person (English, German, French, Spanish, Dutch).

Compared with a text in small letters, without accents (`hostile_text.py`). A pattern names what is *done* to the model: an
advert that only speaks of prompts or of AI is left alone."""

import re

_MODEL = (
    r"(?:ai|a\.i\.|llms?|(?:large |ai )?language models?|chat ?gpt|gpt(?:-\d\w*)?|(?:ai|virtual) assistants?|chat ?bots?"
    r"|ai (?:model|system|agent|screener|reader|recruiter|tool)s?|artificial intelligence)"
)
_NO_TRADE = (
    r"(?![- ]?(?:engineer|developer|research|scien|special|product|compan|start|team|first|native|power|lab|expert|enthus"
    r"|practition|architect|consult|strateg|ethic|based|driven|curious|trainer|lead|manager))"
)
_BEST = (
    r"(?:\b100\b|\b10\b|perfect|highest|maximum|top|best|excellent|strong (?:match|hire|yes)|ideal|hire immediately)"
)

_ENGLISH = [
    r"(?<!not )(?<!n't )(?<!never )\b(?:ignor(?:e|ing)|disregard\w*|forget)\b.{0,50}\b(?:previous|prior|above|earlier|preceding|foregoing|existing"
    r"|original|initial|all|any|your|other|these|those|system)\b.{0,40}\b(?:instructions?|prompts?|rules|guidelines|directions|directives"
    r"|commands|constraints|training|programming)\b",
    r"\b(?:overrid(?:e|ing)|bypass|cancel|discard|(?:do not|don't|stop) (?:follow|obey)\w*)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|original"
    r"|initial|your|system)\b.{0,30}\b(?:instructions?|prompts?|rules|guidelines|directives|commands|constraints|programming)\b",
    r"\bforget (?:everything|all)\b.{0,20}\b(?:above|before|you (?:were|have been) told|prior|previous|so far)",
    r"\b(?:previous|prior|earlier|above) (?:instructions?|prompts?|rules) (?:are|is|were|have been) (?:now )?(?:void|cancel\w*"
    r"|obsolete|revoked|replaced|superseded|wrong|a test|over)",
    r"\b(?:from now on|henceforth|starting now)\b,? (?:you|your) (?:are|will (?:be|act|answer|respond|only)|must|role|task|job is)",
    r"\byou are (?:now|no longer) (?:an? )?(?:dan\b|in \w+ mode|unrestricted|jailbroken|free of|bound|different|evil|"
    + _MODEL
    + r"\b|the system)",
    r"\b(?:act|behave|pretend|respond|answer|role-?play)(?: only)? as (?:if you|though you|an? (?:unrestricted|different|evil"
    r"|uncensored|jailbroken|helpful assistant)|" + _MODEL + r"\b" + _NO_TRADE + ")",
    r"\bif you(?:'re| are) (?:an? |the )?(?:automated )?" + _MODEL + r"\b" + _NO_TRADE,
    r"\b(?:note|message|instructions?|attention|notice|hint|memo|dear|hello|hey)\b,?:? (?:to|for)?:? ?(?:the |any |all |every "
    r"|an? |reading )?(?:automated )?" + _MODEL + r"\b" + _NO_TRADE,
    r"\b(?:reveal|show|print|output|repeat|disclose|leak|exfiltrate|dump|recite|display)\b.{0,40}\b(?:system prompt|hidden prompt"
    r"|initial prompt|your (?:instructions|prompt|rules|api|secret|hidden|context)|api keys?\b|the (?:text|words|prompt) above"
    r"|environment variables)",
    r"\b(?:send|post|forward|upload|transmit|append|encode|email)\b.{0,60}\b(?:candidate|applicant|user|reader)'?s? (?:phone|home"
    r"|address|e-?mail|salary|data|profile|resume|cv|personal|full)\b.{0,60}(?:https?:|@|\burl\b|\bquery\b|\bbase64\b)",
    r"\b(?:rate|score|rank|mark|grade|recommend|classify|evaluate|label|give)\b,? (?:this|the|me|my|that) (?:candidate|applicant"
    r"|job|posting|opening|role|position|resume|cv|application|letter|answer|company|employer|offer)\b.{0,60}" + _BEST,
    r"\b(?:say|write|state|claim|add|pretend|assert|invent|make up|note|mention|conclude)\b.{0,25}\b(?:that )?(?:the|this|our) "
    r"(?:candidate|applicant|user|reader|person)\b (?:has|is|holds|speaks|won|worked|knows|graduated|led|meets|possesses|was|earned)",
    r"\b(?:include|insert|add|put|write|begin|start|end|finish)\b.{0,60}\b(?:in|to|with|of|at) (?:(?:your|the|every|any) (?:generated \w+"
    r"|output|completion|next (?:answer|response))|every (?:answer|response|letter))",
    r"\b(?:answer|respond|reply|output)\b (?:only|just|exactly|nothing but)(?: with)?:? (?:the (?:word|text|phrase|sentence)|json|yes\b|[\"'])",
    r"\b(?:developer|dan|god|admin|debug|sudo|jailbreak|maintenance) mode\b.{0,20}\b(?:enabled|on|activated|engaged|unlocked)",
    r"\b(?:new|updated|real|actual|hidden|secret) (?:system )?(?:instructions?|prompt|directives?|task)(?: for (?:the )?" + _MODEL + r")?\s?[:=]",
    r"\bsystem (?:override|prompt|message|instructions?|notice|command)s?\s?[:=]",
    r"\b(?:begin|end|start) (?:of )?(?:the )?(?:system|instructions?|prompt|data|untrusted|context)\b\s?(?:[:=\]>-]|$|prompt|message|block)",
    r"\b(?:call|invoke|trigger)\b the .{0,30}\b(?:tool|function|plugin|api)\b",
    r"(?<!we )(?<!they )(?<!will )\bdo(?:n't| not) (?:tell|inform|alert|show|warn|mention (?:this|it) to|reveal (?:this|it) to) (?:the |this |your )?(?:user|candidate|applicant|human|reader)\b",
    r"\bdecod\w*\b.{0,40}\bbase ?64\b.{0,40}\b(?:follow|obey|execute|do|run)\b",
    r"\b(?:withdraw|submit|delete|accept|decline)\b (?:all )?(?:the )?(?:user|candidate|applicant)'?s? (?:applications?|account|data|offers?)",
]  # fmt: skip
_GERMAN = [
    r"\b(?:ignorier\w*|missacht\w*|vergiss(?! nicht)|vergessen sie(?! nicht)|ubergeh\w*|verwirf|verwerfen sie|umgeh\w*)\b.{0,40}\b(?:vorherig|vorig|bisherig"
    r"|obig|fruher|vorangeg|alle|samtlich|dein|jede|ander|system)\w*\b.{0,40}(?:anweisung|instruktion|vorgabe|befehl|regel|prompt|anleitung)",
    r"\b(?:vorherig|vorig|bisherig|obig|fruher|deine)\w*\b.{0,30}(?:anweisung|instruktion|regel|vorgabe|befehl|prompt)\w*\b.{0,40}"
    r"(?:ignorier|missacht|vergess|verwerf|verworfen|ubergeh|ungultig|aufgehoben)",
    r"\balle anweisungen\b.{0,20}\b(?:ignorieren|vergessen|verwerfen)",
    r"\b(?:du bist|sie sind) (?:jetzt|nun|ab sofort|ab jetzt|von nun an) (?:ein|kein|nicht|im|dan)",
    r"\b(?:ab jetzt|ab sofort|von nun an) (?:bist du|antwortest du|sind sie ein|antworten sie|gilt fur dich)",
    r"\b(?:wenn|falls|sofern) (?:du|sie) (?:ein|eine|die) (?:ki|sprachmodell|llm|kunstliche|bot|chatbot|ki-\w+)\b",
    r"\b(?:hinweis|anweisung|nachricht|achtung|notiz)\w* (?:an|fur) (?:die |alle |jede |das |ein )?(?:ki|sprachmodell\w*|llms?|chatbots?|ki-\w+)\b",
    r"\b(?:gib|zeig\w*|verrat\w*|nenn\w*|send\w*|wiederhol\w*)\b.{0,50}(?:system-?prompt|deine anweisungen|api-?schlussel|passwort|deine regeln)",
    r"\b(?:bewerte\w*|stufe\w*|empfiehl|empfehlen)\b.{0,20}(?:bewerber|kandidat|stelle|anzeige|bewerbung)\w*\b.{0,60}(?:\b100\b|\b10\b|perfekt|hochst|best|maximal|ideal)",
    r"\b(?:behaupte\w*|schreib\w*|erwahne\w*|gib an|geben sie an|fuge hinzu)\b,? dass (?:der|die|dieser|diese) (?:bewerber|kandidat|nutzer|person)",
    r"\b(?:sag\w*|teil\w*|erzahl\w*|verrat\w*)\b (?:es )?(?:dem|der|den) (?:nutzer|bewerber|benutzer|kandidat|menschen)\w*.{0,20}\b(?:nicht|nichts)",
    r"\bantworte\w* (?:nur|ausschliesslich|lediglich) mit:? (?:dem (?:wort|text|satz)|json|ja\b|[\"'„])",
]
_FRENCH = [
    r"(?<!n')\b(?:ignor\w*|oubli\w*|ne (?:tiens|tenez|tenir) (?:pas|aucun|plus) compte|fai(?:s|tes) abstraction|outrepass\w*|contourn\w*)\b.{0,60}"
    r"\b(?:instructions?|consignes?|directives?|regles?|prompts?)\b.{0,30}\b(?:precedent|anterieur|ci-dessus|initial|recue|donnee|plus haut)",
    r"(?<!n')\b(?:ignor\w*|oubli\w*|ne (?:tiens|tenez|tenir) (?:pas|aucun|plus) compte|fai(?:s|tes) abstraction|outrepass\w*|contourn\w*)\b.{0,20}"
    r"\b(?:toutes?|tes|vos|l'ensemble|precedentes?|anterieures?)\b.{0,30}\b(?:instructions?|consignes?|directives?|regles?|prompts?)\b",
    r"\b(?:tu es|vous etes) (?:maintenant|desormais|a present) (?:un|une|en|dan|le)\b",
    r"\b(?:a partir de maintenant|desormais),? (?:tu (?:es|reponds|dois)|vous (?:repondez|devez (?:repondre|ignorer)))",
    r"\bsi (?:tu es|vous etes) (?:une?|le|la) (?:ia|intelligence artificielle|modele|llm|assistant (?:ia|virtuel)|robot|chatbot)\b",
    r"\b(?:note|message|consigne|instruction|attention)s? (?:a|aux?|pour) (?:l'|les |le |la |toute )?(?:ia|intelligence artificielle|modeles? de langage|llms?|chatbots?)\b",
    r"\b(?:revel\w*|affich\w*|montr\w*|donn\w*|envo\w*|repet\w*)\b.{0,50}\b(?:prompt systeme|invite systeme|tes instructions|vos instructions|cles? api|mot de passe)\b",
    r"\b(?:note[rz]?|evalue[rz]?|classe[rz]?|recommande[rz]?)\b.{0,12}\b(?:candidat\w*|offre|annonce|poste)\b.{0,60}(?:\b100\b|\b10\b|parfait|maxim|meilleur|ideal)",
    r"\b(?:dis|dites|ecri\w*|affirm\w*|pretend\w*|indiqu\w*)\b que (?:le|la|ce|cette|l') ?(?:candidat|personne|utilisat)\w*",
    r"\bne (?:le )?(?:dis|dites|revel\w*|mentionn\w*|montr\w*)\b.{0,12}\b(?:rien|pas|jamais)\b.{0,25}\b(?:utilisat|candidat|humain)",
    r"\brepond\w* (?:uniquement|seulement|exclusivement) (?:par|avec):? (?:le (?:mot|texte)|la phrase|json|oui\b|[\"'«])",
]
_SPANISH = [
    r"(?<!no )(?<!nunca )\b(?:ignor\w*|olvid\w*|descart\w*|(?:haz|haga|hagan) caso omiso|no (?:sigas|siga|tengas en cuenta|obedezcas))\b.{0,60}"
    r"\b(?:instruccion\w*|indicaciones|reglas|ordenes|prompts?|directric\w*)\b.{0,30}\b(?:anterior|previa|inicial|recibid|de arriba|precedente)",
    r"(?<!no )(?<!nunca )\b(?:ignor\w*|olvid\w*|descart\w*|(?:haz|haga|hagan) caso omiso|no (?:sigas|siga|tengas en cuenta|obedezcas))\b.{0,20}"
    r"\b(?:todas?|tus|sus|cualquier|anteriores|previas)\b.{0,30}\b(?:instruccion\w*|indicaciones|reglas|ordenes|prompts?|directric\w*)\b",
    r"\b(?:ahora eres|a partir de ahora,? (?:eres|seras|actua|responde|debes))\b",
    r"\bsi eres (?:una?|el|la) (?:ia|inteligencia artificial|modelo|llm|asistente (?:de ia|virtual)|bot|robot|chatbot)\b",
    r"\b(?:nota|mensaje|instruccion|instrucciones|atencion|aviso) (?:a|al|para) (?:la |el |los |las |toda )?(?:ia|inteligencia artificial|modelos? de lenguaje|llms?|chatbots?)\b",
    r"\b(?:revel\w*|muestr\w*|imprim\w*|envi\w*|repit\w*)\b.{0,50}\b(?:prompt (?:del|de) sistema|tus instrucciones|sus instrucciones|claves? (?:de )?(?:la )?api|contrasena)\b",
    r"\b(?:califi\w*|puntu\w*|evalu\w*|recomiend\w*|clasifi\w*)\b.{0,15}\b(?:candidat\w*|oferta|anuncio|puesto|solicitud)\b.{0,60}(?:\b100\b|\b10\b|perfect|maxim|mejor|ideal)",
    r"\b(?:di|diga|escrib\w*|afirm\w*|indic\w*)\b que (?:el|la|este|esta) (?:candidat|usuari|person)\w*",
    r"\bno (?:le |se lo )?(?:digas|diga|menciones|mencione|reveles|muestres)\b.{0,40}\b(?:usuari|candidat|human)",
    r"\bresponde\w* (?:solo|unicamente|exclusivamente) con:? (?:la (?:palabra|frase)|el texto|json|si\b|[\"'«])",
]
_DUTCH = [
    r"\b(?:negeer|vergeet(?! niet)|omzeil|veronachtzaam)\b.{0,40}\b(?:vorige|eerdere|voorgaande|bovenstaande|alle|je|jouw|uw|andere)\b.{0,40}"
    r"\b(?:instructies?|opdracht(?:en)?|regels|prompts?|aanwijzing(?:en)?|richtlijnen)\b",
    r"\b(?:je bent|u bent) (?:nu|vanaf nu|voortaan) (?:een|geen|in|dan|niet)\b",
    r"\b(?:vanaf nu|voortaan) (?:ben je|ben jij|antwoord je|moet je|geldt voor jou)\b",
    r"\bals (?:je|jij|u) een (?:ai|taalmodel|llm|kunstmatige|bot|chatbot|ai-\w+)\b",
    r"\b(?:bericht|opmerking|instructies?|let op|notitie) (?:aan|voor) (?:de |het |alle |elke |een )?(?:ai|taalmodel\w*|llms?|chatbots?|ai-\w+)\b",
    r"\b(?:toon|onthul|geef|verstuur|stuur|herhaal|print)\b.{0,50}\b(?:systeemprompt|je instructies|uw instructies|api-?sleutel|wachtwoord)\b",
    r"\b(?:beoordeel|geef|waardeer|scoor)\b.{0,12}\b(?:kandidaat|sollicitant|vacature|sollicitatie)\b.{0,60}(?:\b100\b|\b10\b|perfect|hoogste|beste|maxim|ideaal)",
    r"\b(?:zeg|schrijf|beweer|vermeld)\b,? dat (?:de|deze) (?:kandidaat|sollicitant|gebruiker|persoon)\b",
    r"\b(?:zeg|vertel|meld|onthul)\b (?:het |dit )?(?:niets |niet )?(?:aan )?de (?:gebruiker|kandidaat|sollicitant)\b.{0,20}\b(?:niet|niets)\b",
    r"\b(?:zeg|vertel|meld)\b (?:dit |het )?(?:niet|niets) aan de (?:gebruiker|kandidaat|sollicitant)\b",
    r"\bantwoord (?:alleen|uitsluitend|enkel) met:? (?:het woord|de (?:tekst|zin)|json|ja\b|[\"'])",
]
INSTRUCTION = re.compile("|".join((*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH, *_DUTCH)), re.DOTALL)
SQUEEZED = re.compile(
    r"(?:ignore|disregard|forget)(?:all|any|the|your)*(?:previous|prior|above|earlier)\w{0,12}(?:instruct|prompt|rule)"
    r"|ignorier\w{0,20}(?:anweisung|instruktion)|ignore[zr]?\w{0,20}(?:instruction|consigne)|ignor[ae]\w{0,20}instruccion"
    r"|negeer\w{0,20}instructie|revealyoursystemprompt"
)
"""The same without any space, for letters that stand a p a r t."""
TEMPLATE = re.compile(
    r"<\|[^|<>\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>|\[/?(?:SYSTEM|AVAILABLE_TOOLS|TOOL_CALLS)[^\]\n]{0,20}\]"
    r"|</?(?:system|assistant|instructions?|prompt|tool_call|tool_response|function_call|function_calls|invoke|untrusted\w*|data|im_start|im_end)\b[^<>\n]{0,60}>"
    r"|^[ \t]*#{1,6}[ \t]*(?:system|assistant|instructions?|human|user|response)[ \t]*:?[ \t]*$"
    r"|^[ \t]*#{2,6}[ \t]*(?:system|assistant|instructions?|human|response)[ \t]*:"
    r"|^[ \t]*(?:Human|Assistant|System):(?=[ \t]*(?:\S[^\n]*)?\n+[ \t]*(?:Human|Assistant|System|User):)"
    r"|<<<[^<>\n]{0,60}>>>",
    re.IGNORECASE | re.MULTILINE,
)
"""Marks between the turns of a conversation, and our own around data."""
BEACON = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)")
"""A picture that a page would fetch, with whatever was written into its address."""
