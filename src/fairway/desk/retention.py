"""What is kept about a person: each datum with its purpose, who sees it, how long it stays and in which tables it lies.

The page, the docs, the personal export and the nightly forgetting are held to this list by tests: a table that stands
neither here nor under what is about nobody fails them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

MANAGERS = "You, your managers at every height, operations"
THREE_YEARS = "Three years, then removed"


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of datum. `tables` are `room.Model`; CRM records lie in the lake beside them."""

    what: str
    why: str
    seen_by: str
    how_long: str
    tables: tuple[str, ...] = ()


DATA_KEPT = (
    Kept(
        "Name, e-mail address, role, team, first and last day, your managers over time, your ids in the CRM",
        "To show the right page to the right people",
        MANAGERS,
        "While you work here, and three years after your last day",
        ("people.Person", "people.Identity", "people.ReportingLine", "people.ManagedSpan", "ledger.LedgerState"),
    ),
    Kept(
        "Your account: address, a hash of the password, when you last logged in, open sessions",
        "To let you in and nobody else",
        "You; operations see whether you can log in",
        "As long as your name; a session two weeks at most",
        ("people.User", "account.EmailAddress", "account.EmailConfirmation", "sessions.Session"),
    ),
    Kept(
        "Attempts to log in, or to read a calendar at an address nobody has: the network address they came from, "
        "counted; how often each calendar address is read",
        "To stop whoever guesses passwords or asks without end",
        "Nobody",
        "An hour at most",
        ("people.LogInAttempt",),
    ),
    Kept(
        "Activities, deals, leads and quotas the CRM credits to you: kind, day, customer, status; no message text",
        "To count the activities you agreed on and to show the records behind every number",
        MANAGERS,
        "Three years after they were over, then removed",
        ("records.RecordLabel", "records.DirtyWeek"),
    ),
    Kept(
        "Your High-Impact Activities and targets, what you were asked about them and answered, how each week went",
        "So that you and your manager can talk about what you can change",
        MANAGERS,
        THREE_YEARS,
        ("plans.Plan", "plans.Agreement", "ledger.WeeklyCount", "ledger.ManagerCount", "execution.SellerScore"),
    ),
    Kept(
        "Numbers of your weeks before a metric was corrected, and what you put away of it",
        "So that nobody has to wonder why a week they remember has another number",
        MANAGERS + "; what you put away, you alone",
        "Three years after the week, then removed",
        ("ledger.CorrectedCount", "studio.CorrectionRead"),
    ),
    Kept(
        "Patterns in your records that may tell why an activity is short, and the likely reasons with their question",
        "So that you and your manager find out what is in the way, the records first",
        "You and your managers (direct, acting, second); nobody above, and not operations",
        "As last worked out; by week three years, then removed",
        ("signs.CaseSigns", "diagnosis.WeeklyDiagnosis"),
    ),
    Kept(
        "What you say was the reason for a week: picked from a list or in your own words",
        "So that your account stands above what the records suggest, and counts",
        "You and your managers (direct, acting, second); nobody above, and not operations",
        "Three years after the week, then removed; at once when you take it back",
        ("diagnosis.SellerAnswer",),
    ),
    Kept(
        "Records of yours that were matched here: which one, to what, by whom, and what your CRM says of it",
        "So that work counts that was logged under another name or never marked as done",
        MANAGERS,
        "As long as the record; at once when it is taken back",
        ("records.RecordMatch",),
    ),
    Kept(
        "What was proposed to you as an activity and why, your answer, what reviews decided and the reason",
        "So that you and your manager choose together, and can check later whether it held",
        "You, your managers (direct, acting, second); operations without what people wrote, but for a whole export; "
        "nobody above, but for how many decisions of each kind, of five sellers or more together",
        "Three years after its review date, then removed",
        ("studio.Proposal", "studio.Review"),
    ),
    Kept(
        "Two of your counted records a week, drawn by lot; how you and your manager rated each, and a word to it",
        "So that the two of you talk about how it is done, and not about how often alone; nobody adds the ratings up",
        "You and your managers (direct, acting, second), each after giving their own; operations which records, "
        "and whether both rated, without any rating",
        "Three years, then removed",
        ("studio.Sample", "studio.Rating"),
    ),
    Kept(
        "What stands in your way, who was asked to remove it, until when, and what came of it; what you promised",
        "So that obstacles are removed, and you see how long you wait for whom",
        "You and your managers (direct, acting, second); whoever was asked reads what is asked and your counts, not "
        "the reason behind it; operations what they were asked or raised themselves, and a whole export",
        "Three years after its day, then removed",
        ("commitments.Commitment", "commitments.Obstacle"),
    ),
    Kept(
        "Commitments your CRM was asked to hold as tasks: text, day, who has each, and what the CRM said to it",
        "So that what was promised stands where the work is done; only where operations let Fairway write to the CRM",
        "You and your managers (direct, acting, second); operations how many, and the newest refusal; in the CRM "
        "whoever may read the record it is about",
        THREE_YEARS + "; in the CRM as long as the CRM keeps it",
        ("exchange.OutboxEntry",),
    ),
    Kept(
        "1:1s and other sessions: when, what its page said, what both of you wrote, what was promised in it, and how "
        "much of the time was about activities",
        "So that both of you prepare on the same page and know what was agreed; nothing said is recorded",
        "You and your managers (direct, acting, second); nobody above them, and not operations; of one session its "
        "notes and what is promised in it also a co-coach, where both of you agreed",
        "Three years after it, then removed",
        (
            "coaching.Session",
            "coaching.SessionNote",
            "coaching.GroupSession",
            "coaching.GroupNote",
            "coaching.SessionTap",
            "coaching.SessionPromise",
            "coaching.SessionRhythm",
        ),
    ),
    Kept(
        "Whom you and whoever led a session agreed to have beside you in it, or in whose session you were: who agreed "
        "and when, and until when its page is open",
        "So that somebody can help in one session and sees nothing else of the seller",
        "The seller and their managers (direct, acting, second); the co-coach that they were one; nobody above, and "
        "not operations",
        "Three years after the session, then removed; the pass to its page a week after it was held; at once where it "
        "was not agreed",
        ("coaching.CoCoach", "people.Guest"),
    ),
    Kept(
        "If you lead sessions: how you led one, as somebody above you saw it by a rubric, or you yourself; what you "
        "answered, and by when you try one thing. Nothing of the seller",
        "So that whoever leads others is helped to, and is told what was seen rather than a number",
        "You and whoever observed; nobody else, also not the seller, who is above, or operations",
        "Three years after the session, then removed",
        ("coaching.Observation",),
    ),
    Kept(
        "Of a talk whose transcript both of you agreed to have read: who agreed, how many turns were about what, how "
        "often whoever led it asked and told, a verdict on the talk, what to ask instead, commitments it found; the "
        "words only where both of you keep them",
        "To see what a talk was about; the transcript itself is not kept",
        "You and the other who talked; nobody else, also not who leads you later",
        "Three years after the talk; at once when either of you takes it back; found commitments two weeks",
        ("coaching.ReadingConsent", "coaching.TalkReading"),
    ),
    Kept(
        "That you answered the two questions about your 1:1s in a quarter; neither what nor when, which is kept of "
        "nobody",
        "So that you are asked once a quarter",
        "You alone, in your own export",
        "Until the quarter is over and its counts are published, then removed",
        ("coaching.PulseTaken",),
    ),
    Kept(
        "In which group of five or more your sessions and commitments of a closed quarter were counted; if you lead "
        "managers: what was worked out over all of them",
        "So that whoever leads managers sees sums that tell of nobody, also beside the few they lead themselves",
        "You alone, in your own export; the sums whoever all of the group was under",
        "Three years after the quarter began, then removed; in a sum you stay counted when you are erased",
        ("coaching.ClosedChange", "coaching.ClosedMember"),
    ),
    Kept(
        "Activities you would help a colleague with, or asked to be paired on",
        "So that nobody is asked to work with a colleague who did not choose it",
        "You and your managers (direct, acting, second); nobody above them, and not operations",
        "As long as it stands; at once when you take it back",
        ("coaching.PairingOffer",),
    ),
    Kept(
        "Pairs you were proposed for: with whom, on which activity, what you answered, what you wrote on its page",
        "So that two sellers learn from each other; nothing is counted in it",
        "You and the other; your answer nobody but you; whoever leads both directly that you are a pair, and what was "
        "written once both allow it",
        "Three years after its end, then removed; at once when either of the two is erased",
        ("coaching.Pairing", "coaching.PairingNote"),
    ),
    Kept(
        "Whether you want summaries of sessions, of which you had one and which way; where messages come, an address "
        "of your own in Teams; if you lead sellers: whether you want the morning mail, on which days you had one, "
        "which way, and why not",
        "So that you get what you asked for, once; what stood in it is not kept here",
        "You alone; the address nobody, it is kept encrypted. A mail lies where you read it, as long as that keeps it",
        "Choice and address as long as you are here or choose otherwise; the days three years, then removed",
        ("coaching.DigestChoice", "coaching.DigestSent", "coaching.SessionSummary"),
    ),
    Kept(
        "Sessions in your own calendar: since when it reads them at an address, half of that address, whether you want "
        "invitations by mail, and which you had; of a session that went with an erased seller its kind and time",
        "So that your appointments follow when a session is moved, and you get each mail once",
        "You alone; times, kinds and first names also whoever you give the address to",
        "The address until you withdraw it; the choice as long as you are here; mails as long as their session; what "
        "went with an erased seller until your calendar was told or its time is over",
        ("coaching.CalendarChoice", "coaching.InviteLeft", "coaching.InviteSent"),
    ),
    Kept(
        "Pilots you take part in: whether you were drawn to begin or to wait, what you had before, why it is done",
        "To find out whether an activity helps, by comparing all who begin with all who wait",
        MANAGERS + "; what is compared and what came of it also whoever takes part, without your name",
        "Three years after the pilot, then removed",
        ("evidence.Pilot", "evidence.PilotSeller"),
    ),
    Kept(
        "Whether your activities are helping, as far as records can tell, and where your period may land, by week",
        "So that you and your manager keep what helps and change what does not",
        MANAGERS,
        THREE_YEARS,
        ("evidence.SellerVerdict", "evidence.SellerLanding"),
    ),
    Kept(
        "1:1s your manager planned with you: when, the topics in their order, the question, your manager’s own promise",
        "So that both of you know beforehand what it is about",
        "You and your managers (direct, acting, second); operations in a whole export without question and promise",
        THREE_YEARS,
        ("studio.OneToOne",),
    ),
    Kept(
        "If you lead sellers: how far you are in the first lesson, what you answered, for which seller you chose",
        "To go on where you left it; no answer is a score",
        "You alone; your own manager only sees on which day you finished it",
        "Three years after you last did something in it, then removed",
        ("studio.Lesson",),
    ),
    Kept(
        "If you lead managers: when you agreed to what Fairway is for, and when you took it back",
        "So that everybody below you knows what you promised",
        "You, everybody below you, operations",
        "As long as it holds, and three years after it was taken back",
        ("studio.LeaderAgreement",),
    ),
    Kept(
        "In which closed weeks and quarters you were counted in sums over several sellers, and under whom",
        "So that sums of a week stay as they were when somebody moves later",
        "You in your own export; the sums, of five sellers or more together, whoever stood above you then",
        THREE_YEARS,
        ("leadership.RolledSeller",),
    ),
    Kept(
        "If you lead sellers: sums of what your people won, which activities they executed, what was decided about "
        "these, how they were supported and how records came in, by closed week and quarter",
        "So that whoever leads you looks at your support as much as at results",
        "You; whoever stood above you then, and operations, of five sellers or more together",
        THREE_YEARS,
        ("leadership.RolledTeam", "leadership.RolledArea"),
    ),
    Kept(
        "If you lead sellers or managers: reviews you are one of the two of: when, what both of you wrote, what your "
        "leader promised and what became of it, when which item began, how many questions were asked under each",
        "So that both of you prepare on the same page, support is talked about before the number, and it is seen what "
        "the time went to; nothing said is recorded",
        "The two of each review and nobody else, also not operations; how much of a leader’s time went to support and "
        "to results also managers who were in one with that leader, and whoever leads the leader",
        "Three years after it, then removed; at once when either of the two is erased",
        (
            "leadership.ManagerReview",
            "leadership.ReviewNote",
            "leadership.ReviewPress",
            "leadership.ReviewQuestion",
            "leadership.ReviewPromise",
        ),
    ),
    Kept(
        "If you lead others: which activities of your own you chose, with targets and days, and who agreed",
        "So that those you lead see what you do for them, as you see what they do",
        "You, whoever stands above you, and whom you lead directly; not operations",
        "Three years after another choice ended it, then removed",
        ("leadership.OwnChoice",),
    ),
    Kept(
        "If you lead others: what you answered in practice, how it came out, which questions come back and how they "
        "were answered",
        "So that you can leave and go on, and forget less",
        "You alone",
        "Three years after you last touched it, then removed",
        ("training.Attempt", "training.RecallCard", "training.Recall"),
    ),
    Kept(
        "If you lead others: which tracks you began, and which parts of them are done",
        "So that what you have learnt stays learnt, and training is judged by who had begun",
        "You and whoever leads you directly; operations how far you are",
        "As long as your name",
        ("training.Enrolment", "training.Reached"),
    ),
    Kept(
        "If you lead others: what you handed in of work with your own team and what was answered, certificates and "
        "what they rest on, and what of training goes to your company’s own record of learning",
        "So that training counts by what is really done with a team",
        "You and whoever leads you directly; operations how many assignments are done and whether a certificate holds; "
        "they and whoever is above sums of five managers or more",
        "Three years after it, a certificate after it has expired, then removed",
        ("training.FieldAssignment", "training.Certificate", "training.Statement"),
    ),
    Kept(
        "Days on which your CRM did not show what you did",
        "So that missing records are not taken for missing work",
        MANAGERS,
        THREE_YEARS,
        ("exchange.Coverage",),
    ),
    Kept(
        "Days off: that and when",
        "So that nobody is called behind for a week they were not there",
        MANAGERS,
        THREE_YEARS,
        ("people.Absence",),
    ),
    Kept(
        "Days off: the kind",
        "Only if your source states it or you enter it",
        "You and operations",
        THREE_YEARS,
        ("people.Absence",),
    ),
    Kept(
        "Weeks you marked as not yours, and why",
        "So that nothing is judged that was not yours to do, and whoever leads you knows",
        "You and your managers (direct, acting, second), operations in a whole export; others see days off",
        THREE_YEARS + "; at once when you take it back",
        ("people.Absence",),
    ),
    Kept(
        "Working days, share of full time, time zone, the public holidays of your place",
        "To expect of a week what its working time allows",
        MANAGERS,
        "As long as your name",
        ("people.WorkPattern",),
    ),
    Kept(
        "Who looked at your pages, and when",
        "So that looking is seen too",
        "You alone",
        "One year, then removed",
        ("audit.LookLine",),
    ),
    Kept(
        "Changes to your plan, place and days off, before and after, with who made them",
        "So that every change can be explained and undone",
        "You through your export; whoever made them and operations, without the kind of days off",
        THREE_YEARS,
        ("audit.AuditLine", "audit.ChangedPerson"),
    ),
    Kept(
        "Files on their way in, rows that could not be read, messages of the readings",
        "To load records, and to say what could not be loaded",
        "Operations",
        "Files a week, rows and messages three months",
        ("exchange.Upload", "exchange.StagedRow", "exchange.SyncRun"),
    ),
    Kept(
        "Of somebody who was erased: keyed hashes of their id in the CRM and of the spellings of their name",
        "So that the CRM does not bring them back, nor texts that name them",
        "Nobody",
        "As long as this installation",
        ("people.ErasedIdentity",),
    ),
)

# Tables that say nothing about anybody, each with what it holds instead.
ABOUT_NOBODY: Mapping[str, str] = {
    "auth.Permission": "not used",
    "auth.Group": "not used",
    "contenttypes.ContentType": "names of tables",
    "people.Organisation": "the organisation's own facts",
    "people.CalendarDay": "company holidays",
    "people.RampStep": "shares by week of employment, per role",
    "people.CurrencyRate": "exchange rates",
    "exchange.Source": "connected CRMs",
    "exchange.Cursor": "how far each was read",
    "records.LakeState": "which step of the lake is published",
    "records.LakeTable": "versions of lake tables",
    "records.Publication": "versions of lake tables",
    "records.ActivityWord": "the organisation's words for activities",
    "metrics.StoredDefinition": "definitions, and which account of operations wrote each until that is erased",
    "metrics.RetiredMetric": "metrics that are retired, and which account of operations did it until that is erased",
    "ledger.CountedMetric": "names of metrics",
    "ledger.Correction": "which version of a metric gave closed weeks other numbers, and how many",
    "coaching.SlackApp": "the organisation's app in Slack, and which account of operations set it up until that is "
    "erased",
    "coaching.MailServerAway": "until when the mail server is left alone",
    "studio.MetricSign": "what was found of each metric by each kind of sign, all sellers together",
    "plans.PlanTemplate": "sets of activities and targets for teams",
    "coaching.SessionTemplate": "how sessions are held here, and which account set it until that is erased",
    "diagnosis.PublishedBlock": "for which four weeks causes were published, and when",
    "diagnosis.PublishedCauses": "how many sellers of five or more missed an activity for which cause, each number "
    "blurred, with the manager whose area it is",
    "coaching.PulseBox": "how often each answer about 1:1s was given in an area of five sellers or more in the running "
    "quarter, with the manager whose area it is",
    "coaching.ClosedSums": "for which quarters sums of sessions and commitments were counted, and when",
    "coaching.ClosedGroup": "how many sessions were held and commitments kept of five sellers or more in a closed "
    "quarter, with the manager whose area it is",
    "coaching.PublishedPulse": "for which quarters answers about 1:1s were published",
    "coaching.PulseGroup": "how many of five answers or more about 1:1s agreed, each number blurred, with the manager "
    "whose area it is",
    "leadership.RolledPeriod": "which closed weeks and quarters were added up by manager, and when",
    "evidence.GroupFindings": "what records of everybody, or of a role that fifteen or more have, say of activities",
    "execution.DailyStep": "when the day's own work was last done",
    "execution.MetricNoise": "how much an activity's weeks vary over everyone",
}

# Tables about people that a personal export leaves out, each with the reason.
NOT_EXPORTED: Mapping[str, str] = {
    "people.ManagedSpan": "worked out from reporting lines, which are in it",
    "ledger.LedgerState": "the same spans, as the sums rest on them",
    "account.EmailConfirmation": "never written: addresses are not confirmed by mail",
    "people.LogInAttempt": "counted by network address, not by person",
    "records.DirtyWeek": "which weeks wait to be counted: nothing about what was done",
    "exchange.SyncRun": "messages and lists of rejects, for operations to mend the source",
    "people.ErasedIdentity": "nobody's any more",
}
