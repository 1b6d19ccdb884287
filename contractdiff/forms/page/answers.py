"""Answers that were given in the side-by-side page and saved as a file, as a form that came back.

The file is JSON::

    {"contractdiff-answers": 1, "form": "FY2012 · 3f9a1c22", "language": "en", "saved": "2026-06-01T12:00:00Z",
     "rows": [{"row": "Organization", "who": "Acorn Family Center"},
              {"row": "C-014", "pos": {"code": "oppose", "text": "Oppose"}, "fb": "We would have to close."},
              {"row": "C-015"}]}

``rows`` are all rows that the page offers, answered or not. The keys beside "row" are those of the places to answer
in the Word form ("pos:C-014"), so that what follows reads both alike.
"""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from contractdiff.errors import UnreadableError
from contractdiff.forms.issued import use_of_tag
from contractdiff.forms.language import ENGLISH, read_language, shipped_languages
from contractdiff.forms.member import member_form
from contractdiff.model import PACKET_PROPERTY, Format, ReturnedCell, ReturnedForm, ReturnedRow, is_of_form

_VERSION = 1
_KEY = "contractdiff-answers"
_MARK = re.compile(rf'"{_KEY}"\s*:')
# The mark stands first; before it there is no more than what an editor puts there.
_HEAD = 400
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# A page of 1,500 changes, each answered with 10,000 letters.
_MOST_BYTES = 20_000_000
# Rows of a damaged file that cannot be read, after which the rest of it is taken as words.
_MOST_BROKEN = 50
_AGAIN = "Ask for the file anew: the page in which it was made still has the answers, and saves them again."
_DAMAGED = "{} is damaged; what could be read was. Look whether all is there."
_ROW = re.compile(r'\{\s*"row"\s*:')
_FIELD = re.compile(r'"(about|form|language|saved)"\s*:\s*"((?:[^"\\\x00-\x1f]|\\["\\/bfnrt])*)"')
# What stands around the rows of a sound file.
_STRUCTURE = re.compile(rf'"{_KEY}"\s*:\s*\d+|"rows"\s*:|[\s{{}}\[\],]+')
# Keys of a file that are no place to answer.
_ABOUT = frozenset((_KEY, "about", "form", "language", "saved", "rows"))


def is_answers(data: bytes) -> bool:
    """Whether a file is one of answers that was saved in the page, by its first words."""
    head = data[:_HEAD]
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")
    return _MARK.search(head.decode(encoding, errors="ignore")) is not None


def answers_in(data: bytes, file: str) -> ReturnedForm:
    """What a file of answers says, as a form that came back, with a row for each that the page offers.

    Args:
        data: The file's bytes.
        file: Its name without the folder.

    Raises:
        UnreadableError: It is damaged, or of a later version of contractdiff.
    """
    if len(data) > _MOST_BYTES:
        raise UnreadableError(
            f"{file} has more than {_MOST_BYTES // 1_000_000} MB, and no file of answers has. {_AGAIN}"
        )
    try:
        return _answers(_text(data, file), file)
    except RecursionError as error:
        raise UnreadableError(
            f"{file} is damaged: its parts are put into each other without an end. {_AGAIN}"
        ) from error


def _answers(text: str, file: str) -> ReturnedForm:
    fields, left = _fields(text)
    if fields.get(_KEY, _VERSION) != _VERSION:
        raise UnreadableError(
            f"{file} holds answers saved in a page of another version of contractdiff ({fields.get(_KEY)!r}; this one "
            f"reads {_VERSION}). Collect it with the version that made the page."
        )
    rows, other = list[ReturnedRow](), list[str]()
    language = str(fields.get("language", ""))
    for each in _flat(fields.get("rows")):
        if isinstance(each, dict) and isinstance(name := each.get("row"), str) and name:
            rows.append(ReturnedRow(cells=tuple(_cells(name, each, language))))
        else:
            other += _words(each)
    if not rows:
        raise UnreadableError(f"{file} is damaged: none of its rows can be read. {_AGAIN}")
    other += [word for key, value in fields.items() if key not in _ABOUT for word in _words(value)]
    other += left
    form = fields.get("form")
    if not isinstance(form, str) or not form:
        raise UnreadableError(f"{file} does not say any more to which list of changes its answers belong. {_AGAIN}")
    return ReturnedForm(
        file=file,
        format=Format.ANSWERS,
        tables=(tuple(rows),),
        paragraphs=tuple(other),
        properties=((PACKET_PROPERTY, form),),
        modified=_moment(fields.get("saved")),
        notices=(_DAMAGED.format(file),) if left else (),
    )


def _text(data: bytes, file: str) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except ValueError as error:
        raise UnreadableError(f"{file} is damaged: its letters cannot be read. {_AGAIN}") from error


def _fields(text: str) -> tuple[Mapping[str, Any], list[str]]:
    """What the file says, and what of it could not be understood: of a damaged file every row that is whole is read."""
    try:
        read = json.loads(text, **_AS_WRITTEN)
    except ValueError:
        return _salvaged(text)
    return (read, []) if isinstance(read, dict) else ({}, _words(read))


def _with_all(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON with all values of a name that stands in it more than once, where others keep the last."""
    found: dict[str, list[Any]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


# Numbers stay as they were written: "1e400" is no number that this program has.
_AS_WRITTEN: Any = {"object_pairs_hook": _with_all, "parse_float": str, "parse_constant": str}


def _flat(rows: Any) -> Iterator[Any]:
    """The rows of a file, those of several lists too, where somebody put two files into one."""
    for each in rows if isinstance(rows, list) else ():
        yield from _flat(each) if isinstance(each, list) else (each,)


def _salvaged(text: str) -> tuple[dict[str, Any], list[str]]:
    decoder, rows, left, at = json.JSONDecoder(**_AS_WRITTEN), list[Any](), list[str](), 0
    broken = 0
    for found in _ROW.finditer(text):
        if found.start() < at:
            continue
        try:
            row, end = decoder.raw_decode(text, found.start())
        except ValueError:
            # each counts the lines before it
            broken += 1
            if broken > _MOST_BROKEN:
                break
            continue
        left.append(text[at : found.start()])
        rows.append(row)
        at = end
    head, *between = [*left, text[at:]]
    fields: dict[str, Any] = {"rows": rows}
    for name, value in _FIELD.findall(head):
        fields.setdefault(name, json.loads(f'"{value}"'))
    return fields, [words for part in (_FIELD.sub("", head), *between) if (words := _STRUCTURE.sub(" ", part).strip())]


def _cells(name: str, fields: Mapping[str, Any], language: str) -> Iterator[ReturnedCell]:
    """The cells of a row: its id, and each place to answer; words under any other name stand beside them."""
    # a row of the identity block is called by the question that it prints, which the file does not repeat
    printed, whose = (name, "fb") if is_of_form(name) else ("", "who")
    yield ReturnedCell(text=printed, first=0)
    answers = {key: value for key, value in fields.items() if key != "row"}
    for at, (key, value) in enumerate((answers or {whose: ""}).items(), 1):
        tag = f"{key}:{name}"
        text = _choice(value, language) if isinstance(value, dict) else "\n".join(_words(value))
        if use_of_tag(tag):
            yield ReturnedCell(text=text, controls=(tag,), first=at)
        elif text:
            yield ReturnedCell(text=text, first=at)


def _choice(value: Mapping[str, Any], language: str) -> str:
    """What was chosen, as a form calls it that comes with contractdiff; whatever else stands there, as it stands."""
    code, text = value.get("code"), value.get("text")
    said = _clean(text) if isinstance(text, str) else ""
    titles = {name: _titles(name) for name in shipped_languages()}
    own = {each[code] for each in titles.values() if isinstance(code, str) and code in each}
    known = titles[ENGLISH.code].get(code, "") if isinstance(code, str) else ""
    rest = [word for key, inner in value.items() if key not in ("code", "text") for word in _words(inner)]
    rest += [word for inner in (code, text) if not isinstance(inner, str) for word in _words(inner)]
    if not known or said in own or not said:
        chosen = (
            said
            if said in own
            else known or " ".join(filter(None, (_clean(code) if isinstance(code, str) else "", said)))
        )
    elif language in titles:
        # the words were altered after they were saved, and a person reads them
        others = any(said in each.values() for each in titles.values())
        chosen = f"{known} / {said}" if others else said
    else:
        # the page was in a language of somebody's own: the code is the same in all
        chosen = known
    return "\n".join((chosen, *rest)).strip()


def _titles(language: str) -> Mapping[str, str]:
    """How a language calls each choice, by its code."""
    form = member_form(read_language(language))
    answers = (form.position, *(question.answer for question in form.identity))
    return {choice.code: choice.title for answer in answers for choice in answer.choices}


def _words(value: Any) -> list[str]:
    """All words in a value, however it is built: what somebody put into the file by hand is not lost."""
    if isinstance(value, str):
        return [said] if (said := _clean(value)) else []
    if isinstance(value, dict):
        return [word for key, inner in value.items() for word in (*_words(key), *_words(inner))]
    if isinstance(value, list):
        return [word for inner in value for word in _words(inner)]
    return [] if value is None else [str(value).lower() if isinstance(value, bool) else str(value)]


def _clean(text: str) -> str:
    """The words with line ends of one kind, and nothing blank before or after them."""
    return text.replace("\r\n", "\n").strip()


def _moment(value: Any) -> str:
    """When it was saved, in ISO 8601; "" where the file does not say."""
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return ""
    return str(value)
