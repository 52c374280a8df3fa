// SPDX-License-Identifier: Apache-2.0
import { powerCutTests } from './power-cut/power-cut-tests.ts';

powerCutTests([1, 2, 3, 4, 5, 6]);
