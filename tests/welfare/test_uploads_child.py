"""Every uploaded paper has a process of its own: what one does is not felt by the next."""

import subprocess

import pytest

from tests.mutualfund.fund import picture
from welfare import uploads, uploads_child
from welfare.errors import Refused
from welfare.uploads import clean_all, clean_many_with_codes
from welfare.uploads_child import CLEANED, NO_TURN, TOO_COMPLEX, UNREADABLE

GOOD = [("odd", b"one"), ("odd", b"two")]
ENDS = {"sleep": TOO_COMPLEX, "crash": UNREADABLE, "eat": UNREADABLE, "write": UNREADABLE}


@pytest.fixture(autouse=True)
def _odd_reader(monkeypatch):
    """A reader that does what the paper says, and a second of patience."""
    monkeypatch.setitem(uploads_child.READERS, "odd", "tests.welfare.readers")
    monkeypatch.setattr(uploads_child, "SECONDS", 1)


@pytest.mark.parametrize("deed", ENDS)
def test_a_bad_paper_takes_nothing_with_it(deed):
    first, bad, last = uploads_child.clean_all([GOOD[0], ("odd", deed.encode()), GOOD[1]])
    assert (first, last) == ((CLEANED, b"oneone"), (CLEANED, b"twotwo"))
    assert bad[0] == ENDS[deed]


def test_many_papers_come_back_in_their_order():
    papers = [("odd", b"%d" % number * 50_000) for number in range(9)]
    answers = uploads_child.clean_all(papers)
    assert answers == [(CLEANED, content * 2) for _, content in papers]


def test_the_sentence_names_the_paper_that_is_bad():
    with pytest.raises(Refused, match="「发票」打不开"):
        clean_all([("证明", picture()), ("发票", b"\xff\xd8\xff garbage"), ("病历", picture())])


def test_each_paper_keeps_its_own_content():
    wide, high = clean_all([("证明", picture((60, 20))), ("发票", picture((20, 60)))])
    assert wide.content != high.content
    assert wide.sha256 != high.sha256


def test_no_papers_are_no_work():
    assert clean_all([]) == []


def test_many_with_their_codes_are_read_together_and_a_bad_one_is_told_in_its_place():
    files = [("甲", picture((60, 20))), ("乙", b"words"), ("丙", b"\xff\xd8\xff garbage")]
    told = clean_many_with_codes([*files, ("丁", picture((20, 60)))])
    first, no_paper, broken, last = told
    assert (first[1], last[1]) == ([], [])
    assert first[0].content != last[0].content
    assert "「乙」不是照片或 PDF" in str(no_paper)
    assert "「丙」打不开" in str(broken)


def test_a_batch_goes_to_children_by_fours_and_each_photograph_once(monkeypatch):
    files, given = [(f"{n}", picture((20, 20 + n))) for n in range(5)], []
    really = subprocess.run

    def noted(*args, **how):
        given.append(how["input"])
        return really(*args, **how)

    monkeypatch.setattr(subprocess, "run", noted)
    told = clean_many_with_codes(files)
    assert [codes for _, codes in told] == [[]] * 5
    assert len(given) == 2
    assert [sum(one.count(content) for one in given) for _, content in files] == [1] * 5
    monkeypatch.setattr(uploads, "BATCH_SECONDS", -1)
    late = clean_many_with_codes(files)
    assert all("这一批没轮到" in str(one) for one in late)
    assert len(given) == 2


def test_who_waits_too_long_for_his_turn_is_told_so():
    assert uploads_child.clean_all(GOOD, -1) == [(NO_TURN, b"")] * 2
