// SPDX-License-Identifier: Apache-2.0
import { noteEarlyInput } from './early-input.ts';

/**
 * The script of start.html: the page stands there as HTML and takes input; the wizard, which takes a slow machine seconds to
 * load, comes when it was painted.
 */
const start = document.querySelector('#start');
if (start !== null) noteEarlyInput(start);
requestAnimationFrame(() => setTimeout(() => void import('../app/main.tsx')));
