"""Which module does the work of a recipe."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from vmuseum.plan.recipes import PARAMS, RECIPES, Output

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

MODULES = {recipe.name: recipe.module for recipe in RECIPES}
ON_FILES = frozenset(recipe.name for recipe in RECIPES if recipe.on_files)


def is_on_files(recipe: str) -> bool:
    """Say whether a recipe reads files instead of bytes."""
    return recipe in ON_FILES


def work(recipe: str, inputs: Mapping[str, bytes], params: str) -> Output:
    """Run a recipe on bytes. `params` is canonical JSON. Raises RecipeError when the recipe refuses."""
    run = cast("Callable[..., Output]", import_module(MODULES[recipe]).run)
    return run(inputs, PARAMS[recipe].model_validate_json(params))


def work_on_files(recipe: str, files: Mapping[str, Path], params: str, scratch: Path) -> Output:
    """Run a recipe that works on files: it reads `files`, writes in the empty folder `scratch` only."""
    run = cast("Callable[..., Output]", import_module(MODULES[recipe]).run)
    return run(files, PARAMS[recipe].model_validate_json(params), scratch)
