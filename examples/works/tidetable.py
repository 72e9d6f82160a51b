# tidetable: predicts high water at a harbour from its harmonic constituents
# Copyright (C) 2019 Petra Lindqvist-Moyo
# SPDX-License-Identifier: GPL-3.0-only

import math
from datetime import datetime, timedelta

SPEEDS = {"M2": 28.9841042, "S2": 30.0, "N2": 28.4397295, "K1": 15.0410686, "O1": 13.9430356}
EPOCH = datetime(2000, 1, 1, 12)


class Harbour:
    def __init__(self, name, mean_level, constituents):
        self.name = name
        self.mean_level = mean_level
        self.constituents = constituents

    def height_at(self, moment):
        hours_since_epoch = (moment - EPOCH).total_seconds() / 3600
        level = self.mean_level
        for label, (amplitude, phase_degrees) in self.constituents.items():
            angle = SPEEDS[label] * hours_since_epoch - phase_degrees
            level += amplitude * math.cos(math.radians(angle))
        return level

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

    def _refine_by_parabola(self, moment, step, before, peak, after):
        curvature = before - 2 * peak + after
        shift = 0.0 if curvature == 0 else 0.5 * (before - after) / curvature
        return moment + shift * step, peak - 0.25 * (before - after) * shift


def table_for_week(harbour, first_day):
    rows, moment = [], first_day
    while moment < first_day + timedelta(days=7):
        high_water, height = harbour.next_high_water(moment)
        rows.append((high_water.strftime("%a %d %b %H:%M"), round(height, 2)))
        moment = high_water + timedelta(hours=6)
    return rows
