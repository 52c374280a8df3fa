#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { main } from './main.ts';

// Each value is parsed once per process: compiling a parser for it costs more than it saves.
z.config({ jitless: true });

await main(process.argv.slice(2));
