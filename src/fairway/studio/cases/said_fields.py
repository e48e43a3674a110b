"""Fields that say which way is better, which step an activity acts on, and what was found of it here."""

from collections.abc import Sequence

from fairway.studio.cases.field_names import Field, meets

_SERVES = """
acts affects affected serves outcome outcomes step stage schritt etape etapa drives moves wirkt auf on target
objective influences improves agit paso actua sobre sur linked against addresses feeds
"""
SERVES = frozenset(_SERVES.split())
EVIDENCE = (
    "evidence evid ev finding findings found constat observ proof local lokal befund beleg belege preuve prueba "
    "evidencia hallazgo nachweis zusammenhang correlation corr study learned signal seen here saw observed trial pilot "
    "tested experience"
)
EFFECT = frozenset("r rho corr coef correl correlation beta effect z uplift lift zusammenhang correlacion".split())  # noqa: SIM905
BETTER = frozenset("better direction desired richtung sens polarity besser".split())  # noqa: SIM905
# Words by which a field is about something else: "lag_weeks_to_effect", "peer_level".
ELSE = frozenset("lag weeks days hours level value peer peers per after nach".split())  # noqa: SIM905
LONGEST_STEP_NAME = 3  # words of a field name: "acts_on_step"


def said_field_of(parts: Sequence[str], last: Sequence[str]) -> Field | None:
    """What a field says of a candidate beside its figures, by the words of its own name (`last`) and of those around
    it; None where it is about a figure.
    """
    own = set(last)
    if own & BETTER:
        return Field.BETTER
    if own & ELSE:
        return None
    if own & EFFECT:
        return Field.EFFECT
    if last[-1] in SERVES and len(last) <= LONGEST_STEP_NAME:
        return Field.SERVES
    return Field.EVIDENCE if meets(parts, EVIDENCE) else None
