"""All that is looked for before files leave the coalition, and what was found.

Every check is told, passed or not, always in the same order. Whatever cannot be read is a finding, and so is a check
that could not be carried out: nothing passes because it was not understood.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from contractdiff.errors import InputError
from contractdiff.model import Check, Guard
from contractdiff.release import pdf_checks, settings_checks, text_checks
from contractdiff.release.hidden import hidden_text
from contractdiff.release.names import NameFinder
from contractdiff.release.pdf_checks import PdfFile, open_pdf_file, pdf_places
from contractdiff.release.places import Kind, Place, byte_texts, word_places
from contractdiff.release.public import RUN, Public
from contractdiff.release.tables import small_counts
from contractdiff.release.verbatim import taken_over, weight
from contractdiff.release.word_file import WordFile, open_word
from contractdiff.release.words import Words, plain_words, words_of

# So many findings of a check are told one by one.
_TOLD = 100

_WordCheck = Callable[[WordFile, Guard], Iterable[str]]
_PdfCheck = Callable[[PdfFile, Guard], Iterable[str]]
_PlaceCheck = Callable[[list[Place], Guard], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A check: its id, what holds where it is passed, what to do otherwise, and how it is carried out."""

    id: str
    title: str
    remedy: str
    word: _WordCheck | None = None
    pdf: _PdfCheck | None = None
    places: _PlaceCheck | None = None


_AGAIN = "Make the file anew with contractdiff instead of saving it in Word."
_ROWS = (
    _Row(
        id="readable",
        title="Every file is a Word document or a PDF, and all of it could be read",
        remedy="Leave it out, or make it anew.",
    ),
    _Row(
        id="file-names",
        title="No name of a file tells who wrote it or whom it is about",
        remedy="Give the file another name.",
    ),
    _Row(
        id="archive",
        title="The Word files hold nothing besides their parts, and no dates",
        remedy=_AGAIN,
        word=settings_checks.archive,
    ),
    _Row(
        id="unknown-parts",
        title="The Word files are made of the parts of plain documents alone",
        remedy=_AGAIN,
        word=settings_checks.unknown_parts,
    ),
    _Row(
        id="core-properties",
        title="The files' properties name their title, their language and the coalition, and nothing else",
        remedy=_AGAIN,
        word=settings_checks.core_properties,
    ),
    _Row(
        id="app-properties",
        title="Company, manager, template and editing time are in no file",
        remedy=_AGAIN,
        word=settings_checks.app_properties,
    ),
    _Row(
        id="custom-properties",
        title="There are no custom properties but our own",
        remedy=_AGAIN,
        word=settings_checks.custom_properties,
    ),
    _Row(
        id="comments",
        title="There are no comments and no list of reviewers",
        remedy="Delete all comments.",
        word=settings_checks.comments,
    ),
    _Row(
        id="tracked-changes",
        title="There are no tracked changes",
        remedy="Accept or reject all changes and switch tracking off.",
        word=text_checks.tracked_changes,
    ),
    _Row(
        id="revision-ids",
        title="Nothing tells which words were written in one sitting",
        remedy=_AGAIN,
        word=settings_checks.revision_ids,
    ),
    _Row(
        id="hidden-text",
        title="All words can be seen",
        remedy="Delete these words, or make them visible.",
        word=hidden_text,
        pdf=pdf_checks.pdf_hidden,
    ),
    _Row(
        id="document-variables",
        title="There are no document variables",
        remedy=_AGAIN,
        word=settings_checks.document_variables,
    ),
    _Row(
        id="custom-xml",
        title="There is no data of other programs",
        remedy=_AGAIN,
        word=settings_checks.custom_xml,
    ),
    _Row(
        id="external-links",
        title="The files refer to nothing outside of them but to addresses that are allowed",
        remedy="Remove the link, or allow its address.",
        word=settings_checks.external_links,
        pdf=pdf_checks.pdf_links,
        places=text_checks.links_of_fields,
    ),
    _Row(
        id="mail-merge",
        title="No file is a form letter",
        remedy="Turn it into a normal document (Mailings, Start Mail Merge).",
        word=settings_checks.mail_merge,
    ),
    _Row(
        id="edit-permissions",
        title="No file names who may change it",
        remedy="Remove the permissions (Review, Restrict Editing).",
        word=text_checks.edit_permissions,
    ),
    _Row(
        id="embedded-objects",
        title="There are no embedded files, controls or programs",
        remedy="Delete them.",
        word=text_checks.embedded_objects,
    ),
    _Row(
        id="image-metadata",
        title="Pictures hold nothing but the picture",
        remedy="Put in a copy without it, or make the file anew with contractdiff.",
        word=settings_checks.image_metadata,
        pdf=pdf_checks.pdf_images,
    ),
    _Row(
        id="thumbnail",
        title="There is no picture of the first page",
        remedy=_AGAIN,
        word=settings_checks.thumbnail,
    ),
    _Row(
        id="glossary",
        title="There are no building blocks of a template",
        remedy=_AGAIN,
        word=settings_checks.glossary,
    ),
    _Row(
        id="alt-text",
        title="Descriptions of pictures and tables hold no names and no paths",
        remedy="Write another description.",
        places=text_checks.alt_text,
    ),
    _Row(
        id="field-codes",
        title="Fields bring in nothing from outside, and no names",
        remedy="Replace the field by its words (click it and press Ctrl+Shift+F9).",
        places=text_checks.field_codes,
    ),
    _Row(
        id="margins",
        title="No name that must not be told stands in headers, footers, notes or text boxes",
        remedy="Take the name out.",
    ),
    _Row(
        id="names",
        title="No name that must not be told stands anywhere in the files",
        remedy="Take the name out.",
    ),
    _Row(
        id="names-in-doubt",
        title="No word could be such a name",
        remedy="Look yourself: if it is a plain word, add the passage to the public texts; otherwise take it out.",
    ),
    _Row(
        id="verbatim-words",
        title="No words of those who did not allow to quote them, and no internal notes, stand in the files",
        remedy="Say it in other words.",
    ),
    _Row(
        id="words-in-doubt",
        title="No words could be taken from such texts",
        remedy="Look yourself: if anybody would say it so, let it stand; otherwise say it in other words.",
    ),
    _Row(
        id="small-counts",
        title="No table shows a count that is too small, or lets one be worked out",
        remedy="Make the table anew.",
        word=small_counts,
    ),
    _Row(
        id="pdf-properties",
        title="The PDF files do not say by whom, when and with what they were made",
        remedy="Make the PDF anew with contractdiff.",
        pdf=pdf_checks.pdf_properties,
    ),
    _Row(
        id="pdf-attachments",
        title="The PDF files hold no other files",
        remedy="Make the PDF anew without them.",
        pdf=pdf_checks.pdf_attachments,
    ),
    _Row(
        id="pdf-annotations",
        title="The PDF files hold no comments and no fields",
        remedy="Delete them.",
        pdf=pdf_checks.pdf_annotations,
    ),
    _Row(
        id="pdf-scripts",
        title="The PDF files hold no programs",
        remedy="Make the PDF anew without them.",
        pdf=pdf_checks.pdf_scripts,
    ),
    _Row(
        id="pdf-layers",
        title="The PDF files have no layers",
        remedy="Make the PDF anew without them.",
        pdf=pdf_checks.pdf_layers,
    ),
    _Row(
        id="pdf-leftovers",
        title="The PDF files hold nothing besides what their pages need",
        remedy="Make the PDF anew with contractdiff.",
        pdf=pdf_checks.pdf_leftovers,
    ),
)
CHECK_IDS = tuple(row.id for row in _ROWS)
"""The ids of all checks, in the order in which they are told."""

_TOLD_UNDER = {
    Kind.MARGIN: "margins",
    Kind.DESCRIPTION: "alt-text",
    Kind.FIELD: "field-codes",
    Kind.FILE_NAME: "file-names",
}


def check_package(files: Mapping[str, bytes], guard: Guard) -> tuple[Check, ...]:
    """All checks in their order, each with what it found in the files.

    The packet may leave only where every check is passed.

    Args:
        files: The files of the packet by their names.
        guard: What must not stand in them, and what may.
    """
    found: dict[str, list[str]] = {row.id: [] for row in _ROWS}
    if not files:
        found["readable"].append("There are no files to be checked. Make the packet first.")
    places: list[Place] = []
    for name, data in files.items():
        places.append(Place(file=name, where="its name", kind=Kind.FILE_NAME, text=name))
        opened = _open(name, data, found, places)
        if opened is not None:
            _check_file(opened, guard, found, places)
    try:
        _check_words(places, guard, found)
    except Exception as error:
        found["names"].append(f"The words of the files could not be looked through ({error!r}). Report this.")
    return tuple(Check(id=row.id, title=row.title, findings=_told(found[row.id])) for row in _ROWS)


def _open(name: str, data: bytes, found: dict[str, list[str]], places: list[Place]) -> WordFile | PdfFile | None:
    """A file taken apart; ``None`` where it cannot be, which is told, and its bytes are looked through as they are."""
    why = "it is neither a Word document nor a PDF"
    try:
        ending = name.lower().rpartition(".")[2]
        if data.startswith(b"%PDF-") and ending == "pdf":
            return open_pdf_file(name, data)
        if ending == "docx":
            return open_word(name, data)
    except InputError as error:
        why = str(error)
    except Exception as error:  # whatever it is, the file was not read
        why = f"it could not be read ({type(error).__name__})"
    found["readable"].append(f"{name}: {why}. Leave it out, or make it anew.")
    places += [Place(file=name, where="its bytes", kind=Kind.ELSEWHERE, text=text) for text in byte_texts(data)]
    return None


def _check_file(file: WordFile | PdfFile, guard: Guard, found: dict[str, list[str]], places: list[Place]) -> None:
    own: list[Place] = []

    def gather(_: Guard) -> Iterator[str]:
        own.extend(word_places(file) if isinstance(file, WordFile) else pdf_places(file))
        yield from (f"{part}: it is not well-formed" for part in getattr(file, "damaged", ()))

    def carry_out(row: _Row, check: Callable[[], Iterable[str]]) -> None:
        try:
            told = [f"{file.name}, {what}. {row.remedy}" for what in check()]
        except Exception as error:  # a check that fails has not been passed
            told = [f"{file.name}: this check could not be carried out ({error!r}). {row.remedy}"]
        found[row.id] += dict.fromkeys(told)

    carry_out(_ROWS[0], lambda: gather(guard))
    places += own
    for row in _ROWS:
        if isinstance(file, WordFile):
            if row.word is not None:
                carry_out(row, lambda row=row: row.word(file, guard))  # type: ignore[misc]
            if row.places is not None:
                carry_out(row, lambda row=row: row.places(own, guard))  # type: ignore[misc]
        elif row.pdf is not None:
            carry_out(row, lambda row=row: row.pdf(file, guard))  # type: ignore[misc]
    if isinstance(file, WordFile):
        for author in sorted(text_checks.authors(file)):
            if len(author) > 1 and author != guard.coalition and _stands_in(author, file.name):
                found["file-names"].append(
                    f"{file.name}: its name holds that of an author, “{author}”. {_remedy('file-names')}"
                )


def _check_words(places: list[Place], guard: Guard, found: dict[str, list[str]]) -> None:
    public, theirs = Public(guard.public), Public(guard.theirs)
    finder = NameFinder(guard.names, public, theirs)
    own = {words for each in guard.signed if (words := tuple(plain_words(each)))}
    signing = NameFinder(
        (name for name in guard.names if tuple(plain_words(name)) not in own),
        Public((*guard.public, *guard.signed)),
        theirs,
    )
    texts = [words_of(place.text) for place in places]
    for name in finder.unusable:
        found["names-in-doubt"].append(
            f"The name “{name}” has no letters and cannot be looked for. Correct the roster."
        )
    lines = _SignedLines(guard.signed)
    told: set[tuple[str, str, str, str]] = set()
    for place, text in zip(places, texts, strict=True):
        is_pdf = place.file.lower().endswith(".pdf")
        for hit in (signing if place.kind is Kind.SIGNED else finder).find(text):
            if hit.in_doubt and place.kind is Kind.ELSEWHERE and hit.first == hit.last:
                continue  # a plain word in what a program says
            if is_pdf and lines.hold(text, hit.first, hit.last):
                continue
            # a file is called by no sentence: several words of a name are the name
            in_doubt = hit.in_doubt and not (place.kind is Kind.FILE_NAME and hit.last > hit.first)
            check = "names-in-doubt" if in_doubt else _TOLD_UNDER.get(place.kind, "names")
            around = text.around(hit.first, hit.last)
            if (check, place.file, hit.name, around) in told:
                continue
            told.add((check, place.file, hit.name, around))
            says = "may be the name" if in_doubt else "is a name that must not be told:"
            found[check].append(
                f"{_where(place, text, hit.first)}: “{_line(text.between(hit.first, hit.last))}” {says} “{hit.name}”, "
                f"in “{around}”. {_remedy(check)}"
            )
    _check_verbatim(places, texts, guard, found)


def _check_verbatim(places: list[Place], texts: list[Words], guard: Guard, found: dict[str, list[str]]) -> None:
    public = Public((*guard.public, *guard.signed, *guard.allowed))
    certain = taken_over(texts, guard.texts, Public((*guard.public, *guard.signed, *guard.allowed, *guard.proposed)))
    for taken in taken_over(texts, guard.texts, public) if guard.proposed else certain:
        place, text = places[taken.text], texts[taken.text]
        sure = any(
            each.text == taken.text and each.first <= taken.last and taken.first <= each.last for each in certain
        )
        much = weight(text, taken, public, RUN)
        if not much:
            continue
        check = "verbatim-words" if sure and much > 1 else "words-in-doubt"
        says = "are taken" if check == "verbatim-words" else "may be taken"
        found[check].append(
            f"{_where(place, text, taken.first)}: the words “{text.around(taken.first, taken.last, more=0)}” {says} "
            f"from what must not be quoted. {_remedy(check)}"
        )


class _SignedLines:
    """Tells lines of a page that hold nothing but what signatures say."""

    def __init__(self, signed: Iterable[str]) -> None:
        self._words = frozenset(word for each in signed for word in plain_words(each))

    def hold(self, text: Words, first: int, last: int) -> bool:
        """Whether the lines in which these words stand are such."""
        if not self._words:
            return False
        start = text.text.rfind("\n", 0, text.spans[first][0]) + 1
        stop = text.text.find("\n", text.spans[last][1])
        return self._words.issuperset(plain_words(text.text[start : stop if stop >= 0 else len(text.text)]))


# The id of a row at the beginning of a line, by which a reader finds the place.
_ROW_ID = re.compile(r"^\s*([A-Z]-\d{2,})\b", re.MULTILINE)


def _where(place: Place, text: Words, first: int) -> str:
    """Where words stand: the file, where in it, and below which row of a table."""
    row = ""
    if place.kind is Kind.TEXT:
        for match in _ROW_ID.finditer(place.text, 0, text.spans[first][0]):
            row = match[1]
    return f"{place.file}, {place.where}{f', at {row}' if row else ''}"


def _remedy(check: str) -> str:
    return next(row.remedy for row in _ROWS if row.id == check)


def _told(findings: list[str]) -> tuple[str, ...]:
    told = tuple(dict.fromkeys(findings))
    if len(told) <= _TOLD:
        return told
    return (*told[:_TOLD], f"There are {len(told) - _TOLD:,} more of these. Mend those above and check again.")


def _stands_in(name: str, file_name: str) -> bool:
    return bool(NameFinder((name,), Public(())).find(words_of(file_name)))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
