"""Reading the fields of a JSON object, each checked for what it has to be."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar

_Kind = TypeVar("_Kind", bound=Enum)
_Value = TypeVar("_Value")
_MISSING = object()


class DamagedJsonError(ValueError):
    """A field is missing or holds what it cannot; the message says which."""


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object of a JSON text, and where it stands in it ("changes[3]").

    Each method gives one field, or raises ``DamagedJsonError`` where that is of another kind, or missing without a
    ``default``.
    """

    fields: dict[str, Any]
    where: str = ""

    def text(self, name: str, default: object = _MISSING) -> str:
        """Characters."""
        return self._read(name, default, _text)

    def maybe_text(self, name: str) -> str | None:
        """The same, or ``None``."""
        return self._read(name, _MISSING, _or_none(_text))

    def day(self, name: str) -> date:
        """A date written as 2024-10-01."""
        return self._read(name, _MISSING, _day)

    def maybe_day(self, name: str) -> date | None:
        """The same, or ``None``."""
        return self._read(name, _MISSING, _or_none(_day))

    def number(self, name: str, default: object = _MISSING) -> int:
        """A whole number."""
        return self._read(name, default, _number)

    def maybe_number(self, name: str) -> int | None:
        """The same, or ``None``."""
        return self._read(name, _MISSING, _or_none(_number))

    def share(self, name: str) -> float:
        """A number that need not be whole."""
        return self._read(name, _MISSING, _share)

    def truth(self, name: str, default: object = _MISSING) -> bool:
        """Yes or no."""
        return self._read(name, default, _truth)

    def one_of(self, name: str, kinds: type[_Kind]) -> _Kind:
        """One of an enumeration's values."""
        return self._read(name, _MISSING, lambda value: _one_of(value, kinds))

    def maybe_one_of(self, name: str, kinds: type[_Kind]) -> _Kind | None:
        """The same, or ``None``."""
        return self._read(name, _MISSING, _or_none(lambda value: _one_of(value, kinds)))

    def texts(self, name: str, default: object = _MISSING) -> tuple[str, ...]:
        """A list of texts."""
        return self._read(name, default, lambda value: tuple(map(_text, _list(value))))

    def numbers(self, name: str, default: object = _MISSING) -> tuple[int, ...]:
        """A list of whole numbers."""
        return self._read(name, default, lambda value: tuple(map(_number, _list(value))))

    def pairs(self, name: str, default: object = _MISSING) -> tuple[tuple[str, str], ...]:
        """A list of pairs of texts."""
        return self._read(name, default, lambda value: tuple(_pair(each, _text) for each in _list(value)))

    def spans(self, name: str, default: object = _MISSING) -> tuple[tuple[int, int], ...]:
        """A list of pairs of whole numbers."""
        return self._read(name, default, lambda value: tuple(_pair(each, _number) for each in _list(value)))

    def inner(self, name: str) -> "JsonObject":
        """An object."""
        return JsonObject(self._read(name, _MISSING, _object), self.place(name))

    def maybe_inner(self, name: str) -> "JsonObject | None":
        """The same, or ``None``, also where it is missing."""
        return None if self.fields.get(name) is None else self.inner(name)

    def objects(self, name: str, default: object = _MISSING) -> "Iterator[JsonObject]":
        """A list of objects."""
        for at, value in enumerate(self._read(name, default, _list)):
            place = f"{self.place(name)}[{at}]"
            if not isinstance(value, dict):
                raise DamagedJsonError(place)
            yield JsonObject(value, place)

    def place(self, name: str) -> str:
        """Where a field stands, counted from the whole text."""
        return f"{self.where}.{name}" if self.where else name

    def _read(self, name: str, default: object, read: Callable[[object], _Value]) -> _Value:
        try:
            return read(self.fields.get(name, default))
        except DamagedJsonError as error:
            raise DamagedJsonError(self.place(name)) from error


def json_object(text: str) -> JsonObject | None:
    """The object that a text holds as JSON; ``None`` where it holds none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return JsonObject(value) if isinstance(value, dict) else None


def _or_none(read: Callable[[object], _Value]) -> Callable[[object], _Value | None]:
    return lambda value: None if value is None else read(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise DamagedJsonError


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError as error:
        raise DamagedJsonError from error


def _number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise DamagedJsonError


def _share(value: object) -> float:
    return value if isinstance(value, float) else _number(value)


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise DamagedJsonError


def _one_of(value: object, kinds: type[_Kind]) -> _Kind:
    for kind in kinds:
        # 1 is not True here
        if kind.value == value and type(kind.value) is type(value):
            return kind
    raise DamagedJsonError


def _list(value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    raise DamagedJsonError


def _pair(value: object, read: Callable[[object], _Value]) -> tuple[_Value, _Value]:
    values = _list(value)
    if len(values) != len(("one", "other")):
        raise DamagedJsonError
    return read(values[0]), read(values[1])


def _object(value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise DamagedJsonError
