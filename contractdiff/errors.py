"""What can go wrong for a user, each kind with its exit code.

A message says what is wrong, where, and what to do next. Library code raises these and nothing else
for bad input; only the command line turns them into text and an exit code.
"""


class ContractDiffError(Exception):
    """Root of every error a user can cause or mend."""

    exit_code = 1


class InputError(ContractDiffError):
    """A file that cannot be used."""

    exit_code = 3


class UnreadableError(InputError):
    """A file that is missing, empty, damaged or not what its name says."""


class UnsupportedFormatError(InputError):
    """A format that is not read."""


class EncryptedError(InputError):
    """A file that needs a password."""


class NoTextError(InputError):
    """A file without text: scanned pages, or nothing but pictures."""


class PairsError(InputError):
    """A pairs file that cannot be understood, contradicts itself, or names what fits no clause or several."""


class RulesError(InputError):
    """A rule file that cannot be read or understood."""


class NotThereError(ContractDiffError):
    """A change or a clause that was asked for and is not there."""

    exit_code = 2


class TableError(ContractDiffError):
    """A table of counts that is none: rows of different lengths, or counts below 0."""

    exit_code = 2


class DocketError(ContractDiffError):
    """A docket that is damaged, of a later version of the program, or held by another command."""

    exit_code = 4


class PacketError(ContractDiffError):
    """A packet that may not leave the coalition."""

    exit_code = 4


class FormError(ContractDiffError):
    """A roster, a form or a decision that cannot be used."""

    exit_code = 5


class LanguageError(ContractDiffError):
    """A language that forms cannot be written in: one that is not there, or a file of it that is not complete."""

    exit_code = 5


class TemplateError(ContractDiffError):
    """A Word template that lacks something the document needs."""

    exit_code = 6


class OutputError(ContractDiffError):
    """An output that exists already or cannot be written."""

    exit_code = 7


class EngineError(OutputError):
    """A program by which a document was to be made, and that is not there, fails or takes too long."""
