"""The reader of forms: what a form was sent out as, with the words for its choices in every language.

Both are kept as JSON text when a form goes out, since its language may be one of somebody's own file.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from contractdiff.forms.exchange_columns import CONDITIONS, FIELDS, FORMS, NEGATIONS, SYNONYMS
from contractdiff.forms.fields import Answer
from contractdiff.forms.issued import POSITION, issued_fields, issued_form_of, issued_from_fields
from contractdiff.forms.language import ENGLISH, Language, read_language, shipped_languages
from contractdiff.forms.member import member_form
from contractdiff.forms.positions import Vocabulary
from contractdiff.forms.returns import FormReader
from contractdiff.model import FormKind, ReturnedForm


def issued_json(
    document: ReturnedForm,
    language: Language = ENGLISH,
    kind: FormKind = FormKind.MEMBER,
    *,
    seats: Sequence[str] = (),
) -> str:
    """What a form is sent out as, the words for its choices, and the seats that it prints, as JSON text."""
    words = _words_of(language) if kind is FormKind.MEMBER else _words_of_exchange(kind)
    fields = {
        "form": issued_fields(issued_form_of(document)),
        "words": words,
        **({"seats": list(seats)} if seats else {}),
    }
    return json.dumps(fields, ensure_ascii=False)


def form_reader(issued: str, kind: FormKind = FormKind.MEMBER, *, waiting: bool = True) -> FormReader:
    """The reader of the copies of a form that was sent out as this JSON text.

    ``waiting`` says whether places to answer hold words until somebody answers, as in documents and not in answers
    that were saved by themselves.
    """
    fields = json.loads(issued)
    words = [fields["words"]]
    if kind is FormKind.MEMBER:
        words += [_words_of(read_language(code)) for code in shipped_languages()]
    choices: dict[str, list[Vocabulary]] = {}
    for each in words:
        for row, own in each["choices"].items():
            choices.setdefault(row, []).append(_vocabulary(own))
    placeholders = {placeholder for each in words for placeholder in each["placeholders"]} if waiting else set()
    return FormReader(issued_from_fields(fields["form"]), choices, placeholders)


@cache
def _words_of(language: Language) -> Mapping[str, Any]:
    """How a language calls what can be chosen in each row, and what waits for an answer."""
    form = member_form(language)
    asked = {question.row: question.answer for question in form.identity if question.answer.choices}
    choices = {row: {"labels": _labels(answer)} for row, answer in {**asked, POSITION: form.position}.items()}
    choices[POSITION]["synonyms"] = {code: language.synonyms[code] for code in choices[POSITION]["labels"]}
    for kind in ("negations", "conditions"):
        choices[POSITION][kind] = language.synonyms[kind]
    return {"choices": choices, "placeholders": [form.position.placeholder, form.feedback.placeholder]}


@cache
def _words_of_exchange(kind: FormKind) -> Mapping[str, Any]:
    """The same of the forms that are in English only."""
    asked = {question.row: question.answer for question in FORMS[kind].identity}
    answers = {**asked, **FIELDS}
    choices = {
        name: {
            "labels": _labels(answer),
            "synonyms": SYNONYMS.get(name, {}),
            "negations": NEGATIONS,
            "conditions": CONDITIONS,
        }
        for name, answer in answers.items()
        if answer.choices
    }
    waiting = {words for answer in answers.values() for words in (answer.placeholder, answer.words) if words}
    return {"choices": choices, "placeholders": sorted(waiting)}


def _labels(answer: Answer) -> Any:
    return {choice.code: choice.title for choice in answer.choices}


def _vocabulary(fields: Mapping[str, Any]) -> Vocabulary:
    synonyms: Mapping[str, Iterable[str]] = fields.get("synonyms", {})
    return Vocabulary(
        labels=fields["labels"],
        synonyms={code: tuple(words) for code, words in synonyms.items()},
        negations=tuple(fields.get("negations", ())),
        conditions=tuple(fields.get("conditions", ())),
    )
