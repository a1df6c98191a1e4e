"""A list that grows on disk, gone through as often as one likes."""

from directory.imports.disk_list import Spool


def test_a_disk_list_gives_back_what_was_put_in_as_often_as_asked():
    items_on_disk: Spool = Spool()
    items = [(number, "x" * 1000, {"a": [True]}) for number in range(3000)]
    for item in items:
        items_on_disk.append(item)

    assert next(iter(items_on_disk)) == items[0]
    items_on_disk.append("last")

    assert len(items_on_disk) == 3001
    assert list(items_on_disk) == [*items, "last"] == list(items_on_disk)
    items_on_disk.close()
