"""That the measuring of waivers measures: every verdict is known to the baseline, and waivers let some pass."""

from tests.bench import waivers


def test_the_bench_of_waivers_lets_pass_what_it_wrote() -> None:
    steps = {name: (seconds, count) for name, seconds, count in waivers.measured(400, 20)}

    assert list(steps) == ["prepare", "baseline", "weigh", "apply"]
    assert all(seconds > 0 for seconds, _ in steps.values())
    assert steps["baseline"][1] == 100
    assert 0 < steps["apply"][1] < 100
