"""What people of each role do that may be planned, and the rest of their week, in words of four languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairway.simulation.scenario import Subject

LANGUAGES = ("en", "de", "fr", "es")
Phrases = tuple[str, str, str, str]  # in the order of LANGUAGES
EARLY, LATE, ANY_STAGE = "early", "late", ""


@dataclass(frozen=True, slots=True)
class ActSpec:
    """An act that may be an HIA of a role. `stages` are early, late or any ones of a deal."""

    phrases: Phrases
    type: str
    weekly: tuple[float, float]  # what a plan may ask of a week
    subject: Subject = Subject.DEAL
    at: str = ""
    stages: str = ANY_STAGE
    has_tries: bool = False
    minutes: tuple[int, int] = (15, 40)


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """A role with its acts, and how leads, deals and accounts come to somebody in it."""

    names: Phrases
    acts: tuple[ActSpec, ...]
    leads_weekly: tuple[float, float]
    deals_weekly: tuple[float, float]
    amount: int
    accounts_each: tuple[int, int]
    share_customers: float
    speed: float  # weekly hazard of a deal's next stage
    deal_type: str = "new"


TARGET_STARTED = ActSpec(
    ("Target account started", "Zielkunde angesprochen", "Compte cible contacté", "Cuenta objetivo iniciada"),
    "email",
    (3, 20),
    Subject.ACCOUNT,
    "targets",
    has_tries=True,
)
LEAD_CALLED = ActSpec(
    ("New lead reached", "Neuer Lead erreicht", "Nouveau prospect joint", "Prospecto nuevo contactado"),
    "call",
    (6, 25),
    Subject.LEAD,
    has_tries=True,
    minutes=(5, 20),
)
QUALIFYING_MEETING = ActSpec(
    ("Qualification meeting", "Qualifizierungsgespräch", "Rendez-vous de qualification", "Reunión de calificación"),
    "meeting",
    (2, 8),
    Subject.LEAD,
    has_tries=True,
    minutes=(20, 40),
)
DISCOVERY = ActSpec(
    ("Discovery meeting", "Erstgespräch", "Rendez-vous découverte", "Reunión de descubrimiento"),
    "meeting",
    (2, 8),
    stages=EARLY,
    has_tries=True,
    minutes=(30, 60),
)
CALL_PLAN = ActSpec(
    ("Call plan written", "Gesprächsplan erstellt", "Plan d'appel rédigé", "Plan de llamada escrito"),
    "task",
    (2, 8),
    stages=EARLY,
)
DEMO_AGENDA = ActSpec(
    ("Demo agenda sent", "Demo-Agenda gesendet", "Agenda de démo envoyé", "Agenda de demo enviada"),
    "email",
    (2, 7),
)
STAKEHOLDER = ActSpec(
    ("Second stakeholder invited", "Weiterer Entscheider eingeladen", "Décideur invité", "Segundo decisor invitado"),
    "email",
    (1, 6),
    has_tries=True,
)
ACTION_PLAN = ActSpec(
    ("Action plan proposed", "Maßnahmenplan vorgeschlagen", "Plan d'action proposé", "Plan de acción propuesto"),
    "task",
    (1, 4),
    stages=LATE,
)
EXECUTIVE_BRIEFING = ActSpec(
    ("Executive briefing", "Gespräch mit Geschäftsführung", "Entretien direction", "Reunión con dirección"),
    "meeting",
    (1, 4),
    stages=LATE,
    has_tries=True,
    minutes=(30, 60),
)
DEAL_PLAN = ActSpec(
    ("Deal plan updated", "Opportunity-Plan gepflegt", "Plan d'affaire mis à jour", "Plan de cierre actualizado"),
    "task",
    (2, 6),
)
REVIEW_REQUESTED = ActSpec(
    ("Account review requested", "Kundenreview angefragt", "Revue de compte demandée", "Revisión de cuenta pedida"),
    "task",
    (1, 6),
    Subject.ACCOUNT,
    "customers",
)
REVIEW_MEETING = ActSpec(
    ("Business review", "Jahresgespräch", "Revue d'affaires", "Revisión de negocio"),
    "meeting",
    (1, 5),
    Subject.ACCOUNT,
    "customers",
    has_tries=True,
    minutes=(45, 90),
)
EXPANSION_IDEA = ActSpec(
    ("Expansion idea proposed", "Ausbauidee vorgestellt", "Idée d'extension proposée", "Idea de ampliación propuesta"),
    "email",
    (1, 6),
    Subject.ACCOUNT,
    "customers",
)
VISIT_PLAN = ActSpec(
    ("Visit plan written", "Besuchsplan erstellt", "Plan de visite rédigé", "Plan de visita escrito"),
    "task",
    (3, 10),
    Subject.ACCOUNT,
)
SITE_VISIT = ActSpec(
    ("Site visit", "Kundenbesuch", "Visite sur site", "Visita a cliente"),
    "meeting",
    (4, 15),
    Subject.ACCOUNT,
    has_tries=True,
    minutes=(30, 90),
)
TRIAL = ActSpec(
    ("Trial proposed", "Teststellung angeboten", "Essai proposé", "Prueba propuesta"), "task", (1, 4), stages=LATE
)
CHECK_IN = ActSpec(
    ("Milestone check-in", "Meilenstein-Anruf", "Point d'étape", "Llamada de seguimiento de hito"),
    "call",
    (4, 18),
    Subject.ACCOUNT,
    "customers",
    has_tries=True,
    minutes=(10, 30),
)
WORKSHOP = ActSpec(
    ("Adoption workshop", "Einführungsworkshop", "Atelier d'adoption", "Taller de adopción"),
    "meeting",
    (1, 4),
    Subject.ACCOUNT,
    "customers",
    has_tries=True,
    minutes=(45, 90),
)
RENEWAL = ActSpec(
    ("Renewal started", "Verlängerung angestoßen", "Renouvellement lancé", "Renovación iniciada"),
    "email",
    (1, 5),
    stages=EARLY,
)

ROLES: tuple[RoleSpec, ...] = (
    RoleSpec(
        ("Sales development rep", "Vertriebsentwicklung", "Chargé de prospection", "Representante de desarrollo"),
        (TARGET_STARTED, LEAD_CALLED, QUALIFYING_MEETING),
        (8, 16),
        (0.5, 1.0),
        8_000,
        (50, 90),
        0.05,
        0.3,
    ),
    RoleSpec(
        ("SMB account executive", "Vertrieb Mittelstand", "Commercial PME", "Ejecutivo pymes"),
        (DISCOVERY, CALL_PLAN, DEMO_AGENDA, LEAD_CALLED),
        (4, 9),
        (1.2, 2.2),
        9_000,
        (40, 70),
        0.15,
        0.28,
    ),
    RoleSpec(
        ("Enterprise account executive", "Key-Account-Vertrieb", "Commercial grands comptes", "Ejecutivo corporativo"),
        (STAKEHOLDER, ACTION_PLAN, EXECUTIVE_BRIEFING, DEAL_PLAN),
        (0.5, 2),
        (0.8, 1.4),
        60_000,
        (16, 40),
        0.3,
        0.15,
    ),
    RoleSpec(
        ("Account manager", "Kundenbetreuung", "Responsable de comptes", "Gestor de cuentas"),
        (REVIEW_REQUESTED, REVIEW_MEETING, EXPANSION_IDEA, STAKEHOLDER),
        (0, 0),
        (0.7, 1.3),
        18_000,
        (25, 45),
        0.85,
        0.2,
        "expansion",
    ),
    RoleSpec(
        ("Field sales", "Außendienst", "Commercial terrain", "Vendedor de campo"),
        (VISIT_PLAN, SITE_VISIT, TARGET_STARTED, TRIAL),
        (1, 3),
        (0.9, 1.6),
        12_000,
        (50, 90),
        0.35,
        0.22,
    ),
    RoleSpec(
        ("Customer success manager", "Customer Success", "Chargé de succès client", "Éxito de clientes"),
        (CHECK_IN, WORKSHOP, EXPANSION_IDEA, RENEWAL),
        (0, 0),
        (0.6, 1.1),
        10_000,
        (30, 60),
        0.95,
        0.22,
        "renewal",
    ),
)
TRIES: Mapping[str, Phrases] = {  # the word for tries, by type of the act
    "meeting": ("Meeting requested", "Termin angefragt", "Rendez-vous demandé", "Reunión solicitada"),
    "call": ("Dial attempt", "Anrufversuch", "Tentative d'appel", "Intento de llamada"),
    "email": ("Outreach call", "Kontaktversuch", "Appel d'approche", "Llamada de contacto"),
}
SUCCESSES: Phrases = ("Held as planned", "Erfolgreich", "Abouti", "Logrado")
FAILURES: Phrases = ("Not the right person", "Kein Ergebnis", "Sans suite", "Sin resultado")

# The rest of a week: phrases, type, usual number, minutes, and whether it is in the diary.
REST: tuple[tuple[Phrases, str, float, tuple[int, int], bool], ...] = (
    (("Customer call", "Kundenanruf", "Appel client", "Llamada a cliente"), "call", 6.0, (5, 20), False),
    (("Customer meeting", "Kundentermin", "Réunion client", "Reunión con cliente"), "meeting", 3.0, (30, 60), True),
    (("Follow-up sent", "Nachfass-Mail", "Relance envoyée", "Correo de seguimiento"), "email", 8.0, (5, 15), False),
    (("Quote sent", "Angebot gesendet", "Devis envoyé", "Presupuesto enviado"), "task", 1.5, (15, 40), False),
    (("CRM clean-up", "CRM-Pflege", "Mise à jour CRM", "Limpieza de CRM"), "task", 2.0, (10, 30), False),
)
INTERNAL: Phrases = ("Team meeting", "Teamrunde", "Réunion d'équipe", "Reunión de equipo")
STAGE_NAMES: tuple[Phrases, ...] = (
    ("Qualified", "Qualifiziert", "Qualifié", "Calificado"),
    ("Discovery", "Bedarf", "Besoin", "Necesidad"),
    ("Evaluation", "Prüfung", "Évaluation", "Evaluación"),
    ("Proposal", "Angebot", "Proposition", "Propuesta"),
    ("Negotiation", "Verhandlung", "Négociation", "Negociación"),
    ("Contract", "Vertrag", "Contrat", "Contrato"),
)


def in_style(phrase: str, style: str) -> str:
    """A phrase as a CRM's list of words may hold it: plain, snake, upper, short or tagged."""
    words = phrase.replace("'", " ").replace("-", " ").split()
    if style == "snake":
        return "_".join(word.lower() for word in words)
    if style == "upper":
        return "-".join(word.upper() for word in words)
    if style == "short":
        return " ".join(word if len(word) <= 4 else f"{word[:4]}." for word in words)
    if style == "tagged":
        return f"[{words[0][0].upper()}] {phrase}"
    return phrase
