"""Minutes 会议纪要: they write themselves from attendance, votes and decisions."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from mutualfund.ballot import Ballot, Sitting
from mutualfund.models import Meeting, MinutesVersion, Outcome, Presence
from welfare.money import yuan


@dataclass(frozen=True)
class Minutes:
    """The text of the minutes, paragraph by paragraph."""

    title: str
    opening: str
    points: list[str]
    proxies: list[str]
    present: list[str] = field(default_factory=list)  # who signs: the members who were there
    corrections: list[str] = field(default_factory=list)


def digest_of(text: Minutes) -> str:
    """The fingerprint of the minutes word by word."""
    told = json.dumps(asdict(text), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def read_minutes(kept: MinutesVersion) -> Minutes:
    """The minutes as they were written down."""
    return Minutes(**json.loads(str(kept.text)))


def _names(sitting: Sitting, presence: Presence) -> str:
    return "、".join(row.member.user.name for row in sitting.attendance if row.presence == presence)


def _opening(sitting: Sitting) -> str:
    meeting, quorum = sitting.meeting, sitting.quorum
    day = f"{meeting.held_on.year} 年 {meeting.held_on.month} 月 {meeting.held_on.day} 日"
    text = (
        f"{day} {meeting.starts_at:%H:%M}，委员会在{meeting.place}开会。应到 {quorum.entitled} 人，"
        f"实到 {quorum.present} 人，其中管理人员 {quorum.managers} 人、职工代表 {quorum.workers} 人，"
        f"{'符合章程规定' if quorum.is_met else '人数还不够'}。"
        f"{meeting.chair.user.name}主持，{meeting.recorder.name}记录。"
    )
    if leave := _names(sitting, Presence.LEAVE):
        text += f"{leave}请假。"
    return text


def _item(ballot: Ballot) -> str:
    claim, count, decision = ballot.item.claim, ballot.count, ballot.decision
    name = decision.facts["name"] if decision else claim.member.worker.name
    text = f"{name}，{claim.get_kind_display()} {yuan(claim.asked_amount)} 元。"
    for seat in ballot.recused:
        if seat.is_present:
            why = seat.recusal or (seat.vote.opinion if seat.vote else "")
            text += f"{seat.member.user.name}（{why}）回避。"
    if claim.advanced:
        text += f"会前已紧急垫付 {yuan(claim.advanced)} 元，提请追认。"
    if decision is None:
        return text + "还没有结果。"
    text += f"{count.agreed} 票同意"
    text += f"，{count.refused} 票不同意" if count.refused else ""
    text += f"，{count.abstained} 票弃权" if count.abstained else ""
    if decision.outcome == Outcome.APPROVED and decision.amount is not None:
        back = f"后来撤销：{decision.revocation.reason}。" if ballot.item.is_revoked else ""
        return f"{text}，通过，补助 {yuan(decision.amount)} 元。{back}"
    reason = decision.get_reason_code_display()
    back = "垫付的钱收回。" if claim.advanced else ""
    return f"{text}，不通过。理由：{reason}，{decision.reason.rstrip('。')}。{back}"


def put_off_at(meeting: Meeting) -> list[str]:
    """What a meeting put off to the next, in words. One query."""
    rows = meeting.items.filter(is_postponed=True).select_related("claim__member__worker")
    return [
        f"{item.claim.member.worker.name}，{item.claim.get_kind_display()}，改到下次再议。"
        for item in rows
    ]


def minutes_of(sitting: Sitting, *, put_off: Iterable[str] = ()) -> Minutes:
    """The minutes of a meeting as it stands now, with what was put off. No queries."""
    votes = [seat.vote for ballot in sitting.ballots for seat in ballot.seats if seat.vote]
    seats = {row.member_id: row.member.user.name for row in sitting.attendance}
    return Minutes(
        title=f"互助补充保险{sitting.meeting}纪要",
        opening=_opening(sitting),
        points=[*(_item(ballot) for ballot in sitting.ballots), *put_off],
        proxies=sorted(
            {
                f"{seats[vote.member_id]}的表决由{vote.proxied_by.name}代录，凭据：{vote.proof}"
                for vote in votes
                if vote.proxied_by
            }
        ),
        present=[row.member.user.name for row in sitting.attendance if row.is_present],
    )
