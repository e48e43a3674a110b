"""Words beside a figure in a sentence that say what it is a figure of: level, recording, lag, effort."""

import re

FILL = re.compile(
    r"\b(?:logged|tapped in|horodat\w*|recorded|of records|entered|filled|captur\w*|written down"
    r"|noted down|tracked|timestamp\w*"
    r"|documented"
    r"|in the (?:crm|system)|visible in|sync\w*|automat\w*|erfasst\w*|dokumentiert|eingetragen|gepflegt|protokolliert"
    r"|saisi\w*|renseign\w*|enregistr\w*|consign\w*|registrad\w*|registran?\b|registrar\b"
    r"|anotad\w*|cumpliment\w*|apuntad\w*|in crm|im crm"
    r"|dans le crm|en el crm)\b"
)
TIMELY = re.compile(
    r"same (?:day|evening|morning)|on the spot|on the day|within (?:a|1|24|48)\s?(?:h|hours?|day)|within hours"
    r"|at once|immediately"
    r"|straight away"
    r"|am selben tag|am gleichen tag|taggleich|sofort|le jour meme|le meme jour|immediatement|mismo dia"
    r"|en el acto|real time"
)
LATE = re.compile(
    r"weeks? later|days? later|afterwards|in batches|retrospectiv|nachtraglich|tage spater|wochen spater|apres coup"
    r"|semanas despues|dias despues|a posteriori|end of the (?:week|month)"
)
UNRECORDED = re.compile(
    r"(?:not|never|hardly(?: ever)?|rarely|seldom|almost never|nowhere|nicht|kaum|nie|jamais|rarement|nunca"
    r"|apenas|casi nunca)"
    r" (?:at all )?(?:(?:in|im|dans|en) (?:the |le |el )?(?:crm|system)|logged|recorded|entered|captured|tracked"
    r"|connected"
    r"|erfasst|dokumentiert|eingetragen|saisi|enregistre|registra|visible)|notebook|on paper|spreadsheet|own head"
    r"|notizbuch"
    r"|excel|carnet|libreta|papel|(?:usage|logins?) hardly ever|not connected"
)
AUTOMATIC = re.compile(
    r"automatic|automatisch|automatique|automatic[oa]|by the (?:system|dialler|sync)|calendar sync|mail sync"
    r"|logs? every"
)
TOP = re.compile(
    r"topquartile|\b(?:(?:los|las) buen[oa]s|les bon(?:ne)?s|die guten)\b"
    r"(?! (?:companer|vecin|colleg|voisin|kolleg|nachbar))"
    r"|\bbest(?!ell|at|eh|im)"
    r"|\bgood ones\b|\btop\b|leaders?\b|strongest|\bbeste[rnms]?\b|meilleur|mejor|spitzen|highest"
)
MIDDLE = re.compile(
    r"\b(?:peers?|team|others?|neighbou?rs?|nachbar\w*|voisins?|vecin\w*|medians?|mediane?|colleagues?|average"
    r"|elsewhere|kolleg\w*|andere\w*|vergleich\w*"
    r"|equipe|pairs"
    r"|autres|collegues|companer\w*|equipo|demas|norm|comparable|portfolios|where they|the rest|usual|need[s]?)\b"
)
LAG = re.compile(
    r"\b(?:shows?|visible|effects?|lag|pays?|payoff|results?|reach\w*|moves?|after|takes? \S+ to show"
    r"|first effect|works? after"
    r"|reacts?|responds?|rises?|improves?|au bout d|al cabo d"
    r"|follow\w*|shorten\w*|wirk\w*|sichtbar\w*|nach|zeigt|zeigen|effets?|apres|efectos?|tras|despues|nota|impact"
    r"|kicks? in"
    r"|in deal size|dates move)\b"
)
EACH = re.compile(
    r"\b(?:each|apiece|per|je|pro|chacune?|chaque|par|cada|por|of preparation|to (?:ask|prepare|write|do|send)"
    r"|takes?|costs?"
    r"|braucht|dauert|prend|lleva|effort|aufwand|taking|zu je)\b"
)
WORKING_WEEK = 2400.0  # minutes
COSTS = re.compile(r"\b(?:costs?|takes? (?:her|him|me|them)|kostet|braucht|coute|cuesta)\b[^,]{0,20}$")
RULE = re.compile(
    r"(?:within|inside|innerhalb(?: von)?|binnen|dans les|en menos de|less than|under|at least|mindestens"
    r"|au moins|al menos"
    r"|over|more than|every|last|past|letzten|older than|for|seit|depuis|desde|unter|uber|in the)\s*$"
)
GAMED = re.compile(
    r"(?:in (?:one|1|a) (?:batch|go|sitting)|batch|copy.?paste|copied|identical|backdat\w*|(?:under|within|in"
    r"|below) (?:under )?"
    r"\d+ ?(?:seconds|secs?|s|sekunden|secondes|segundos)\b|placeholder|boiler.?plate|friday between|ticked off"
    r" (?:in|at)|on friday (?:afternoon|evening)|freitag(?:nach)?|en bloc|vendredi|viernes|without reading"
    r"|self-reported with"
    r"|faked|fake|inflat\w*|padded|split into)"
)
NOTHING = re.compile(
    r"\b(?:nobody does|none so far|not (?:yet )?(?:done|started)|never (?:done|does|did)|no one does|does not do"
    r"|bisher keine?"
    r"|nie gemacht|jamais fait|nunca)\b"
)
SAME = re.compile(
    r"(?:peers?|team|others|colleagues) the same|same as (?:peers|others|the team)|wie die anderen|comme les autres"
)
BESIDE = re.compile(  # what follows directly is the figure of others
    r"\b(?:against|versus|vs\.?|compared (?:with|to)|gegen(?:uber)?|contre|frente al?)\W*(?:about |only |the )?$"
)
LIMIT = re.compile(  # what follows is a bound of what is counted, unless nothing else is a level
    r"\b(?:above|below|under|over|more than|less than|at least|up to|uber|unter|mindestens|ab|au moins|plus de|moins de"
    r"|mas de|menos de|al menos|de plus de)\s*$"
)
CLOCK = re.compile(r"\b(?:before|um|vor|avant|antes de(?: las)?|a las)\s*$")  # an hour of the day
TIMED = re.compile(  # what is measured is how long something takes
    r"\b(?:median\w*|mean|average|mittlere)\b.*\b(?:to|until|before|bis|jusqu\w*|avant|hasta)\b"
    r"|\b(?:hours?|minutes?|days?) (?:from|between)\b"
    r"|\b(?:time|zeit|temps|delai|tiempo|hours?|minutes?|stunden|minuten|heures|horas|minutos)"
    r" (?:to|until|bis|jusqu\w*|hasta)\b"
)
GOOD_ONES = re.compile(  # "good SDRs 85": others, whatever they are called
    r"^(?:and |und |et |y )?(?:the |die |les |los |las )?(?:good|gute|bons|bonnes|buenos|buenas|strong|starke)"
    r" [a-z]+(?: [a-z]+)?(?: (?:do|does|at|reach|hold|have|are at|bei|chez|en))? \d"
)
AGO = re.compile(r"\s*(?:ago|old|earlier)\b")
AGO_BEFORE = re.compile(r"\b(?:vor|hace|il y a|seit|depuis|desde)\s*$")
SHOWING = re.compile(
    r"\b(?:shows?|visible|seen|effects?|lag|pays?|works?|moves?|reacts?|helps?|serves?|feeds?|counts?|wirk\w*|sichtbar"
    r"|zeigt|effets?|sert|servira|aide\w*|efectos?|nota|sirve|ayuda)\b"
)
AT_ONCE = re.compile(
    r"\b(?:at once|immediate\w*|same (?:day|week)|right away|straight away|from the next \w+|sofort|unmittelbar"
    r"|gleiche[nr]? woche|immediat\w*|tout de suite|meme semaine|inmediat\w*|misma semana)\b"
)
NEXT_PERIOD = re.compile(
    r"\b(?:next|coming|following|nachst\w*|kommend\w*|prochaine?|proxim[oa])"
    r" (quarter|half|halbjahr|year|quartal|jahr|trimestre|semestre|annee|an|ano)\b"
    r"|\b(trimestre|semestre|annee|an|ano) (?:prochaine?|que viene|proxim[oa])\b"
)
PERIOD_WEEKS = {"half": 26.0, "halbjahr": 26.0, "semestre": 26.0, "quarter": 13.0, "quartal": 13.0, "trimestre": 13.0}
YEAR_WEEKS = 52.0
NOT_KEPT = re.compile(
    r"\b(?:nothing|nobody|no one|none of (?:it|this|them)|nichts|niemand|rien|personne|nada|nadie)\b[^;]{0,25}?"
    r"(?:logs?\b|logged|records?\b|recorded|enters?\b|entered|captured|tracked|reaches|in the crm|erfasst|tragt"
    r"|eingetragen|dokumentiert|saisi\w*|enregistr\w*|tracee?|registra\w*|apunta\w*|anota\w*)"
    r"|\bno (?:activity type|field|place in the crm)\b"
)
NOT_WELL = re.compile(
    r"\b(?:not|never|no|hardly|rarely|seldom|partly|partially|half|poorly|badly|patchy|few|nicht|kaum|selten"
    r"|teilweise|schlecht|pas|peu|mal|rarement|apenas|poco)\b"
)
SHORT_REMARK = 4  # words of a clause that says no more than that it is kept, or what it takes
