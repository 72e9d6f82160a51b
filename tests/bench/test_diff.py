"""That the measuring of comparisons measures: what is made to be new and gone is told so, by what the runs hold."""

from pathlib import Path

from tests.bench import diff


def test_the_bench_of_comparisons_finds_what_it_made(tmp_path: Path) -> None:
    told = diff.measured(tmp_path, 200)

    assert (told["new"], told["gone"]) == (20, 20)
    assert told["seconds"] > 0
    assert told["MB at most"] >= told["MB before"]
