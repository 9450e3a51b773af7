"""Ways through models: every model inside a model, and the models that may stand at a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from vmuseum.schema.base import Model
from vmuseum.schema.document import Loc, Value, inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo


def models(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, Model]]:
    """Yield `value` and every model inside it with its place in the document, outer ones first."""
    if isinstance(value, Model):
        yield loc, value
        for name, field in type(value).model_fields.items():
            yield from models(getattr(value, name), (*loc, field.alias or name))
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from models(item, (*loc, n))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from models(item, (*loc, key))


def models_at(model: type[Model], data: Value, loc: Loc) -> tuple[type[Model], ...]:
    """Return the models that may stand at `loc` of a document `data` of this `model`; none where a plain value stands."""
    return tuple(kind for kind in options_at(model, data, loc) if is_model(kind))


def options_at(model: type[Model], data: Value, loc: Loc) -> tuple[Any, ...]:
    """Return the types that may stand at `loc` of a document `data` of this `model`."""
    here: tuple[Any, ...] = (model,)
    value = data
    for part in loc:
        here = tuple(option for kind in here for option in _options(_step(kind, part)))
        try:
            value = inside(value, part)
        except KeyError:
            value = None
        here = _of_kind(here, value)
    return here


def fields_by_key(model: type[Model]) -> dict[str, FieldInfo]:
    """Return the fields of `model` by the key an author writes."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def is_model(kind: object) -> bool:
    """Return whether `kind` is a model class."""
    return isinstance(kind, type) and issubclass(kind, Model)


def _step(kind: Any, part: str | int) -> Any:  # noqa: ANN401 - annotations have no common type
    if is_model(kind):
        field = fields_by_key(kind).get(str(part))
        return field.annotation if field is not None else None
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(part, int):
        if len(inner) == 2 and inner[1] is Ellipsis:
            return inner[0]
        return inner[part] if part < len(inner) else None
    return inner[1] if origin is dict else None


def _options(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return the choices of an annotation: unions and Annotated opened, None left out."""
    if annotation is None or annotation is type(None):
        return ()
    origin = get_origin(annotation)
    if origin is Annotated:
        return _options(get_args(annotation)[0])
    if origin is tuple or origin is dict or origin is Literal or origin is None:
        return (annotation,)
    return tuple(option for choice in get_args(annotation) for option in _options(choice))


def _of_kind(options: tuple[Any, ...], value: Value) -> tuple[Any, ...]:
    """Keep the models whose `kind` is the one written, where several kinds may stand."""
    if len(options) < 2 or not isinstance(value, dict):
        return options
    fitting = tuple(
        option
        for option in options
        if is_model(option)
        and "kind" in option.model_fields
        and value.get("kind") in get_args(option.model_fields["kind"].annotation)
    )
    return fitting or options
