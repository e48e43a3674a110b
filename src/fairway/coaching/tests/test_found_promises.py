"""A commitment that stands on the session is not offered again, however it was worded when it was found."""

import pytest

from fairway.coaching.found_promises import FoundPromise, Standing, not_standing


def found(what: str, due: str = "", who: str = "seller") -> FoundPromise:
    return FoundPromise(0, "seller" if who == "seller" else "manager", what, due)


@pytest.mark.parametrize(
    ("what", "due", "standing"),
    [
        ("call Acme", "", "Call Acme."),
        ("call Acme by Friday", "by Friday", "Call Acme"),
        ("I'll send the quote to Miller", "", "Send the quote to Miller"),
        ("invite two buyers", "", "Invite two buyers at Acme and Bolt"),
        ("invite two buyers at Acme and Bolt", "", "Invite two buyers"),
    ],
)
def test_one_that_stands_already_is_not_offered_again(what: str, due: str, standing: str) -> None:
    assert not_standing([found(what, due)], [Standing("seller", standing)]) == []


@pytest.mark.parametrize(
    ("what", "standing"),
    [
        ("call Acme", "Call Bolt"),
        ("call Miller at Acme", "Call Miller at Bolt"),
        ("invite two buyers", "Invite"),  # one word tells too little
        ("call Acme", ""),
    ],
)
def test_another_one_is_offered(what: str, standing: str) -> None:
    one = found(what)
    assert not_standing([one], [Standing("seller", standing)]) == [one]


def test_the_same_words_of_the_other_side_are_another_commitment() -> None:
    one = found("call Acme", who="manager")
    assert not_standing([one], [Standing("seller", "Call Acme")]) == [one]
