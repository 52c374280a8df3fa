// SPDX-License-Identifier: Apache-2.0
import { powerCutTests } from './power-cut/power-cut-tests.ts';

powerCutTests(Array.from({ length: 60 }, (_, index) => 1000 + index));
