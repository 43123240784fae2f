"""What Typst leaves open in a tagged PDF, written into it afterwards: the first cell of a table's row heads the row.

Typst tags the headings of columns, not those of rows. Validators pass a table without them; a person who has it read
out hears figures without knowing whose they are. Nothing of the pages is touched, and the same file gives the same.
"""

from __future__ import annotations

import io
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

GROUPS: Final = (Name.Table, Name.TBody, Name.TFoot)


def with_row_headings(pdf: bytes) -> bytes:
    """The file with a heading in each row of each table's body."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        waiting = [file.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            for kid in _kids(element):
                if kid.get(Name.S) == Name.TR and element.get(Name.S) in GROUPS:
                    _head(kid)
                elif kid.get(Name.S) != Name.THead:
                    waiting.append(kid)
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _head(row: Object) -> None:
    """Makes the row's first cell its heading. Its cells no more name their columns' headings alone: a cell that names
    some is read out with those only, and never with its row's."""
    for at, cell in enumerate(_kids(row)):
        table = next((one for one in _attributes(cell) if one.get(Name.O) == Name.Table), None)
        if table is not None and Name.Headers in table:
            del table[Name.Headers]
        if at == 0 and cell.get(Name.S) == Name.TD:
            if table is None:
                table = Dictionary(O=Name.Table)
                cell[Name.A] = Array([*_attributes(cell), table])
            cell[Name.S] = Name.TH
            table[Name.Scope] = Name.Row


def _kids(element: Object) -> list[Object]:
    """The elements right within one, without the marks that stand for words on the page."""
    kids = element.get(Name.K)
    several = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in several if isinstance(kid, Dictionary) and Name.S in kid]


def _attributes(cell: Object) -> list[Object]:
    found = cell.get(Name.A)
    return list(found) if isinstance(found, Array) else [found] if isinstance(found, Dictionary) else []
