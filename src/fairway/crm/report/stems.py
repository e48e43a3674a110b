"""Looking words up in a table of stems: `call*` goes on, `*besuch` ends a glued word, `*datum*` stands
anywhere in it.
"""

from collections.abc import Iterable, Mapping

from fairway.crm.report.folding import spellings, tokens


class Stems:
    """Labels by the stems listed under them. Entries of several words, and all of `phrases`, are matched first."""

    def __init__(self, table: Mapping[str, Iterable[str]], phrases: Mapping[str, Iterable[str]] | None = None) -> None:
        self._exact: dict[str, set[str]] = {}
        self._starts: list[tuple[str, str]] = []
        self._ends: list[tuple[str, str]] = []
        self._inside: list[tuple[str, str]] = []
        self._phrases: list[tuple[tuple[str, ...], str]] = []
        self._known: dict[str, frozenset[str]] = {}
        for label, words in (phrases or {}).items():
            self._phrases += [(tokens(spelling), label) for word in words for spelling in spellings(word)]
        for label, words in table.items():
            for word in words:
                self._add(label, word)
        self._phrases.sort(key=lambda item: -len(item[0]))

    def _add(self, label: str, word: str) -> None:
        for spelling in spellings(word.strip("*")):
            parts = tokens(spelling)
            if len(parts) > 1:
                self._phrases.append((parts, label))
            elif not parts:
                continue
            elif word.startswith("*") and word.endswith("*"):
                self._inside.append((parts[0], label))
            elif word.startswith("*"):
                self._ends.append((parts[0], label))
            elif word.endswith("*"):
                self._starts.append((parts[0], label))
            else:
                self._exact.setdefault(parts[0], set()).add(label)

    def of_word(self, token: str) -> frozenset[str]:
        """Labels of one folded word."""
        known = self._known.get(token)
        if known is None:
            found = set(self._exact.get(token, ()))
            found.update(label for stem, label in self._starts if token.startswith(stem))
            found.update(label for stem, label in self._ends if token.endswith(stem))
            found.update(label for stem, label in self._inside if stem in token)
            known = frozenset(found)
            if len(self._known) < 100_000:
                self._known[token] = known
        return known

    def of(self, words: Iterable[str], skipped: frozenset[str] = frozenset()) -> tuple[set[str], int]:
        """Labels of folded words together, and how many of the words carry one. Phrases use their words up."""
        left = list(words)
        found: set[str] = set()
        known = 0
        for phrase, label in self._phrases:
            place = _place_of(phrase, left)
            if place is not None:
                found.add(label)
                known += sum(1 for word in phrase if word not in skipped)
                del left[place : place + len(phrase)]
        for word in left:
            if word not in skipped:
                labels = self.of_word(word)
                known += bool(labels)
                found |= labels
        return found, known


def _place_of(phrase: tuple[str, ...], words: list[str]) -> int | None:
    size = len(phrase)
    if size > len(words):
        return None
    return next((place for place in range(len(words) - size + 1) if tuple(words[place : place + size]) == phrase), None)
