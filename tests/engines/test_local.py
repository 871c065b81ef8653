"""Every engine gives the same results in the same order."""

import os

import pytest

from pipelines import engines


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def fail(number: int) -> int:
    raise ValueError(f"chunk {number}")


def test_results_come_in_the_order_of_the_items():
    assert [result for result, _ in engines.run(square, range(20))] == [n * n for n in range(20)]


@pytest.mark.slow
def test_processes_give_what_this_process_gives():
    found = list(engines.run(square, range(20), 2))
    assert [result for result, _ in found] == [n * n for n in range(20)]
    assert os.getpid() not in {pid for _, pid in found}


@pytest.mark.slow
def test_items_are_taken_only_as_they_are_needed():
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    results = engines.run(square, items(), 2)
    next(results)
    assert len(taken) <= 4
    results.close()


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_failure_reaches_the_caller(processes: int):
    with pytest.raises(ValueError, match="chunk 0"):
        list(engines.run(fail, range(3), processes))


@pytest.mark.parametrize(
    ("seconds", "chunks", "available", "expected"),
    [(1.5, 3, 8, 1), (60, 12, 8, 8), (60, 3, 8, 3), (60, 0, 8, 1), (60, 9, 1, 1)],
)
def test_a_pool_is_only_worth_it_for_much_work(seconds, chunks, available, expected):
    assert engines.workers(seconds, chunks, available) == expected
