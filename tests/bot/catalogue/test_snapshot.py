"""The shipped subjects carry what the program must know of them."""

import pytest

from bot.catalogue.snapshot import Snapshot
from data.catalogue.entries import SubjectKey


@pytest.mark.parametrize("key", [key for key in SubjectKey if key is not SubjectKey.PERSONAL])
def test_each_key_has_its_one_subject(shipped_snapshot: Snapshot, key: SubjectKey) -> None:
    (one,) = [subject for subject in shipped_snapshot.subjects.values() if key in subject.keys]
    assert shipped_snapshot.subject_for(key) == one
    assert shipped_snapshot.has_key(one.id, key)
    assert not shipped_snapshot.has_key(None, key)
    assert not shipped_snapshot.has_key("of_no_subject", key)
