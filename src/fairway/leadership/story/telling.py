"""The paragraph to say upstairs: a handful of sentences, each of one basis alone, each with the cards it comes from.

Activities of different bases never share a sentence, so that none claims more than the weakest of what it names; what
did not work stands in it whenever anything does. Plain Python.
"""

from collections.abc import Sequence

from fairway.leadership.story.types import DECIDED, DID_NOT_WORK, ActivityStory, Basis, Card, Claim, Said
from fairway.leadership.story.wording import claim_sentences, quoted, stopped_sentences, together
from fairway.web.words import join_words, plural

NOTHING_FAILED = (
    "Nothing was found not to work or was stopped, as far as that may be shown; that is not to say that all of it "
    "works."
)
NO_AMOUNT = "No amount of revenue is claimed for any of it."
Cards = dict[str, Card]  # by key


def paragraph(scope: str, told: Sequence[ActivityStory], cards: Cards, signs: Sequence[tuple[str, str]]) -> list[Said]:
    """`signs` are sentences, each with the key of its card; empty ones are left out."""
    said = [Said(scope, ())]
    said += [_of_pilot(one, cards) for one in told if one.best.basis is Basis.PILOT_MOVED]
    said += _moved(told, cards) + _unused(told, cards) + _goes_with(told, cards)
    said += _did_not_work(told, cards) + _open(told, cards)
    said += [Said(sentence, [cards[key]]) for sentence, key in signs if sentence]
    return [*said, Said(NO_AMOUNT, ())]


def _of_pilot(one: ActivityStory, cards: Cards) -> Said:
    return Said(claim_sentences(one.best)[0], [cards[one.key]])


def is_unused(one: ActivityStory) -> bool:
    """Whether nobody here executes it, as far as is known: then nothing here can have come of it."""
    return one.executed is not None and one.executed.done == 0


def _claims(told: Sequence[ActivityStory], basis: Basis) -> list[Claim]:
    """Claims of a basis about activities of which nothing surer is known."""
    return [claim for one in told if one.best.basis is basis for claim in one.claims if claim.basis is basis]


def _on(told: Sequence[ActivityStory], claims: Sequence[Claim], cards: Cards) -> list[Card]:
    names = {claim.activity for claim in claims}
    return [cards[one.key] for one in told if one.activity in names]


def _moved(told: Sequence[ActivityStory], cards: Cards) -> list[Said]:
    claims = _claims([one for one in told if not is_unused(one)], Basis.STRONG)
    if not claims:
        return []
    what = _what(claims, "deals on", "new deals in")
    tail = "a pattern, not an experiment, and how much is uncertain."
    return [Said(f"As far as records tell, {together(claims)} moved {what}: {tail}", _on(told, claims, cards))]


def _unused(told: Sequence[ActivityStory], cards: Cards) -> list[Said]:
    return [
        Said(
            f"Strong signs stand behind {quoted(one.activity)}, and of {plural(one.executed.of, 'seller')} here who "
            "have it 0 execute it.",
            [cards[one.key]],
        )
        for one in told
        if one.best.basis is Basis.STRONG and is_unused(one) and one.executed
    ]


def _goes_with(told: Sequence[ActivityStory], cards: Cards) -> list[Said]:
    claims = _claims(told, Basis.SUGGESTIVE)
    if not claims:
        return []
    what = _what(claims, "deals moving on sooner", "more new deals")
    verb = "goes" if len({claim.activity for claim in claims}) == 1 else "go"
    sentence = f"{together(claims)} {verb} with {what}, not surely; a pattern, not an experiment."
    return [Said(sentence, _on(told, claims, cards))]


def _did_not_work(told: Sequence[ActivityStory], cards: Cards) -> list[Said]:
    """Of any role no sign was found for, whatever is known of others."""
    said = [_of_pilot(one, cards) for one in told if one.best.basis in DECIDED & DID_NOT_WORK]
    none = [claim for one in told for claim in one.claims if claim.basis is Basis.NONE]
    if none:
        said.append(Said(f"No sign of {together(none)}.", _on(told, none, cards)))
    for one in told:
        if stopped := stopped_sentences(one.activity, one.changes):
            said.append(Said(stopped[0], [cards[f"{one.key}-stopped"]]))
    return said or [Said(NOTHING_FAILED, ())]


def _open(told: Sequence[ActivityStory], cards: Cards) -> list[Said]:
    """Of how many it cannot be told, out of all."""
    found = [one for one in told if one.best.basis in {Basis.CANNOT_TELL, Basis.EXPERIMENT_NEEDED}]
    if not found:
        return []
    many = "activity" if len(told) == 1 else "activities"
    named = join_words([quoted(one.activity) for one in found])
    sentence = f"Of {len(found)} of {len(told)} {many} it cannot be told yet: {named}."
    return [Said(sentence, [cards[one.key] for one in found])]


def _what(claims: Sequence[Claim], on_deals: str, on_accounts: str) -> str:
    kinds = {claim.is_on_accounts for claim in claims}
    return " or ".join(words for is_on, words in ((False, on_deals), (True, on_accounts)) if is_on in kinds)
