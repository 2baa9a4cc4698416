"""The journal keeps what passed, in order and within bounds."""

from sandbox.journal import Journal


def test_old_rows_go_and_numbers_stay() -> None:
    journal = Journal(most=10)
    for n in range(1, 15):
        journal.add(n)
    assert journal.last == 14
    assert [row for _, row in journal.after(12)] == [13, 14]
    assert all(number == row for number, row in journal.after(0))
    assert len(journal) <= 10
    journal.clear()
    journal.add(15)
    assert journal.after(14) == [(15, 15)]
