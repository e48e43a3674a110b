"""What stands above and below the rows of an export, in English, German, French and Spanish: titles, totals,
notices.
"""

import re

from fairway.crm.report.folding import fold

# A line is recognised by its first filled cell, folded. Totals may carry numbers in other cells.
TOTAL = re.compile(
    r"((?:grand |sub ?)?totals?|record count|count|sum|average|avg|gesamt(summen?|anzahl|ergebnis|zahl)?|"
    r"summen?|zwischensumme|teilergebnis|anzahl( der)?( datensatze)?|mittelwert|total general|"
    r"sous[- ]?tota(l|ux)|tota(l|ux) genera(l|ux)|totales( generales)?|nombre|somme|moyenne|"
    r"total generale?|subtotal|suma|promedio|recuento|cantidad|totale|totaal|rows?|zeilen|lignes|filas|"
    r"records?|datensatze|enregistrements|registros|"
    r"eintrage)( [a-z' ]{0,40})?\s*[:=]?\s*[(\[]?\s*[\d.,' ]*\s*(records?|rows?|datensatze|zeilen|"
    r"enregistrements|lignes|registros|filas|eintrage)?\s*[)\]]?$"
)
NOTICE = re.compile(
    r"(copyright|\(c\)|©|all rights reserved|alle rechte vorbehalten|tous droits reserves|"
    r"todos los derechos reservados|confidential|vertraulich|confidentiel|confidencial|do not distribute|"
    r"nicht weitergeben|ne pas diffuser|no distribuir|internal use|nur fur den internen|usage interne|"
    r"uso interno|generated (by|on|at)|report generated|exported (by|on|at|from)|printed (on|by)|"
    r"created with|downloaded (on|from)|run (by|on|date)|(erstellt|exportiert|gedruckt|erzeugt|"
    r"generiert) (am|von|mit|durch)|(genere|exporte|imprime|cree|edite) (le|par|avec|depuis)|(generado|"
    r"exportado|impreso|creado) (el|por|con|desde)|page \d+|seite \d+|pagina \d+|end of (report|file|list|"
    r"export)|ende (des|der) (berichts|liste|reports)|fin (du|de la|del|de) (rapport|liste|informe|lista|"
    r"l'export)|as of |stand( vom)?[: ]|stand \d|filtered by|gefiltert nach|filtre par|filtrado por|"
    r"report (name|id|title|date)\b|date range|zeitraum|periode[: ]|periodo[: ]|\* |legend|legende|"
    r"leyenda|source:|quelle:|fuente:|disclaimer|time zone:|these (figures|rows|data)|this (report|file|"
    r"export)|diese (daten|liste)|ce (rapport|fichier)|este (informe|archivo)|[\d.,]+ (records?|rows?|"
    r"entries|results|activities|datensatze|zeilen|eintrage|ergebnisse|aktivitaten|enregistrements|lignes|"
    r"resultats|activites|registros|filas|resultados|actividades)( .*)?$)"
)
RULE = re.compile(r"^[\s\-=_*#.~·]{3,}$")


def is_total(first_cell: str) -> bool:
    """A line of sums: "Grand Totals (134 records)", "Summe", "Count: 12"."""
    return len(first_cell) <= 80 and TOTAL.match(fold(first_cell)) is not None


def is_notice(first_cell: str) -> bool:
    """A line about the export: copyright, who printed it, which filter."""
    folded = fold(first_cell)
    return (
        NOTICE.match(folded) is not None
        or RULE.match(first_cell) is not None
        or (
            len(folded) > 12
            and NOTICE.search(folded[:200]) is not None
            and ("copyright" in folded or "confidential" in folded)
        )
    )
