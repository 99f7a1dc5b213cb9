"""The board 公开栏 at the front door."""

from disclosure.actions.suggestions import collect_suggestion
from disclosure.models import Board, SuggestionField
from staff.models import Branch
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair


def test_forty_workers_ask_as_many_questions_as_two(
    client, coop, zhang, zhao, zheng, django_assert_max_num_queries, django_assert_num_queries
):
    cadre = make_cadre(zhao, zheng)
    pair(zhang, cadre, zheng)
    Board.objects.create(number=1, branch=Branch.objects.get(), place="走廊", keeper="工会小组")
    client.get("/")
    with django_assert_max_num_queries(40) as few:
        client.get("/")
    for n in range(40):
        worker = make_worker(f"职工{n:02d}")
        pair(worker, cadre, zheng)
        collect_suggestion(
            [worker], field=SuggestionField.SAFETY, title=f"第 {n} 条", present="", measure="改",
            on=DAY, by=zheng,
        )  # fmt: skip
        Board.objects.create(
            number=n + 2, branch=Branch.objects.get(), place="走廊", keeper="工会小组"
        )
    with django_assert_num_queries(len(few)):
        client.get("/")


def test_it_reads_without_a_login_and_names_nobody(client, coop, zhang, zhao, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng)
    page = client.get("/").content.decode()
    assert "决不让一名职工" in page
    assert "10,000" in page
    assert "张桂兰" not in page
    assert "赵志强" not in page


def test_large_print_and_high_contrast_stand_in_the_address(client, coop):
    page = client.get("/?size=large&contrast=high").content.decode()
    assert 'data-size="large"' in page
    assert 'data-contrast="high"' in page
