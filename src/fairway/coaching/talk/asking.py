"""What a manager's turn does: ask, tell, or neither; by rules, each with its reason."""

from collections.abc import Sequence

from fairway.coaching.talk.dues import dues_in
from fairway.coaching.talk.grammar import lead_ins, segments, sounds_asked, without_lead_in
from fairway.coaching.talk.lists import begins
from fairway.coaching.talk.lists import words as listed
from fairway.coaching.talk.types import Clause, Focus, Heard, Mode, Word

SHORT_ASIDE = 5  # words after a question that do not undo it
FARTHEST = 15  # words before the end beyond which a question no longer decides
SHORTEST_TAG, SHORTEST_OPEN = 5, 3
TAGS = frozenset({"it", "they", "you", "he", "she", "we", "i", "there", "that"})


def mode_of(turn: Heard, focus: Focus) -> tuple[Mode, str]:
    """(mode, why) of a manager's turn."""
    if focus == "other":
        return "other", "neither about the work nor a question about it"
    after, answered = 0, False
    for clause in reversed([clause for clause in turn.clauses if not clause.is_quoted]):
        is_far = after > (SHORT_ASIDE if answered or not _is_open(clause) else FARTHEST)
        if clause.is_asked and not is_rhetorical(clause):
            return ("tell", "it answers its own question") if is_far else ("ask", "it ends in a question")
        if clause.is_asked:
            return "tell", "its question wants no answer"
        if not clause.end.startswith((".", "!")) and not is_rhetorical(clause) and sounds_asked(turn, clause):
            return ("tell", "it goes on after the question") if is_far else ("ask", "it ends like a question")
        if _elicits(turn, clause):
            return "ask", "it asks to be told"
        after += len(clause.words)
        answered = [word.text for word in clause.words[:1]] in (["no"], ["yes"], ["nothing"], ["nobody"], ["never"])
        if after > FARTHEST:
            break
    return "tell", "it states or instructs"


def is_rhetorical(clause: Clause) -> bool:
    """A question that wants no answer: "wouldn't you agree", "got it?", "..., isn't it?"."""
    texts = [word.text for word in without_lead_in(clause)]
    everything = [word.text for word in clause.words]
    if not texts:  # "So?" asks, "Okay?" does not
        return bool(set(everything) & listed("rhetorical_alone"))
    is_alone = len(texts) == 1 and texts[0] in listed("rhetorical_alone")
    return is_alone or begins(texts, "rhetorical") or _is_tag(clause.words) or _asks_for_nod(texts)


def _is_open(clause: Clause) -> bool:
    """ "What happened on Tuesday?" stays a question, whatever is said of it after."""
    texts = [word.text for word in without_lead_in(clause)]
    return len(texts) >= SHORTEST_OPEN and texts[0] in listed("asking")


def _asks_for_nod(texts: Sequence[str]) -> bool:
    """ "By tonight, okay?": a statement with a nod asked for."""
    is_question = set(texts[:3]) & (listed("asking") | listed("auxiliaries"))
    return len(texts) > 2 and texts[-1] in listed("nods") and not is_question


def _is_tag(words: Sequence[Word]) -> bool:
    texts = [word.text for word in words]
    if len(texts) < SHORTEST_TAG or texts[-1] not in TAGS or set(texts) & listed("asking"):
        return False
    auxiliaries = listed("auxiliaries")
    is_turned = texts[-2] in auxiliaries or (texts[-2] == "not" and texts[-3] in auxiliaries)
    return is_turned and not set(texts[:3]) & auxiliaries


def _elicits(turn: Heard, clause: Clause) -> bool:
    """ "Walk me through yesterday"."""
    for part in segments(turn, clause):
        texts = [word.text for word in part if word.text not in lead_ins()]
        is_elicited = len(texts) > 2 and texts[0] in listed("eliciting") and texts[1] in {"me", "us"}
        if (
            is_elicited
            and texts[2] != "like"
            and not any({word.text for word in part[a:b]} & listed("ahead") for a, b in dues_in(part))
        ):
            return True
    return False
