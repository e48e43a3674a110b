"""Invented words for people, companies and deals."""

GIVEN = (
    "Amara",
    "Bastien",
    "Carla",
    "Dmitri",
    "Esi",
    "Farid",
    "Greta",
    "Hiro",
    "Ines",
    "Jamal",
    "Katya",
    "Luca",
    "Maya",
    "Nils",
    "Oona",
    "Pavel",
    "Quinn",
    "Rosa",
    "Soren",
    "Tala",
    "Uma",
    "Viktor",
    "Wen",
    "Ximena",
    "Yara",
    "Zane",
    "Anouk",
    "Bilal",
    "Cosima",
    "Deven",
)
FAMILY = (
    "Abara",
    "Birkeland",
    "Castell",
    "Dovric",
    "Eastmoor",
    "Fennick",
    "Garrow",
    "Hatano",
    "Ibarrola",
    "Jandali",
    "Kestrel",
    "Lindmark",
    "Moravec",
    "Nakoma",
    "Ostrava",
    "Pemberly",
    "Quillan",
    "Rostami",
    "Sandoval",
    "Thorburn",
    "Umarov",
    "Vasseur",
    "Wexley",
    "Yamane",
    "Zielony",
    "Ashgrove",
    "Bellamy",
    "Corrigan",
    "Delacourt",
    "Ekholm",
    "Farrant",
)
COMPANY_FIRST = (
    "Alderbrook",
    "Brackenridge",
    "Cobaltine",
    "Dunmere",
    "Elmcroft",
    "Fernhollow",
    "Glasswater",
    "Hartwell",
    "Ironvale",
    "Juniper Gate",
    "Kestrelby",
    "Lanternhill",
    "Marlowe Bay",
    "Nettlefield",
    "Oakhaven",
    "Pinecrest",
    "Quarrybank",
    "Redfern",
    "Silverbeck",
    "Thistledown",
    "Umberley",
    "Violet Quay",
    "Westerleigh",
    "Yarrowby",
    "Zephyrine",
    "Amberlight",
    "Blueharbour",
    "Copperfold",
    "Driftmoor",
    "Eastlock",
    "Foxglen",
    "Greywater",
    "Hollowell",
    "Inverlea",
    "Larchfield",
)
COMPANY_TRADE = (
    "Freight",
    "Dairies",
    "Instruments",
    "Textiles",
    "Clinics",
    "Robotics",
    "Foods",
    "Energy",
    "Optics",
    "Paper",
    "Ceramics",
    "Insurance",
    "Logistics",
    "Bearings",
    "Pharma",
    "Retail",
    "Timber",
    "Media",
    "Airports",
    "Coatings",
    "Tools",
    "Water",
    "Seeds",
    "Castings",
    "Hotels",
    "Rail",
    "Glass",
    "Batteries",
)
SEGMENTS = ("industry", "services", "health", "public", "retail")
PRODUCTS = ("Platform", "Service contract", "Starter package", "Upgrade", "Second site", "Analytics")
NEXT_STEPS = (
    "Send summary",
    "Agree scope with operations",
    "Walk through the plan",
    "Confirm budget owner",
    "Set a date on site",
)
LOST_REASONS = ("price", "competitor", "no decision", "timing")
LEAD_SOURCES = ("website", "event", "referral", "partner", "list")

# title, seniority, buying role: the first is whom a seller knows first, the rest come later
CONTACTS = (
    ("Project lead", "manager", "user"),
    ("Head of operations", "head", "champion"),
    ("Finance director", "director", "economic_buyer"),
    ("IT architect", "expert", "technical_buyer"),
    ("Chief operating officer", "executive", "sponsor"),
)


def person_name(number: int) -> str:
    """A name for the seller of that number; after the first 930 they carry a second family name."""
    given, family = GIVEN[number % len(GIVEN)], FAMILY[(number * 7 + number // len(GIVEN)) % len(FAMILY)]
    lap = number // (len(GIVEN) * len(FAMILY))
    return f"{given} {family}" if lap == 0 else f"{given} {family} {FAMILY[lap % len(FAMILY)]}"


def company_name(number: int) -> str:
    """A company's name; the first 980 differ in their words, later ones carry a number."""
    first = COMPANY_FIRST[number % len(COMPANY_FIRST)]
    lap, round_number = number // len(COMPANY_FIRST), number // (len(COMPANY_FIRST) * len(COMPANY_TRADE))
    trade = COMPANY_TRADE[(number % len(COMPANY_FIRST) * 3 + lap) % len(COMPANY_TRADE)]
    return f"{first} {trade}" if round_number == 0 else f"{first} {trade} {round_number + 1}"
