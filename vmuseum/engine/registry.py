"""Which module does the work of a recipe."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from vmuseum.plan.recipes import PARAMS, RECIPES, Output

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MODULES = {recipe.name: recipe.module for recipe in RECIPES}


def work(recipe: str, inputs: Mapping[str, bytes], params: str) -> Output:
    """Run a recipe on bytes. `params` is canonical JSON. Raises RecipeError when the recipe refuses."""
    run = cast("Callable[..., Output]", import_module(MODULES[recipe]).run)
    return run(inputs, PARAMS[recipe].model_validate_json(params))
