"""What happens to an organisation between two fills: records come, change and go."""

from random import Random

from tests.engines.organisations import Author, one_of
from tests.engines.world import Key, World

REMOVABLE = ("activities", "opportunities", "leads", "accounts", "contacts", "stage_changes", "owner_changes", "quotas")


def change_something(
    rng: Random, world: World, names: list[str]
) -> tuple[list[tuple[str, object]], list[tuple[str, Key]]]:
    """Change the world; returns rows that came or changed, and keys of rows that went."""
    author = Author(rng, world, names)
    for _ in range(rng.randrange(1, 5)):
        author.rewrite_something()
    gone: list[tuple[str, Key]] = []
    for _ in range(rng.randrange(3)):
        table = one_of(rng, REMOVABLE)
        keys = sorted(getattr(world.rows, table), key=str)
        if keys:
            key = one_of(rng, keys)
            world.rows.remove(table, key)
            gone.append((table, key))
    present = [(name, row) for name, row in author.written if is_there(world, name, row)]
    return present, gone


def is_there(world: World, table: str, row: object) -> bool:
    return any(other is row for other in getattr(world.rows, table).values())
