"""What a reply's tone is judged by, in the desk's five languages (R16).

Written down for the desk from general usage. An apology pattern matches once for one apology.
"""

APOLOGIES = (
    # English
    r"sorry",
    r"apolog(?:y|ies|i[sz]e[sd]?|i[sz]ing)",
    r"(?:we|i) regret",
    r"forgive (?:us|me)",
    # German
    r"(?:tut|tun) (?:es )?(?:mir|uns) (?:\w+ ){0,2}leid",
    r"leidtut",
    r"entschuldig\w+",
    r"bedauer(?:n|e)",
    r"verzeih\w*",
    # Spanish
    r"lo (?:siento|sentimos|lamento|lamentamos)",
    r"disculp\w+",
    r"perdón\w*|perdon[ae]\w*",
    # French
    r"désolée?s?",
    r"navrée?s?",
    r"excuse[zsr]?\w*",
    r"pardon\w*",
    r"(?:je|nous) regrett\w+",
    # Russian
    r"извин\w+",
    r"прости(?:те)?",
    r"сожале\w+",
)

OPENERS = (
    # Exclamations that answer nothing; filler only where they stand alone.
    *("great", "good", "excellent", "perfect", "awesome", "wonderful", "fantastic"),
    *("absolutely", "certainly", "definitely", "of course", "sure", "sure thing", "no problem"),
    *("sehr gerne", "gerne", "natürlich", "selbstverständlich", "absolut", "klar", "aber sicher"),
    *("super", "prima", "perfekt", "kein problem"),
    *("por supuesto", "claro", "claro que sí", "desde luego", "perfecto", "genial", "excelente"),
    *("bien sûr", "absolument", "tout à fait", "certainement", "avec plaisir", "parfait"),
    *("конечно", "разумеется", "безусловно", "отлично", "прекрасно", "замечательно", "супер"),
)

FILLER = (
    # English
    r"(?:great|good|excellent|wonderful|fantastic) question",
    r"(?:happy|glad|delighted) to (?:help|assist)",
    r"(?:here|ready) to (?:help|assist)",
    r"thank(?:s| you) for (?:reaching out|contacting|your (?:message|question|patience|inquiry))",
    r"(?:do not|don['’]t) hesitate",
    r"feel free to",
    r"rest assured",
    r"(?:i|we) hope (?:this|that) helps",
    r"i (?:completely |totally |fully )?understand (?:your frustration|how frustrating)",
    # German
    r"(?:gute|tolle|super|sehr gute|hervorragende) frage",
    r"(?:helfe|helfen wir) (?:dir|ihnen) (?:sehr )?gerne?",
    r"danke?,? (?:dass|für) (?:sie|ihre (?:nachricht|anfrage|frage|geduld))",
    r"vielen dank für ihre (?:nachricht|anfrage|frage|geduld)",
    r"zögern sie nicht",
    r"(?:ich|wir) hoffen?,? (?:das|dies) hilft",
    # Spanish
    r"(?:buena|excelente|gran) pregunta",
    r"(?:encantad[oa]s?|será un placer|con gusto) (?:de )?(?:ayud\w+|le ayud\w+|te ayud\w+)",
    r"gracias por (?:contactar\w*|escribir\w*|su (?:mensaje|pregunta|paciencia)|ponerse)",
    r"no (?:dude|dudes) en",
    r"espero que (?:esto|eso) (?:le |te )?(?:ayude|sirva)",
    # French
    r"(?:bonne|excellente|très bonne) question",
    r"(?:ravie?s?|heureu(?:x|se)|plaisir) de (?:vous|t['’]) ?aider",
    r"merci (?:de|pour) (?:nous avoir contactés?|votre (?:message|question|patience|demande))",
    r"n['’]hésitez pas",
    r"j['’]espère que (?:cela|ça) vous",
    # Russian
    r"(?:отличный|хороший|прекрасный|замечательный) вопрос",
    r"(?:рад|рада|рады|буду рад|будем рады) (?:вам )?помочь",
    r"(?:спасибо|благодарю|благодарим)(?: вас)? за обращение",
    r"(?:спасибо|благодарю|благодарим)(?: вас)? за ваше? (?:сообщение|вопрос|терпение)",
    r"не стесняйтесь",
    r"надеюсь,? (?:это|что это) помо\w+",
)
