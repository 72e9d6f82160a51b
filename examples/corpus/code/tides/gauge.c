// SPDX-License-Identifier: Apache-2.0
// Copyright 2020 The Example Gauge Authors

#include <stdio.h>

int main(void) {
    double metres;
    while (scanf("%lf", &metres) == 1) printf("%.2f fathoms\n", metres / 1.8288);
    return 0;
}
