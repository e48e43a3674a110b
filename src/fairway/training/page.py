"""The first page of training: what is next, and every module with how far one is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import Locale

from fairway.training.curriculum.reading import languages, modules_of
from fairway.training.curriculum.types import ENGLISH, Module, Track
from fairway.training.progress.types import Standing

NAMES = {
    Track.MANAGERS: "For managers",
    Track.LEADERS: "For leaders of managers",
    Track.OPERATIONS: "For sales operations",
    Track.GROUND: "Practice ground",
}


def language_names() -> Mapping[str, str]:
    """Languages there is content in, by code, each by its own name."""
    return {code: (Locale.parse(code).get_display_name(code) or code).capitalize() for code in languages()}


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """One module and how far its reader is."""

    module: Module
    standing: Standing

    @property
    def done(self) -> int:
        return self.standing.done_of(self.module)

    @property
    def total(self) -> int:
        return len(self.module.parts)

    @property
    def is_done(self) -> bool:
        return self.standing.is_done(self.module)

    @property
    def state(self) -> str:
        """`done`, `begun` or `ahead`."""
        if self.is_done:
            return "done"
        return "begun" if self.done else "ahead"


@dataclass(frozen=True, slots=True)
class TrackLines:
    track: Track
    lines: Sequence[ModuleLine]

    @property
    def name(self) -> str:
        return NAMES[self.track]

    @property
    def done(self) -> int:
        return sum(line.is_done for line in self.lines)

    @property
    def is_numbered(self) -> bool:
        return self.track is not Track.GROUND


@dataclass(frozen=True, slots=True)
class PracticePage:
    tracks: Sequence[TrackLines]
    standing: Standing
    language: str = ENGLISH

    @property
    def languages(self) -> Mapping[str, str]:
        """Those one can read in, each by its own name."""
        return language_names()

    @property
    def translated_words(self) -> str:
        """How much of it is there in a language other than English; empty in English."""
        if self.language == ENGLISH:
            return ""
        all_of = [line.module for track in self.tracks for line in track.lines]
        done = sum(module.is_translated for module in all_of)
        is_or_are = "is" if done == 1 else "are"
        return f"{done} of {len(all_of)} modules {is_or_are} translated. The others are shown in English, and say so."

    @property
    def next(self) -> ModuleLine | None:
        """Where to go on: the first module that is not done, of the tracks in their order."""
        numbered = [line for track in self.tracks if track.is_numbered for line in track.lines]
        return next((line for line in numbered if not line.is_done), None)

    @property
    def headline(self) -> str:
        line = self.next
        if line is None:
            return "Every module is done"
        if line.done:
            return f"Go on with {line.module.title}"
        return f"Next: {line.module.title}" if any(track.done for track in self.tracks) else "Begin with yourself"


def practice_page(tracks: Sequence[Track], standing: Standing, language: str) -> PracticePage:
    lines = [
        TrackLines(track, [ModuleLine(module, standing) for module in modules_of(track, language)]) for track in tracks
    ]
    return PracticePage([one for one in lines if one.lines], standing, language)
