"""Whether a clause calls what it speaks of short or fine: by two figures beside each other, else by its words."""

import re
from math import log

from fairway.studio.cases.prose import TOP
from fairway.studio.cases.quantities import Kind, Quantity, folded, quantities

NOTABLE = 0.13  # of a log ratio: about an eighth short of peers
HALF = 0.5
ONLY = re.compile(r"\b(?:only|without|single|1 contact)\b")
MOSTLY, SELDOM = 0.86, 0.5  # of all occasions, where nobody else's level is known

HIGH = re.compile(
    r"better than any|more (?:\w+ )*than any|the most\b|already (?:the|at|far|more|above)|at the top|(?:is|are|was"
    r"|were|has|have) always|always (?:done|begun|on|sent|offered|sends|writes|tied|dated|leaves|current)"
    r"|\bevery (?!\d|other|second|third)\w+|(?:on|after|at) each\b"
    r"|diligent|at the level of the best|as (?:often|many"
    r"|much|well|good) as (?:the|any|his|her|anyone|everyone)"
    r"|without exception|exemplary|complete on|no (?:more|room|headroom|worries|worry|doubt)|nearly (?:all|every)"
    r"|almost (?:all|every)|all of them|more than enough"
    r"|\ball (?:\w+ )?(?:are|is|were) |best (?:in|on|of) the|nobody (?:\w+ )*(?:better|else)|hardly (?:los|miss)"
    r"|never (?:miss|forget|late|fail|skip)|(?:always|all) (?:up to date|current)|above (?:team|the team|average)"
    r"|(?:team|peer|average) level|level of the|up to date|like clockwork|immer|stets|bereits (?:am|der|die)"
    r"|luckenlos|vorbildlich|genug\b|im plan|alle (?:sind|werden)|auf (?:team)?niveau|reicht"
    r"|toujours|deja (?:au|la|le)|systematiquement|toutes (?:sont )?|tous (?:sont )?|suffis|au niveau"
    r"|siempre|ya (?:es|esta)|en tous|en todos|casi tod|suficient|al nivel|flawless|strongest in|leads the team in"
)
FINE = re.compile(
    r"\bas (?:many|much|often|good|well|fast|large|quickly)\b|\bsame\b|\bplenty\b|\benough\b|\busual\b"
    r"|\bnormal\w*|\bthose of the\b|\bfine\b|\bhealthy\b|\bgood\b|\bin line\b"
    r"|\blike (?:the|her|his) |at the level|(?:no|not a|not the|nicht das|kein) (?:problem|issue|gap)"
    r"|nothing (?:else )?(?:is )?wrong|ebenso|genauso|gleich\w*|ublich\w*|wie (?:die|bei)"
    r"|autant|aussi|comme les|igual\w*|como los"
    r"|tan bien|tant[oa]s (?:\w+ )*como|on par|well\b|bien\b|gut\b|solid\w*|healthy|strong\b|stark\b|unproblematic"
)
WRONG = re.compile(
    r"\b(?:gap|behind|short|short of|half of|lags?|lagging|leaks?|los(?:es|ing|e)|lost|too (?:few|many|small|late"
    r"|long|slow)|alone|drifts?|slow|problem|weak\w*|yet|nobody|almost no|fails?|missing|hurts?|for ever|forever"
    r"|sinks?|dying|drag\w*|leav(?:es|ing)|die away|cold\b|silent|"
    r"zu (?:wenig\w*|spat|lang\w*|klein\w*|selten|langsam)|verlier\w*|trop|perd\w*|manque\w*|demasiad\w*|pierd\w*"
    r"|falta\w*|hapert|scheiter\w*|schwach\w*|stock\w*|faible\w*|flojo\w*|peine\w*)\b"
)
LOW = re.compile(
    r"\bno\b|\bnever\b|\bhardly\b|\bseldom\b|\brarely\b|\bonly\b|days? later|too late|\blate\b|instead of|nobody"
    r"|\bfew\b|cancel|gives? up|stops? after|abandon\w*|gibt auf|hort auf|arrete apres|waits?\b|last reviewed"
    r"|do(?:es)? not|\bnot\b|skips?|neglect|forgets?|barely|overdue"
    r"|\bwithout\b|missing|unprepared|unchanged|untouched|untrained|unread|unanswered|weeks? later|days? or two late"
    r"|drops? (?:a|the|out)|n[o']t\b|cold\b|weeks? (?:late|too)|last (?:year|minute)|outdated|stale"
    r"|kaum|selten|nie\b|nur\b|zu spat|ohne|fehlt|fehlen|statt\b(?! \d)|vergisst|fiel(?:en)? |fallt aus|fallen aus"
    r"|kein\w*|nicht\b|liegen ?bleib|warte\w*"
    r"|rarement|jamais|sans\b|trop tard|seulement|oublie|\bne \w+ pas|n'est pas|n'a pas|aucun\w*|que dans|que pour"
    r"|nunca|\bsin\b|\bsolo\b|tarde\b|rara vez|apenas|olvida|\bno se\b|al cabo de|ningun"
)
LOW_AFTER_ALL = re.compile(
    r"too late|instead of|cancel|overdue|\bonly\b|\bnever (?!miss|forget|late|fail|skip)"
    r"|\bskips?|zu spat"
)
DENIED = re.compile(
    r"\bno\b|\bnot\b|never|days? later|too late|instead of|nobody|cancel|last reviewed|without|skips?|missing"
    r"|forg[eo]t"
    r"|nicht|kein|ohne|fehl|statt|zu spat|pas de|ne \w+ pas|sans|jamais|sin\b|nunca|no se\b|falta"
)
CANCELLED = re.compile(
    r"cancel|\bfiel(?:en)?\b|fallen aus|ausgefallen|abgesagt|annul|skipped|dropped out|overdue|missed"
)
BLOCKED = re.compile(
    r"can(?:not|'t) be (?:planned|done|used|changed|recorded|observed|scored|booked)|not (?:permit\w*|allow\w*|possible"
    r"|available|stored|licen[sc]ed|connected|measured|counted)|does not (?:permit|allow|write to)|frozen|forbid\w*"
    r"|prohibit|no (?:\w+ ){0,3}(?:tool|recordings?)\b"
    r"|(?:set|fixed|owned|handled) (?:\w+ )?by (?!h(?:er|im)|the (?:rep|seller)|reps|sellers|me\b)"
    r"|nobody (?:logs|counts|records)|counts them|durfen? .{0,40}nicht|verboten|nicht erlaubt|gibt es nicht"
    r"|nicht (?:erfasst|gemessen|gezahlt)|interdit|pas (?:autoris|permis|mesur|saisi|enregistr)|prohibid"
    r"|no se (?:permit|mide|registr)|entfall|not in (?:her|his|the) (?:hands|role)"
    r"|is not hers|is not his|n'est pas (?:mesur|saisi)"
)
LOWER_IS_BETTER = re.compile(
    r"\b(?:cycle|days?|duration|discount|attrition|ramp|churn\w*|slip\w*|no.?shows?|lost|late|overdue|time (?:in"
    r"|to)|only|without|single|1 contact|age|stalled|waits?|hours? to|minutes? to|response time|cancel\w*|complaints?"
    r"|losses|no.decision|lower is better|not (?:show|turn)|fail|zyklus|dauer|tage|rabatt|fluktuation|kundig\w*|fielen"
    r"|duree|jours|remise|ciclo|dias|descuento|rotacion|delay|months|weeks)\b"
)
WINDOW = re.compile(
    r"\b(?:in|within|last|per|over|inside|for|every|under)\s+(?:the\s+)?(?:last\s+)?\d+\s*(?:h\b|days?|hours?"
    r"|months?|weeks?|minutes?)"
)
AGAINST = re.compile(  # what follows is a figure of others
    r"\b(?:peers?|team|others?|colleagues?|elsewhere|neighbou?rs?|region|portfolios|the rest|where|they|medians?|best"
    r"|topquartile|leaders?|against|versus|vs|v|compared|gegen|gegenuber|andere\w*|kolleg\w*|nachbar\w*|beste\w*|contre"
    r"|autres|collegues|pairs|voisins?|equipe|meilleur\w*|frente|otros|otras|demas|companer\w*|equipo|mejor\w*)\b"
)
OF_OTHERS = re.compile(
    r"^\s*(?:\w+ )?(?:for|in|at|with|of|bei|im|chez|dans|en|de)? ?(?:the |dem |den |l'|el |los )?"
    r"(?:peers?|team|others?|colleagues|equipe|equipo|anderen)\b"
)
NEGATIVE = re.compile(
    r"\b(?:lower is better|laps\w*|churn\w*|slip\w*|no.?shows?|los[st]\w*|overdue|cancel\w*|complaint\w*"
    r"|no.decision|discount\w*|attrition|fail\w*"
    r"|not (?:show|turn)|rabatt\w*|fluktuation|kundig\w*|fielen|fiel|remise|perd\w*|descuento\w*|pierd\w*|annul\w*)\b"
)
OTHERS_ALONE = re.compile(
    r"^(?:and |und |et |y )?(?:with |in |bei |chez |on )?"
    r"(?:the |die |der |den |les |le |los |las |el |their |our |all )?"
    r"(?:other\w*|best\w*|topquartile|peers?|team|colleagues|top \w+|neighbou?rs?|ander\w*|kolleg\w*|beste\w*|autres"
    r"|meilleur\w*|equipe|otros|otras|mejor\w*|equipo|companer\w*|pairs)\b"
)
EARLIER = re.compile(r"^\s*(?:before|ahead|in advance|vor\b|avant|antes)")  # the longer, the better
TIMES = {Kind.MINUTES, Kind.WEEKS}


def leaning_of(clause: str, following: str = "", *, is_driver: bool = False) -> float:
    """Above zero where a folded clause calls its subject short, below where fine, 0 where it says nothing. A share
    by itself says how often an act is done, and nothing of a driver, whose usual level is not known.
    """
    if OTHERS_ALONE.search(clause):
        return 0.0
    figured = _by_figures(clause, following)
    if figured is not None:
        return figured
    if HIGH.search(clause) and not LOW_AFTER_ALL.search(clause):
        return -1.0
    own = [figure for figure in quantities(clause) if figure.kind is Kind.SHARE]
    if own and not is_driver and not TOP.search(clause):
        share = own[0].value
        is_flipped = bool(
            LOWER_IS_BETTER.search(WINDOW.sub("", clause)) or re.search(r"fiel|cancel|annul|abgesagt", clause)
        )
        if share >= MOSTLY:
            return 1.0 if is_flipped else -1.0
        if share <= SELDOM or is_flipped:
            return 1.0
    if LOW.search(clause):
        return 1.0
    if FINE.search(clause):
        return -0.6
    return 0.6 if WRONG.search(clause) else 0.0


def shortfall(own: float, others: float, name: str, *, is_time: bool = False, is_share: bool = False) -> float:
    """How far short of others, as a log ratio above zero; `name` says which way is better. Of a share the times in its
    name are limits ("live by day 60"), and less is better only of what is bad.
    """
    ratio = log(max(own, others / 50) / others)
    bad = NEGATIVE if is_share else LOWER_IS_BETTER
    return ratio if is_time or bad.search(WINDOW.sub("", name)) else -ratio


def is_to_fall(name: str) -> bool:
    """Whether less is better of what a figure is called."""
    plain = folded(name)
    return NEGATIVE.search(plain) is not None or LOWER_IS_BETTER.search(WINDOW.sub("", plain)) is not None


def _by_figures(clause: str, following: str) -> float | None:
    """By the seller's figure and that of others, in one clause or two."""
    own, others = _sides(clause)
    if own is not None and others is None and following:
        after_own, others = _sides(following)
        others = others or (after_own if AGAINST.search(following) else None)
    if own is None or others is None or others.value <= 0:
        return None
    mine, theirs = own.value, others.value
    if own.kind is not others.kind:
        if others.kind is not Kind.NUMBER or own.kind is Kind.MONEY:
            return None
        theirs *= _unit_of(own, clause)  # "290 days against 210", "71 percent against 90"
    is_ahead = EARLIER.search(clause[own.end :]) is not None
    if own.kind is Kind.SHARE:
        is_flipped = bool(NEGATIVE.search(clause) or (mine >= HALF and DENIED.search(clause)))
        short = log(max(mine, 0.01) / theirs) if is_flipped else log(theirs / max(mine, 0.01))
    else:
        name = "" if is_ahead else ONLY.sub("", clause)
        short = shortfall(mine, theirs, name, is_time=own.kind in TIMES and not is_ahead)
    return 1.0 if short >= NOTABLE else -1.0


def _unit_of(figure: Quantity, clause: str) -> float:
    """What one of a figure's units is worth: 1/7 of "290 days", 0.01 of "71 percent"."""
    written = re.search(r"\d+(?:[.,]\d+)?", clause[figure.start : figure.end])
    number = float(written[0].replace(",", ".")) if written else 0.0
    return figure.low / number if number else 1.0


def _sides(clause: str) -> tuple[Quantity | None, Quantity | None]:
    """(the seller's figure, that of others) of one clause; a bare "one" is no figure."""
    own = others = None
    figures = [f for f in quantities(clause) if f.kind is not Kind.NUMBER or f.value > 1]
    for place, figure in enumerate(figures):
        left = clause[figures[place - 1].end if place else 0 : figure.start]
        right = clause[figure.end : figures[place + 1].start if place + 1 < len(figures) else len(clause)]
        of_others = bool(AGAINST.search(left) or OF_OTHERS.search(right))
        if of_others and others is None:
            others = figure
        elif not of_others and own is None:
            own = figure
    return own, others
