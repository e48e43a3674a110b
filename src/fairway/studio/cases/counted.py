"""Who did what is counted: somebody of ours, somebody outside, or nobody one can tell, by the verbs that say it."""

import re

from fairway.studio.cases.own_acts import PARTICIPLE, is_own_act
from fairway.studio.cases.quantities import folded

OUT_OF = re.compile(r"\s[/÷]\s|\s(?:divided by|out of)\s")
# What follows says for whom, when or how, and its participles are none of the count's own.
BESIDE = re.compile(
    r"\s(?:within|after|before|since|until|at least|of|for|to|from|without|because|innerhalb|binnen|vor|nach|fur|an"
    r"|ohne|dans|avant|apres|pour|aux?|sans|antes|despues|para|al|sin|>=?|<=?)\s"
)
_WE = (
    r"(?:seller|rep|ae|sdr|bdr|csm|am|se|kam|engineer|manager|verkaufer\w*|vendeur|commercial|vendedor\w*|comercial"
    r"|gestor\w*|responsable|he|she|er|sie|il|elle|ella|el)"
)
_DID = (
    r"(?:\w+ed|sent|wrote|written|set|made|begun|asked|\w*ge\w+[tn]|vorschlagt|vorgeschlagen|schickt|fragt|bittet|bietet"
    r"|visits|calls|sends|asks|offers|writes|phones|proposes|tries|contacts|names|fills|plans|shows|gives|makes|sets"
    r"|begins|starts|requests|invites|files|adds|does|goes|checks|confirms|prepares"
    r"|(?:an)?(?:ruft|schreibt|spricht|fragt|bietet)|(?:ver)?sendet|besucht|vorlegt|envoie|appelle|relance|envia|llama"
    r"|propone|pregunta|ofrece"
    r"|propose|planifie|envoye|demande|ecrit|pidio|envio|propuso|ofrecio|invito|preparo|escribio)"
)
BY_US = re.compile(
    r"\b(?:in|for|at|on|to|by|bei|fur|pour|par|en|por|a|las? que|lesquel\w*|whom|which|whose|dass?|denen|der|die) "
    rf"(?:\w+ ){{0,3}}?(?:the |der |die |le |la |el )?{_WE} (?:\w+ ){{0,7}}?{_DID}\b"
)
OUTCOME = re.compile(
    r"\b(?:obtained|granted|secured|approved|chose|answered|came|joined|turned up|visited us|won|lost|held|attended"
    r"|accepted|signed|replied|took part"
    r"|reached|met|registered|converted|renewed|booked|opened|frozen|gewonnen|gehalten|angenommen|unterschrieben"
    r"|erreicht|tenue?s?|acceptee?s?|signee?s?|gagnee?s?|aceptad\w*|firmad\w*|ganad\w*|celebrad\w*)\b"
)
_THEY = r"(?:customers?|buyers?|prospects?|clients?|doctors?|partners?|dealers?|kunden?|clientes?|the other side)"
BY_THEM = re.compile(  # "meetings that buyers attended", "invitations accepted by customers"
    rf"\b(?:that|which|whose|with status|with the status|{_THEY})\b(?! (?:not|never|with))"
    rf"[^/]{{0,40}}?{OUTCOME.pattern}"
    rf"|\b{_THEY} (?:\w+ )?agreed\b|\bagreed to by\b"
)
TAKEN_BY_THEM = re.compile(rf"{OUTCOME.pattern} by (?:the |a )?{_THEY}\b")


def numerator_of(definition: str) -> str:
    """What is counted, without what it is a share of."""
    return str(OUT_OF.split(definition, maxsplit=1)[0])


def is_done_by_us(text: str) -> bool:
    """Whether what is counted is what somebody of ours did: a participle of doing before any of an outcome, where only
    what is counted is looked at, not whom it was for, by when, or out of how many.
    """
    plain = re.sub(r"\s+", " ", folded(numerator_of(text))).strip()
    if BY_US.search(plain):
        return True
    head = BESIDE.split(plain, maxsplit=1)[0]
    done, outcome = PARTICIPLE.search(head), OUTCOME.search(head)
    return done is not None and (outcome is None or done.start() < outcome.start())


def is_done_by_them(definition: str) -> bool:
    """Whether a definition counts what somebody outside did."""
    plain = folded(numerator_of(definition))
    if TAKEN_BY_THEM.search(plain):
        return True
    return BY_THEM.search(plain) is not None and not is_own_act(definition)
