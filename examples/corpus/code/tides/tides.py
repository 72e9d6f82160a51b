"""High water for the week, for the noticeboard."""

class Harbour:
    def __init__(self, name, mean_level, constituents):
        self.name = name
        self.mean_level = mean_level
        self.constituents = constituents

    def next_high_water(self, moment, step_minutes=6, horizon_hours=15):
        step = timedelta(minutes=step_minutes)
        previous, current = self.height_at(moment), self.height_at(moment + step)
        for _ in range(horizon_hours * 60 // step_minutes):
            moment += step
            following = self.height_at(moment + step)
            if previous < current >= following:
                return self._refine_by_parabola(moment, step, previous, current, following)
            previous, current = current, following
        raise ValueError(f"no high water at {self.name} within {horizon_hours} hours")


if __name__ == "__main__":
    print("see the noticeboard")
