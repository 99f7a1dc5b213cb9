"""Where a meeting stands 会议走到哪一步: its six steps, and what each of them waits for."""

from dataclasses import dataclass

from mutualfund.ballot import Sitting
from mutualfund.models import MeetingStatus, MinutesVersion

STEPS = ("议程", "签到", "表决", "决定", "纪要", "通知与付款单")
AGENDA, ROLL, VOTES, SIGNING, MINUTES, PAPERS = range(1, 7)


@dataclass(frozen=True)
class MeetingStep:
    """One step: done, now or ahead, and in words what it waits for or what came of it."""

    number: int
    words: str
    state: str
    note: str


def _stands_at(sitting: Sitting, *, is_signed: bool) -> int:
    """The step (from 1) the meeting waits at; 7 when all is done, 0 when it was called off."""
    status = sitting.meeting.status
    if status == MeetingStatus.DROPPED:
        return 0
    if status == MeetingStatus.PLANNED:
        return ROLL
    if status == MeetingStatus.CLOSED:
        return PAPERS + 1 if is_signed else MINUTES
    if any(not ballot.is_ripe for ballot in sitting.undecided):
        return VOTES
    return SIGNING if sitting.undecided else MINUTES


def _notes(sitting: Sitting, minutes: MinutesVersion | None, letters: int) -> dict[int, str]:
    quorum = sitting.quorum
    roll = f"应到 {quorum.entitled}，实到 {quorum.present}"
    waiting = sum(not ballot.is_ripe for ballot in sitting.undecided)
    decided = len(sitting.ballots) - len(sitting.undecided)
    is_open = sitting.meeting.status == MeetingStatus.OPEN
    notes = {
        AGENDA: f"{len(sitting.ballots)} 件",
        ROLL: roll if quorum.is_met else f"等点名：{quorum.missing}",
        VOTES: f"还等 {waiting} 件票齐" if waiting and is_open else "",
        SIGNING: f"等主任签发 {len(sitting.ripe)} 件" if sitting.ripe else f"已签发 {decided} 件",
        MINUTES: "等散会写定" if is_open and not sitting.undecided else "",
        PAPERS: "散会时一起出",
    }
    if minutes is not None:
        copies = len(minutes.copies.all())
        notes[MINUTES] = f"签字件 {copies} 页" if copies else "写定了，等签字件"
        notes[PAPERS] = f"通知书 {letters} 份"
    if sitting.meeting.status == MeetingStatus.PLANNED:
        notes[SIGNING] = ""
    return notes


def steps_of(
    sitting: Sitting, *, minutes: MinutesVersion | None = None, letters: int = 0
) -> list[MeetingStep]:
    """The six steps of a meeting."""
    is_signed = minutes is not None and bool(minutes.copies.all())
    at, notes = _stands_at(sitting, is_signed=is_signed), _notes(sitting, minutes, letters)

    def state(number: int) -> str:
        if number == PAPERS and minutes is not None:
            return "done"  # written with the minutes
        return "done" if number < at else "now" if number == at else ""

    return [
        MeetingStep(number, words, state(number), notes[number])
        for number, words in enumerate(STEPS, start=1)
    ]
