"""The whole house as a server, but for its curriculum: one module with an exercise of every kind."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from fairway.project.wsgi import application
from tests.training.exercising import use_examples

__all__ = ["application"]


def put(name: str, value: Any) -> None:
    module, _, name = name.rpartition(".")
    setattr(import_module(module), name, value)


use_examples(Path(os.environ["FAIRWAY_HOME"]) / "examples", put)
