"""The side-by-side page: one HTML file that needs nothing but itself and a browser.

Its Content-Security-Policy (W3C CSP Level 3) lets run the one script and the one style that it brings, by their
digests, and nothing else: no file, no address, no script that a contract's words might hold.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from contractdiff.forms.language import ENGLISH, Language
from contractdiff.forms.member import member_form
from contractdiff.forms.page.content import PageContent, page_content
from contractdiff.forms.page.markup import shown, shown_plain
from contractdiff.forms.page_one import found_of, short_words, what_this_is
from contractdiff.forms.response import form_identity
from contractdiff.forms.wording import priority_and_names
from contractdiff.model import ChangeId, Comparison, Exchange, Priority, most_serious
from contractdiff.ooxml.spoken import internal_line
from contractdiff.options import MOST_SERIOUS, ResponseOptions
from contractdiff.resources import template_path

# Scripts that are written from right to left, by the codes of their languages (Unicode, Script_Extensions).
_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_KEYS = (("n", "next"), ("p", "previous"), ("/", "words"), ("a", "answer"), ("u", "unfold"), ("?", "help"))
# What the script says, by the names that it calls it by.
_SCRIPT_WORDS = (
    *("shown", "not_kept", "nothing_to_save", "no_name", "save_anyway", "saved", "opened", "opened_partly"),
    *("not_answers", "other_form", "replace_them", "clear_all", "clear_them", "close", "file_name", "about_file"),
)
# Rows from which on a browser is spared the layout of what is out of sight: below, everything is laid out at once in a
# fraction of a second, and tools that measure the page find all of it in its place.
_LARGE = 1500
_HOLDS = "the numbers of what members answered, and the lead’s own words"
_SCRIPT_COUNTS = ("answered", "replace")


def side_by_side_page(
    comparison: Comparison,
    options: ResponseOptions,
    *,
    language: Language = ENGLISH,
    exchange: Exchange | None = None,
    drafts: Mapping[ChangeId, str] = MappingProxyType({}),
) -> bytes:
    """Return the page, an HTML file in UTF-8.

    Args:
        comparison: The changes, flagged.
        options: Who asks whom, by when members answer and where they send their answers.
        language: The language of the page; what is quoted from the contract stays as it is.
        exchange: What members and leads said, for a page that stays in the coalition: the page then has the numbers of
            what members answered, and says that it is internal. ``None`` for a page for others.
        drafts: The changes that are "new" or "reworded" since the draft before.

    Raises:
        LanguageError: The language has no words for the page.
    """
    language.check_has_page()
    say = language.say
    content = page_content(comparison, language, exchange, drafts)
    title = say("page.title", old=comparison.old.name, new=comparison.new.name)
    style = _style(language)
    script = _asset("page.js")
    page = _template().render(
        say=say,
        tag=language.tag,
        direction="rtl" if language.tag.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
        policy=_policy(script, style),
        style=_markup(style),
        script=_markup(script),
        data=_markup(_json(_script_data(comparison, language) | {"internal": exchange is not None})),
        title=say("page.internal_title", title=title) if exchange else title,
        subtitle=say("page.subtitle_of", coalition=options.coalition) if options.coalition else say("page.subtitle"),
        internal=internal_line(_HOLDS) if exchange else "",
        what_this_is=what_this_is(comparison, options, language),
        counts=_found(comparison, content, language),
        most_serious=_most_serious(comparison, language),
        not_compared=" ".join(comparison.not_compared),
        return_line=_return_line(options, language),
        identity=say("footer.form", identity=form_identity(comparison)),
        form_name=form_identity(comparison),
        form=member_form(language),
        divisions=content.divisions,
        facets=content.facets,
        row_count=content.rows,
        is_large=content.rows > _LARGE,
        old_name=comparison.old.name,
        new_name=comparison.new.name,
        keys=[(key, say(f"page.keys.{what}")) for key, what in _KEYS],
    )
    return str(page).encode("utf-8")


def _found(comparison: Comparison, content: PageContent, language: Language) -> str:
    if not comparison.changes:
        return language.say("page_one.no_change")
    changes, counts = found_of(content.priorities, language)
    return language.say("page.found", changes=changes, counts=counts)


def _return_line(options: ResponseOptions, language: Language) -> str:
    """By when and where the answers are wanted; "" where neither is given."""
    given = (("page_one.return_by", options.return_by), ("page_one.return_to", options.return_to))
    said = [f"{language.say(key)} {value}" for key, value in given if value]
    return f"{' '.join((language.say('page.return_file'), *said))}." if said else ""


def _most_serious(comparison: Comparison, language: Language) -> list[tuple[str, str, str]]:
    """The few changes that every reader should know of: their ids, what they are about, and what changed."""
    mattering = sum(change.priority is not Priority.ADMINISTRATIVE for change in comparison.changes)
    if mattering <= MOST_SERIOUS:
        return []
    return [
        (each.change.id, f"{priority_and_names(each.change, language)}.", short_words(comparison, each, language))
        for each in most_serious(comparison, MOST_SERIOUS)
    ]


@cache
def _template() -> Any:
    # a tenth of a second, which nobody should wait for who makes no page
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = template_path("page/page.html").parent
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(shown=shown, shown_plain=shown_plain)
    return made.get_template("page.html")


@cache
def _asset(name: str) -> str:
    return template_path(f"page/{name}").read_text(encoding="utf-8")


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)


def _style(language: Language) -> str:
    """The style, and in it what screen readers say before and after marked words."""
    said = {
        "deleted": f" [{language.say('glossary.deleted.word')}: ",
        "inserted": f" [{language.say('glossary.inserted.word')}: ",
        "end": "] ",
    }
    properties = "".join(f"--said-{name}: {_css_string(words)}; " for name, words in said.items())
    return f":root {{ {properties}}}\n{_asset('page.css')}"


def _css_string(words: str) -> str:
    """The words as a string of CSS (CSS Syntax Level 3, 4.3.5), all but letters and digits by their code points."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\{ord(c):06x}" for c in words) + '"'


def _policy(script: str, style: str) -> str:
    sources = (
        "default-src 'none'",
        f"script-src {_digest(script)}",
        f"style-src {_digest(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return "; ".join(sources)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _script_data(comparison: Comparison, language: Language) -> dict[str, Any]:
    """What the script has to know: which form the answers are for, and what it says."""
    say, strings = language.say, language.strings
    words: dict[str, Any] = {key: strings[f"page.script.{key}"] for key in _SCRIPT_WORDS}
    for key in _SCRIPT_COUNTS:
        words[key] = {form: strings[f"page.script.{key}.{form}"] for form in ("one", "other")}
    words["thousands"] = say("marks.thousands")
    return {
        "form": form_identity(comparison),
        "version": comparison.new.name,
        "language": language.code,
        "words": words,
    }


def _json(value: Any) -> str:
    """The value as JSON that can stand in a script element: nothing in it ends the element or begins a comment."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
