#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { main } from './main.ts';

await main(process.argv.slice(2));
