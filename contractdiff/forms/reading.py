"""The reader of member forms: what a form was sent out as, with the words for its choices in every language.

Both are kept as JSON text when a form goes out, since its language may be one of somebody's own file.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from contractdiff.forms.issued import POSITION, issued_fields, issued_form_of, issued_from_fields
from contractdiff.forms.language import Language, read_language, shipped_languages
from contractdiff.forms.member import member_form
from contractdiff.forms.positions import Vocabulary
from contractdiff.forms.returns import FormReader
from contractdiff.model import ReturnedForm


def issued_json(document: ReturnedForm, language: Language) -> str:
    """What a form is sent out as, and the words of its language, as JSON text."""
    fields = {"form": issued_fields(issued_form_of(document)), "words": _words_of(language)}
    return json.dumps(fields, ensure_ascii=False)


def member_form_reader(issued: str) -> FormReader:
    """The reader of the copies of a form that was sent out as this JSON text."""
    fields = json.loads(issued)
    words = [fields["words"], *(_words_of(read_language(code)) for code in shipped_languages())]
    choices: dict[str, list[Vocabulary]] = {}
    for each in words:
        for row, own in each["choices"].items():
            choices.setdefault(row, []).append(_vocabulary(own))
    placeholders = {placeholder for each in words for placeholder in each["placeholders"]}
    return FormReader(issued_from_fields(fields["form"]), choices, placeholders)


@cache
def _words_of(language: Language) -> Mapping[str, Any]:
    """How a language calls what can be chosen in each row, and what waits for an answer."""
    form = member_form(language)
    asked = {question.row: question.answer for question in form.identity if question.answer.choices}
    labels = {
        row: {choice.code: choice.title for choice in answer.choices}
        for row, answer in {**asked, POSITION: form.position}.items()
    }
    choices: dict[str, dict[str, Any]] = {row: {"labels": own} for row, own in labels.items()}
    choices[POSITION]["synonyms"] = {code: language.synonyms[code] for code in labels[POSITION]}
    for kind in ("negations", "conditions"):
        choices[POSITION][kind] = language.synonyms[kind]
    return {"choices": choices, "placeholders": [form.position.placeholder, form.feedback.placeholder]}


def _vocabulary(fields: Mapping[str, Any]) -> Vocabulary:
    synonyms: Mapping[str, Iterable[str]] = fields.get("synonyms", {})
    return Vocabulary(
        labels=fields["labels"],
        synonyms={code: tuple(words) for code, words in synonyms.items()},
        negations=tuple(fields.get("negations", ())),
        conditions=tuple(fields.get("conditions", ())),
    )
