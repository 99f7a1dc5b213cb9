"""Zhang and Li have files at two stations; Zheng plans, Gao approves."""

import pytest

from staff.models import Campaign
from tests.people import make_station, make_worker
from tests.staff.campaign import drawn, locked, make_file
from welfare.models import User
from welfare.roles import Role


@pytest.fixture
def he(hire) -> User:
    """何伟, a third officer, who goes along and hands out."""
    return hire("he", "何伟", Role.OFFICER)


@pytest.fixture
def files(zhang, li, zheng):
    """Three files: Zhang 特困 and Sun 一般困难 of one station, Li 重困 of another."""
    sun = make_worker("孙玉兰", make_station())
    return [
        make_file(zhang, zheng),
        make_file(li, zheng, "severe"),
        make_file(sun, zheng, "general"),
    ]


@pytest.fixture
def campaign(files, zheng, gao) -> Campaign:
    """Its list is locked."""
    return locked(zheng, gao)


@pytest.fixture
def running(campaign, zheng, chen, guo, yun) -> Campaign:
    """The money is drawn, handing out goes on."""
    return drawn(campaign, zheng, (chen, guo, yun))


@pytest.fixture
def gift(running):
    """Zhang's line."""
    return running.gifts.get(file__worker__name="张桂兰")
