"""Matching spellings of sellers: ids and addresses first, then full names, then what is shorter than a name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fairway.crm.report.folding import fold
from fairway.crm.report.people import Doubt, Listed, People, Person, Spelling
from fairway.crm.report.people_names import email_of, is_system_user, name_from_email, name_of
from fairway.exchange.intake import KnownPerson, PersonAnswer


def who_is_who(
    counted: Mapping[Spelling, int],
    listed: Iterable[Listed],
    answers: Mapping[str, PersonAnswer],
    known: Iterable[KnownPerson] = (),
) -> People:
    """Match every spelling. `answers` are keyed by a spelling as shown; they win over every guess. `known` are people
    of the organisation, met before any file was opened.
    """
    sorting = _Sorting(answers)
    for somebody in known:
        sorting.add_known(somebody)
    for person in listed:
        sorting.add_listed(person)
    ordered = sorted(counted, key=lambda spelling: (-_fullness(spelling), spelling))
    for spelling in ordered:
        sorting.add_stated(spelling)
    sorting.join_short_ones()
    sorting.apply_answers()
    return sorting.outcome(counted)


def _fullness(spelling: Spelling) -> int:
    """Spellings that name a person beyond doubt come first."""
    name = name_of(spelling.name) if spelling.name else None
    full = bool(name and len(name.words) > 1 and not name.has_initial)
    return 4 * bool(spelling.email or spelling.id) + 2 * full + bool(spelling.name)


class _Sorting:
    def __init__(self, answers: Mapping[str, PersonAnswer]) -> None:
        self.answers = {fold(shown): answer for shown, answer in answers.items()}
        self.people: list[Person] = []
        self.place: dict[Spelling, Person] = {}
        self.by_id: dict[str, Person] = {}
        self.by_email: dict[str, Person] = {}
        self.by_key: dict[str, list[Person]] = {}
        self.by_words: dict[str, list[Person]] = {}  # the words of a name in no order
        self.short: list[Spelling] = []
        self.doubts: dict[Spelling, list[Person]] = {}

    def answer(self, spelling: Spelling) -> PersonAnswer | None:
        texts = (spelling.name, spelling.email, spelling.id)
        return next((self.answers[fold(text)] for text in texts if text and fold(text) in self.answers), None)

    def add_known(self, known: KnownPerson) -> None:
        person = Person(known=known)
        self.people.append(person)
        self.by_id.setdefault(_id_key(known.native_id), person)
        if known.email:
            self.by_email.setdefault(known.email.lower(), person)
        self._remember(known.name, person)

    def add_listed(self, listed: Listed) -> None:
        person = self._known_as(listed)
        if person is None:
            person = Person()
            self.people.append(person)
        person.listed = listed
        if listed.id:
            self.by_id.setdefault(_id_key(listed.id), person)
        if listed.email:
            self.by_email.setdefault(listed.email.lower(), person)
        self._remember(listed.name, person)

    def _known_as(self, listed: Listed) -> Person | None:
        """The person of the organisation whom a line of a list is about: by address, id, or the only one so called."""
        person = self.by_email.get((listed.email or "").lower()) or (
            self.by_id.get(_id_key(listed.id)) if listed.id else None
        )
        if person is None and listed.name:
            named = [one for one in self.by_key.get(name_of(listed.name).key, []) if one.known]
            stands_apart = bool(named and listed.email and named[0].email and named[0].email != listed.email.lower())
            person = named[0] if len(named) == 1 and not stands_apart else None
        return person if person is not None and person.known and person.listed is None else None

    def add_stated(self, spelling: Spelling) -> None:
        """By id, address or full name; what has none of them waits until everybody is known."""
        person = self.by_id.get(_id_key(spelling.id)) if spelling.id else None
        person = person or (self.by_email.get(spelling.email) if spelling.email else None)
        answer = self.answer(spelling)
        name = name_of(spelling.name)
        if person is None and spelling.name and not (answer and answer.is_alone):
            person = self._same_name(spelling, name.key)
            if person is None and not spelling.email and not spelling.id and (len(name.words) < 2 or name.has_initial):
                self.short.append(spelling)
                return
        if person is None and spelling.email and not spelling.name and not (answer and answer.is_alone):
            self.short.append(spelling)
            return
        if person is None:
            person = Person()
            self.people.append(person)
        self._put(spelling, person)

    def _same_name(self, spelling: Spelling, key: str) -> Person | None:
        fits = [person for person in self.by_key.get(key, []) if not _contradicts(person, spelling)]
        if not fits:
            fits = [person for person in self.by_words.get(_words(key), []) if not _contradicts(person, spelling)]
        return fits[0] if len(fits) == 1 else None

    def _put(self, spelling: Spelling, person: Person) -> None:
        person.spellings.append(spelling)
        self.place[spelling] = person
        if spelling.id:
            self.by_id.setdefault(_id_key(spelling.id), person)
        if spelling.email:
            self.by_email.setdefault(spelling.email, person)
        self._remember(spelling.name, person)

    def _remember(self, name: str, person: Person) -> None:
        key = name_of(name).key if name else ""
        for table, known in ((self.by_key, key), (self.by_words, _words(key))):
            if key and person not in table.setdefault(known, []):
                table[known].append(person)

    def join_short_ones(self) -> None:
        """Initials, first names, aliases and bare addresses: to the one person they fit, else they stand alone."""
        known_names = [(person, person.keys) for person in self.people]
        full = [(person, keys) for person, keys in known_names if any(len(key.split()) > 1 for key in keys)]
        for spelling in self.short:
            fits = [
                person
                for person, keys in full
                if any(_may_be(spelling, key) for key in keys) and not _contradicts(person, spelling)
            ]
            same = (
                self.by_email.get(spelling.email)
                if spelling.email
                else self._same_name(spelling, name_of(spelling.name).key)
            )
            if same is not None:
                self._put(spelling, same)
            elif len(fits) == 1 and not is_system_user(spelling.shown):
                fits[0].is_guess = True
                fits[0].why = f"“{spelling.shown}” fits nobody else"
                self._put(spelling, fits[0])
            else:
                person = Person()
                self.people.append(person)
                self._put(spelling, person)
                if len(fits) > 1:
                    self.doubts[spelling] = fits

    def apply_answers(self) -> None:
        for spelling in list(self.place):
            answer = self.answer(spelling)
            if answer is None:
                continue
            if answer.is_person:
                self._move(spelling, self._named(answer.is_person))
            elif answer.is_alone and len(self.place[spelling].spellings) > 1:
                self._move(spelling, Person())
            if answer.name:
                self.place[spelling].renamed = answer.name
            self.doubts.pop(spelling, None)

    def _named(self, text: str) -> Person:
        """The person somebody named: by native id, address, id or any spelling; a new one when nobody is
        called so.
        """
        wanted = fold(text)
        for person in self.people:
            texts = {
                person.native_id,
                person.name,
                person.stated_id,
                *(part for spelling in person.spellings for part in spelling),
            }
            if wanted in {fold(known) for known in texts if known}:
                return person
        fits = self.by_key.get(name_of(text).key, [])
        address = email_of(text)
        return (
            fits[0]
            if len(fits) == 1
            else Person(renamed=name_of(text).shown or text if not address else name_from_email(address))
        )

    def _move(self, spelling: Spelling, person: Person) -> None:
        before = self.place[spelling]
        if before is person:
            return
        before.spellings.remove(spelling)
        if person not in self.people:
            self.people.append(person)
        person.spellings.append(spelling)
        self.place[spelling] = person

    def outcome(self, counted: Mapping[Spelling, int]) -> People:
        left_out = frozenset(
            spelling for spelling in self.place if (said := self.answer(spelling)) is not None and said.is_left_out
        )
        for spelling, person in self.place.items():
            person.rows += counted.get(spelling, 0)
        people = [person for person in self.people if person.spellings or person.listed]
        doubts = [
            Doubt(
                spelling,
                counted.get(spelling, 0),
                tuple(person.native_id for person in fits),
                tuple(person.name for person in fits),
            )
            for spelling, fits in self.doubts.items()
        ]
        return People(people, self.place, left_out, doubts)


def _words(key: str) -> str:
    return " ".join(sorted(key.split()))


def _id_key(native_id: str) -> str:
    """Salesforce ids of 15 and 18 letters name the same record; all others stay as they are."""
    return native_id[:15] if len(native_id) == 18 and native_id[:3] in {"005", "00G"} else native_id


def _contradicts(person: Person, spelling: Spelling) -> bool:
    """Two addresses or two ids make two people of one name."""
    if spelling.email and person.email and person.email != spelling.email:
        return True
    return bool(spelling.id and person.stated_id and _id_key(person.stated_id) != _id_key(spelling.id))


def _may_be(spelling: Spelling, key: str) -> bool:
    """Whether a short spelling may stand for somebody with that full name."""
    words = key.split()
    if spelling.name:
        short = list(name_of(spelling.name).words)
        return bool(short) and (_fits_in(short, words) or (len(short) == 1 and _is_alias(short[0], words)))
    local = re.sub(r"\d+$", "", spelling.email.split("@")[0].split("+")[0])
    parts = [part for part in re.split(r"[._\-]+", fold(local)) if part]
    return _fits_in(parts, words) or (len(parts) == 1 and _is_alias(parts[0], words))


def _fits_in(short: Sequence[str], words: Sequence[str]) -> bool:
    """Every short word is a word or the initial of another word of the name; one of them is whole."""
    if len(short) == 3 and len(words) == 2 and len(short[1]) == 1:
        return short[0] == words[0] and short[2] == words[1]  # a middle initial more
    left = Counter(words)
    if not any(part in left for part in short) or len(short) > len(words):
        return False
    for part in sorted(short, key=len, reverse=True):
        match = (
            part
            if left[part]
            else next((word for word in left if left[word] and len(part) == 1 and word.startswith(part)), None)
        )
        if match is None:
            return False
        left[match] -= 1
    return True


def _is_alias(alias: str, words: Sequence[str]) -> bool:
    """mbell, marcusb, bellm, marcusbell and the like for marcus bell; ascii only, umlauts written out count too."""
    first, last = words[0].replace("-", ""), words[-1].replace("-", "")
    return alias in {
        first[0] + last,
        first + last[0],
        last + first[0],
        first + last,
        last + first,
        first[:2] + last,
        last + first[:2],
        first[0] + last[:7],
        last[:4] + first[:2],
        first[:3] + last[:3],
    }
