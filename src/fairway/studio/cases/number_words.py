"""Numbers, fractions and spans of time as people write them out, in folded English, German, French and Spanish."""

_NUMBERS = """
0 zero null cero none keine aucun ninguno
1 one eins
2 two zwei deux dos
3 three drei trois tres
4 four vier quatre cuatro
5 five funf cinq cinco
6 six sechs seis
7 seven sieben sept siete
8 eight acht huit ocho
9 nine neun neuf nueve
10 ten zehn dix diez
11 eleven elf onze
12 twelve zwolf douze doce dozen dutzend douzaine docena
13 thirteen dreizehn treize trece
14 fourteen vierzehn quatorze catorce
15 fifteen funfzehn quinze quince
16 sixteen sechzehn
17 seventeen siebzehn
18 eighteen achtzehn
19 nineteen neunzehn
20 twenty zwanzig vingt veinte
30 thirty dreissig trente treinta
40 forty vierzig quarante cuarenta
50 fifty funfzig cinquante cincuenta
60 sixty sechzig soixante sesenta
70 seventy siebzig setenta
80 eighty achtzig ochenta
90 ninety neunzig noventa
100 hundred hundert
"""
NUMBER_WORDS = {word: number for number, *words in map(str.split, _NUMBERS.strip().splitlines()) for word in words}

ONE = r"(?:an?|one|1|ein(?:e[rnm]?)?|une?|una?|uno)"
PERIODS = {  # weeks in one
    "day": 1 / 5, "tag": 1 / 5, "jour": 1 / 5, "dia": 1 / 5, "week": 1.0, "wk": 1.0, "woche": 1.0, "semaine": 1.0,
    "semana": 1.0, "month": 52 / 12, "mo": 52 / 12, "monat": 52 / 12, "mois": 52 / 12, "mes": 52 / 12, "quarter": 13.0,
    "qtr": 13.0, "quartal": 13.0, "trimestre": 13.0, "half-year": 26.0, "half year": 26.0, "halbjahr": 26.0,
    "semestre": 26.0, "year": 52.0, "jahr": 52.0, "annee": 52.0, "ano": 52.0,
}  # fmt: skip
WRITTEN_OUT = (  # before number words become digits
    (r"\b(?:one|1|an?) and a half\b|\banderthalb\b|\beineinhalb\b", "1.5"),
    (r"\b(?:two|2) and a half\b|\bzweieinhalb\b", "2.5"),
    (r"\bhalf an hour\b|\b(?:eine )?halbe stunde\b|\b(?:une )?demi-heure\b|\bmedia hora\b", "30 minutes"),
    (r"\ba quarter of an hour\b|\b(?:eine )?viertelstunde\b|\bun quart d'heure\b|\bun cuarto de hora\b", "15 minutes"),
    (r"\bthree quarters of an hour\b|\bdreiviertelstunde\b|\btrois quarts d'heure\b", "45 minutes"),
    (r"\b(?:une|1) heure et demie\b|\buna hora y media\b|\ban hour and a half\b", "1.5 hours"),
    (r"\bhalf a year\b|\b(?:ein )?halbes jahr\b|\bmedio ano\b", "26 weeks"),
    (r"\bhalf a day\b|\beinen halben tag\b|\bhalber tag\b|\bune demi-journee\b|\bmedio dia\b", "4 hours"),
    (r"\b(?:a|1|one) (?:full|whole) day\b|\beinen ganzen tag\b|\bune journee entiere\b|\bun dia entero\b", "8 hours"),
    (
        r"\b(?:do(?:es)? (?:so|it|this)|tun (?:es|das)|le font|lo hacen) (?:every|jede[nrs]?|chaque|cada)\b",
        "does 1 per",
    ),
    (r"\bhalf-?year\b", "halbjahr"),
    (r"\b(?:one|1)[- ](?:on|to|2)[- ](?:one|1)s?\b|\b1:1s?\b", "oneonone"),
    (r"\b(?:best|top|oberes?|bestes?|meilleur|upper|mejor) (?:quarter|quartile|viertel|quart|cuarto)\b", "topquartile"),
    (r"\bonce\b(?= (?:a|per|every|in))|\beinmal\b|\bune fois par\b|\buna vez (?:al?|por)\b", "1 per"),
    (r"\btwice\b|\bzweimal\b|\bdeux fois\b|\bdos veces\b", "2"),
    (r"\bdaily\b|\btaglich\b", "1 per day"),
)
FRACTIONS = (
    (r"three quarters|3 quarters of|(?:drei|3) ?viertel|(?:trois|3) quarts|(?:tres|3) cuartos", 0.75),
    (r"(?:two|2|zwei)[ -]?thirds|(?:zwei|2) ?drittel|(?:deux|2) tiers|(?:dos|2) tercios", 2 / 3),
    (r"(?:four|4)[ -]fifths|(?:vier|4) ?funftel|(?:quatre|4) cinquiemes|(?:cuatro|4) quintos", 0.8),
    (r"(?:three|3)[ -]fifths|(?:drei|3) ?funftel|(?:trois|3) cinquiemes|(?:tres|3) quintos", 0.6),
    (r"(?:two|2)[ -]fifths|(?:zwei|2) ?funftel|(?:deux|2) cinquiemes|(?:dos|2) quintos", 0.4),
    (rf"{ONE} (?:third|drittel|tiers|tercio|tercera parte)", 1 / 3),
    (rf"{ONE} quarter of(?! the (?:year|quarter))|{ONE} (?:viertel|quart des?|quart d'|cuarto de|cuarta parte)", 0.25),
    (rf"{ONE} (?:fifth|funftel|cinquieme|quinto|quinta parte)", 0.2),
    (rf"{ONE} (?:sixth|sechstel|sixieme)", 1 / 6),
    (rf"{ONE} (?:eighth|achtel|huitieme)", 0.125),
    (rf"{ONE} (?:tenth|zehntel|dixieme|decimo)", 0.1),
    (r"every (?:second|other)|jede[rsnm]? zweite[rn]?", 0.5),
    (r"every third|jede[rsnm]? dritte[rn]?", 1 / 3),
    (r"every fourth|jede[rsnm]? vierte[rn]?", 0.25),
    (r"every fifth|jede[rsnm]? funfte[rn]?", 0.2),
    (r"every (?:eighth|8th)|jede[rsnm]? achte[rn]?", 0.125),
    (r"every (?:tenth|10th)|jede[rsnm]? zehnte[rn]?", 0.1),
    (r"half(?! (?:an hour|a year|a day))|(?:die )?halfte|(?:la )?moitie|(?:la )?mitad", 0.5),
)  # fmt: skip
