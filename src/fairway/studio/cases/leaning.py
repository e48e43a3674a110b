"""Whether a clause calls what it speaks of short or fine: by two figures beside each other, else by its words."""

import re
from dataclasses import dataclass
from math import log

from fairway.studio.cases.cues import TOP
from fairway.studio.cases.quantities import Kind, Quantity, folded, quantities, unit_of

NOTABLE = 0.13  # of a log ratio: about an eighth short of peers
HALF = 0.5
FAR_APART = 8.0  # times; two figures further apart are not of the same thing
NEARLY_ALL, LEAST_OF_MANY = 0.8, 0.04  # of a share from which the rest is compared, and by how much it has to be short
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
    r"\b(?:(?<!on )(?<!per )cycle|days?|duration|discount|attrition|ramp|churn\w*|slip\w*|no.?shows?|lost"
    r"|late|overdue|time (?:in|to)|only|without|single|1 contact|age|stalled|waits?|hours? to|minutes? to|response time"
    r"|cancel\w*|complaints?"
    r"|losses|no.decision|lower is better|not (?:show|turn)|fail|zyklus|dauer|tage|rabatt|fluktuation|kundig\w*|fielen"
    r"|duree|jours|remise|ciclo|dias|descuento|rotacion|delay|months|weeks)\b"
)
WINDOW = re.compile(
    r"\b(?:in|within|last|per|over|inside|for|every|under)\s+(?:the\s+)?(?:last\s+)?\d+\s*(?:h\b|days?|hours?"
    r"|months?|weeks?|minutes?)"
)
OF_ALL = re.compile(r"%|\b(?:pct|percent|prozent|share|anteil|rate)\b")  # of a share a time in its name is a limit
AGAINST = re.compile(  # what follows is a figure of others
    r"\b(?:peers?|team|others?|colleagues?|elsewhere|neighbou?rs?|region|portfolios|the rest|where|they|medians?|best"
    r"|topquartile|leaders?|comparable|against|versus|vs|v|compared|gegen|gegenuber|andere\w*|kolleg\w*|nachbar\w*|beste\w*|contre"
    r"|autres|collegues|pairs|voisins?|equipe|meilleur\w*|frente|otros|otras|demas|companer\w*|equipo|mejor\w*)\b"
)
OF_OTHERS = re.compile(
    r"^\s*(?:\w+ )?(?:for|in|at|with|of|bei|im|chez|dans|en|de)? ?(?:the |dem |den |l'|el |los )?"
    r"(?:peers?|team|others?|colleagues|equipe|equipo|anderen)\b"
)
NEGATIVE = re.compile(
    r"\b(?:lower is better|laps\w*|churn\w*|slip\w*|no.?shows?|los[st]\w*|overdue|cancel\w*|complaint\w*"
    r"|no.decision|discount\w*|attrition|fail\w*"
    r"|cuts?|contraction|shrink\w*|postpon\w*|glisse\w*|sans decision|ohne entscheidung|sin decision|by someone else"
    r"|never (?:take|took|happen|show)\w*"
    r"|not (?:show|turn)|rabatt\w*|fluktuation|kundig\w*|fielen|fiel|remise|perd\w*|descuento\w*|pierd\w*|annul\w*)\b"
)
BY_A_TOOL = re.compile(  # what software does says nothing of the seller
    r"\b(?:tool|system|software|app|recorder|dialler|platform)\b \w*\b(?:stores?|records?|keeps?|saves?|logs?)\b"
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
    if BY_A_TOOL.search(clause):
        return 0.0
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
    if OF_ALL.search(plain):
        return NEGATIVE.search(plain) is not None
    return NEGATIVE.search(plain) is not None or LOWER_IS_BETTER.search(WINDOW.sub("", plain)) is not None


@dataclass(frozen=True, slots=True)
class Pair:
    """The seller's figure and that of others, in one unit; shares 0 to 1."""

    own: float
    others: float
    is_share: bool
    is_short: bool


def _by_figures(clause: str, following: str) -> float | None:
    """By the seller's figure and that of others, in one clause or two."""
    pair = pair_in(clause, following)
    return None if pair is None else 1.0 if pair.is_short else -1.0


def pair_in(clause: str, following: str) -> Pair | None:
    """Both figures of one clause, or of that and the one after it, with whether the seller's is short of the other."""
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
        theirs *= unit_of(own, clause)  # "290 days against 210", "71 percent against 90"
        if not 1 / FAR_APART < mine / theirs < FAR_APART:
            return None
    is_ahead = EARLIER.search(clause[own.end :]) is not None
    if own.kind is Kind.SHARE:
        is_flipped = bool(NEGATIVE.search(clause) or (mine >= HALF and DENIED.search(clause)))
        short = log(max(mine, 0.01) / theirs) if is_flipped else log(theirs / max(mine, 0.01))
        if not is_flipped and NEARLY_ALL <= theirs < 1 and short > LEAST_OF_MANY:
            short = max(short, log((1 - mine) / (1 - theirs)) / 2)  # near the whole it is the rest that counts
    else:
        name = "" if is_ahead else ONLY.sub("", clause)
        short = shortfall(mine, theirs, name, is_time=own.kind in TIMES and not is_ahead)
    return Pair(mine, theirs, own.kind is Kind.SHARE, short >= NOTABLE)


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
