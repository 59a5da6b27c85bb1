"""Every column by which a row belongs to somebody: one list, from which `/forget`, `/mydata` and the papers are made.

A column that may hold a key and does not stand here, nor among those that hold none, fails a test.
"""

from typing import Final

from data.tables import (
    PERSONAL_OF_CHANNELS,
    Announcement,
    AuditRow,
    CaseAccount,
    CaseDelivery,
    CaseDuty,
    CaseMatter,
    CasePause,
    CaseWord,
    Conversation,
    DayAsker,
    Delivery,
    EntryRevision,
    Grant,
    LabelledQuestion,
    OpenForm,
    PageDraft,
    PageVote,
    Person,
    PollVote,
    ProgressCard,
    ShutReport,
    Signup,
    StaffName,
    Subscriber,
    UnionCase,
    UsedAllowance,
)
from data.tables.personal import Fate, Holds, PersonalColumn

_UNTIL_FORGOTTEN: Final = "until /forget"
_WITH_THE_UNION: Final = "with what it is about"

PERSONAL: Final = (
    PersonalColumn(Person, "key", Holds.KEY, Fate.ROW, _UNTIL_FORGOTTEN),
    PersonalColumn(StaffName, "person", Holds.KEY, Fate.ROW, _UNTIL_FORGOTTEN),
    PersonalColumn(Conversation, "key", Holds.TALK, Fate.ROW, "30 minutes"),
    PersonalColumn(OpenForm, "key", Holds.TALK, Fate.ROW, "a day"),
    PersonalColumn(Subscriber, "chat", Holds.KEY, Fate.ROW, _UNTIL_FORGOTTEN),
    PersonalColumn(Delivery, "chat", Holds.KEY, Fate.ROW, _UNTIL_FORGOTTEN),
    PersonalColumn(Announcement, "prepared_to", Holds.KEY, Fate.EMPTIED, _WITH_THE_UNION),
    PersonalColumn(Signup, "person", Holds.KEY, Fate.ROW, _UNTIL_FORGOTTEN),
    PersonalColumn(PollVote, "person", Holds.KEY, Fate.ROW, _UNTIL_FORGOTTEN),
    PersonalColumn(CaseDuty, "person", Holds.KEY, Fate.ROW, _UNTIL_FORGOTTEN),
    PersonalColumn(UnionCase, "owner", Holds.DIGEST, Fate.TRADE, "UNIONBOT_CASE_KEEP_DAYS after it closed"),
    PersonalColumn(UnionCase, "address", Holds.SEALED, Fate.TRADE, "UNIONBOT_CASE_KEEP_DAYS after it closed"),
    PersonalColumn(DayAsker, "asker", Holds.DIGEST, Fate.TRADE, "the day"),
    PersonalColumn(ShutReport, "mark", Holds.DIGEST, Fate.ENDS, "the day"),
    PersonalColumn(PageVote, "answer", Holds.DIGEST, Fate.ENDS, "30 minutes"),
    PersonalColumn(CasePause, "owner", Holds.DIGEST, Fate.ENDS, "while it lasts"),
    PersonalColumn(UsedAllowance, "key", Holds.DIGEST, Fate.ENDS, "the day"),
    PersonalColumn(Grant, "person", Holds.KEY, Fate.RECORD, "until the right is taken"),
    PersonalColumn(Grant, "given_by", Holds.KEY, Fate.RECORD, "until the right is taken"),
    PersonalColumn(Announcement, "author", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(Announcement, "approver", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(ProgressCard, "chat", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(UnionCase, "holder", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(UnionCase, "avoid", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(CaseMatter, "agreed_by", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(CaseWord, "person", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(CaseDelivery, "recipient", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(CaseAccount, "by", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(AuditRow, "actor", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(AuditRow, "subject", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(EntryRevision, "actor", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(LabelledQuestion, "added_by", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(PageDraft, "actor", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    PersonalColumn(PageDraft, "decided_by", Holds.KEY, Fate.RECORD, _WITH_THE_UNION),
    *PERSONAL_OF_CHANNELS,
)


def with_fate(fate: Fate) -> tuple[PersonalColumn, ...]:
    """The columns that `/forget` does this with."""
    return tuple(one for one in PERSONAL if one.fate is fate)
