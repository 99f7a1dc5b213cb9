"""An objection 异议 answered as it has to be: one writes, another confirms."""

from disclosure.actions.objection_answers import judge_answer, propose_answer
from disclosure.models import NoticeObjection
from staff.models import Result
from tests.people import DAY
from welfare.models import User
from welfare.roles import Role


def two_free(hire) -> tuple[User, User]:
    """Two officers who had no hand in anything."""
    return hire("free", "旁人", Role.OFFICER), hire("other", "另一人", Role.OFFICER)


def answer_by_two(
    objection: NoticeObjection, result: Result, answer: str, two: tuple[User, User]
) -> NoticeObjection:
    """Written by the first, confirmed by the second."""
    told = propose_answer(objection, result=result, answer=answer, on=DAY, by=two[0])
    return judge_answer(told, agreed=True, words="", on=DAY, by=two[1])
