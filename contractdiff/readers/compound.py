"""The compound files in which old Office programs keep their streams (MS-CFB)."""

import struct

# What stands in place of the number of a sector where a chain ends, or a sector is not in use.
_NO_SECTOR = 0xFFFFFFFA
_ROOT, _STREAM = 5, 2
_SHORT_SECTOR = 64


def number_at(data: bytes, at: int, size: int) -> int:
    """A number of so many bytes, the lowest first; what is not there counts as nothing."""
    return int.from_bytes(data[at : at + size], "little")


class Streams:
    """The streams of a compound file: chains of sectors, the short ones within a stream of their own.

    Whatever the bytes are, no more is taken from them than they hold.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(max(number_at(data, 30, 2), 7), 16)
        self._sectors = len(data) // self._size + 1
        self._table = self._sector_table()
        self._entries: dict[str, tuple[int, int]] = {}
        self._short = b""
        directory = self._chain(number_at(data, 48, 4))
        for at in range(0, len(directory) - 127, 128):
            entry = directory[at : at + 128]
            name = entry[: max(number_at(entry, 64, 2) - 2, 0)].decode("utf-16-le", "replace")
            start, size = number_at(entry, 116, 4), number_at(entry, 120, 4)
            if entry[66] == _ROOT:
                self._short = self._short or self._chain(start)
            elif entry[66] == _STREAM:
                self._entries.setdefault(name, (start, size))
        self._short_table = _numbers(self._chain(number_at(data, 60, 4)))

    def read(self, name: str, most: int = 1 << 26) -> bytes:
        """A stream's bytes, at most so many; empty where there is none of that name."""
        start, size = self._entries.get(name, (_NO_SECTOR, 0))
        size = min(size, most)
        if self._entries.get(name, (0, 0))[1] >= number_at(self._data, 56, 4):
            return self._chain(start)[:size]
        parts: list[bytes] = []
        while start < len(self._short_table) and len(parts) * _SHORT_SECTOR < size:
            parts.append(self._short[_SHORT_SECTOR * start : _SHORT_SECTOR * (start + 1)])
            start = self._short_table[start]
        return b"".join(parts)[:size]

    def _sector_table(self) -> list[int]:
        """Which sector follows on which."""
        numbers = _numbers(self._data[76:512])
        further = number_at(self._data, 68, 4)
        while further < _NO_SECTOR and len(numbers) < self._sectors:
            sector = _numbers(self._sector(further))
            if not sector:
                break
            numbers += sector[:-1]
            further = sector[-1]
        table: list[int] = []
        for number in numbers:
            if len(table) >= self._sectors:
                break
            table += _numbers(self._sector(number)) if number < _NO_SECTOR else []
        return table

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, number: int) -> bytes:
        parts: list[bytes] = []
        while number < len(self._table) and len(parts) < self._sectors:
            parts.append(self._sector(number))
            number = self._table[number]
        return b"".join(parts)


def _numbers(data: bytes) -> list[int]:
    """Numbers of four bytes each."""
    return list(struct.unpack_from(f"<{len(data) // 4}I", data))
