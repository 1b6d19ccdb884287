"""``contractdiff compare OLD NEW``."""

from pathlib import Path

import click

from contractdiff.cli.clock import now
from contractdiff.cli.shared_options import language_option, rules_option, template_option, tracked_option
from contractdiff.cli.showing import account, progress_bar, show_notices, write_json
from contractdiff.options import ReadOptions, ResponseOptions

CHANGES_FOUND = 10
NOTICES_GIVEN = 8
_COMMENTS_ARE_SENT = (
    "Note: The comments in the margins of the files are printed in Appendix C of the response document. Where members "
    "are not to read them, delete them in the files and compare again."
)
_REPLACED_PAIRS = "Note: {} held other lines; those of {} are kept there instead."
_NO_LAW = "Not written: {}, as no change cites a law."
_KEPT_PAIRS = "Note: Paired by hand as {} says. To compare without it, delete that file, or give another with --pairs."


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="DOCKET", type=click.Path(path_type=Path), help="Folder for the documents.")
@click.option("--json", "json_file", metavar="FILE", help="Write the comparison as JSON (- for the terminal).")
@click.option(
    "--response", metavar="FILE", type=click.Path(path_type=Path), help="Write the response document (Word) here."
)
@click.option(
    "--page",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a page for the browser, old beside new.",
)
@click.option("--old-label", metavar="TEXT", default="", help="What to call the old version, such as FY2011.")
@click.option("--new-label", metavar="TEXT", default="", help="What to call the new version, such as FY2012.")
@click.option("--agency", metavar="NAME", default="", help="The agency that issued the contract.")
@click.option("--coalition", metavar="NAME", default="", help="The coalition that asks its members.")
@click.option("--return-by", metavar="DATE", default="", help="Date by which members answer, printed as given.")
@click.option("--return-to", metavar="ADDRESS", default="", help="Where members send their answers, printed as given.")
@template_option
@tracked_option
@click.option(
    "--declared",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The agency's own marked copy (Word with tracked changes): says which changes it does not show.",
)
@click.option(
    "--pairs",
    "pairs_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Clauses that you pair otherwise, a line each: join 4.2 with 5.1.",
)
@click.option(
    "--benchmark",
    metavar="OTHER",
    type=click.Path(path_type=Path),
    help="Another agency's contract: says for each change whether it still reads like OLD there.",
)
@click.option("--benchmark-label", metavar="TEXT", default="", help="What to call the other agency's contract.")
@click.option(
    "--previous",
    metavar="DOCKET",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An earlier proceeding: says which changes were withdrawn in it and are back. May be given more than once.",
)
@rules_option
@click.option("--provider", metavar="NAME", default="", help="What the contract calls the provider, such as Operator.")
@language_option
@click.option("--force", is_flag=True, help="Replace documents that are there already.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--exit-code", is_flag=True, help=f"Exit with {CHANGES_FOUND} when changes were found.")
@click.option(
    "--strict", is_flag=True, help=f"Exit with {NOTICES_GIVEN} when something could not be read or is to be noted."
)
def compare(
    old: Path,
    new: Path,
    output: Path | None,
    json_file: str | None,
    response: Path | None,
    page: Path | None,
    old_label: str,
    new_label: str,
    agency: str,
    coalition: str,
    return_by: str,
    return_to: str,
    template: Path | None,
    tracked: str,
    declared: Path | None,
    pairs_file: Path | None,
    benchmark: Path | None,
    benchmark_label: str,
    previous: tuple[Path, ...],
    rules: tuple[str, ...],
    provider: str,
    language: str,
    force: bool,
    quiet: bool,
    exit_code: bool,
    strict: bool,
) -> int:
    """Compare two versions of a contract, clause by clause.

    OLD and NEW are files in any mix of formats (Word, PDF, web page, plain text, Markdown; with LibreOffice also .doc,
    .odt, .rtf), or folders that hold an agreement and its exhibits. Written are a Word document in which members answer
    every change (response.docx), a worksheet on the laws that the changes cite (authorities.docx), and the same
    comparison for programs (comparison.json), in a folder named after the new version. With --json, --response or
    --page and no -o, only those files are written.

    Where clauses are paired that do not belong together, or not paired that do, write a text file and give it with
    --pairs: the old version on the left, the new one on the right, clauses by their numbers or by the words they begin
    with. The lines are kept in the folder as pairs.txt, and used again when the comparison is made again with --force.

    \b
      join 4.2 with 5.1 and 5.2
      part 4.3 from 4.3
      delete 4.4
      add 6.1
      join "The Provider keeps records" with "Records are kept"   # a comment

    \b
    Examples:
      contractdiff compare fy2011.docx fy2012.pdf
      contractdiff compare fy2011.docx fy2012.docx -o fy2012-docket --old-label FY2011 \\
          --new-label FY2012 --coalition "Human Services Coalition" \\
          --return-by "Friday, June 10" --return-to feedback@example.org
      contractdiff compare fy2011.docx fy2012.docx --benchmark other-agency-2011.docx
    """  # noqa: D301
    from contractdiff import api
    from contractdiff.api import Destination
    from contractdiff.model import NoticeCode, Party, TrackedView

    if json_file == "" or (output is not None and not str(output).strip(". ") and not output.name):
        raise click.UsageError("-o and --json need a name.")
    named = json_file is not None or response is not None or page is not None
    to_screen = json_file == "-"
    destination = Destination(
        docket=output if output is not None or named else api.default_docket(new, inputs=(old, new)),
        json=Path(json_file) if json_file is not None and not to_screen else None,
        response=response,
        page=page,
        force=force,
    )
    if provider and provider.strip().lower() == agency.strip().lower():
        raise click.UsageError("--provider and --agency give the same name.")
    given = api.read_pairs(pairs_file) if pairs_file else None
    destination.check(inputs=(old, new, *(each for each in (declared, pairs_file, benchmark) if each)))
    pairs = given or destination.kept_pairs()
    replaces = given is not None and destination.replaces_pairs(given)
    comparison = api.compare(
        old,
        new,
        old_name=old_label,
        new_name=new_label,
        declared=declared,
        pairs=pairs,
        benchmark=benchmark,
        benchmark_name=benchmark_label,
        rules=api.read_rules(rules),
        parties=[(name, party) for name, party in ((provider, Party.PROVIDER), (agency, Party.AGENCY)) if name],
        options=ReadOptions(tracked=TrackedView(tracked), languages=language),
        progress=progress_bar(quiet=quiet),
    )
    comparison = api.told_back(comparison, previous) if previous else comparison
    options = ResponseOptions(agency=agency, coalition=coalition, return_by=return_by, return_to=return_to)
    written = api.write_comparison(comparison, destination, options, template=template, pairs=pairs)
    if destination.docket is not None:
        document = destination.response_files()[0].read_bytes()
        sources = ((comparison.old, old), (comparison.new, new))
        api.keep_comparison(destination.docket, comparison, options, response=document, at=now(), sources=sources)
    response_written = bool(destination.response_files())
    if to_screen:
        write_json(api.to_json(comparison))
    if not quiet:
        show_notices(comparison)
        left_out = sum(notice.code is NoticeCode.PAIRS_LEFT_OUT for notice in comparison.notices)
        if pairs is not None and pairs.kept and len(pairs.lines) > left_out:
            click.echo(_KEPT_PAIRS.format(destination.pairs_file()), err=True)
        if given is not None and replaces:
            click.echo(_REPLACED_PAIRS.format(destination.pairs_file(), pairs_file), err=True)
        if response_written and any(side.reading.all_comments for side in (comparison.old, comparison.new)):
            click.echo(_COMMENTS_ARE_SENT, err=True)
        missing = [path for path in destination.worksheet_files() if comparison.changes and path not in written]
        outcome = [f"Written: {path}" for path in written] + [_NO_LAW.format(path) for path in missing]
        for line in [*account(comparison), "", *outcome]:
            click.echo(line, err=to_screen)
    read = [each.reading for each in (comparison.old, comparison.new, comparison.benchmark) if each]
    if strict and (comparison.notices or any(reading.all_notices for reading in read)):
        return NOTICES_GIVEN
    return CHANGES_FOUND if exit_code and comparison.changes else 0
