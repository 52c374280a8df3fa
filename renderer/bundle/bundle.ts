#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { bundleOptions, RENDERER_OUTPUT } from './bundle-options.ts';

// Names carry hashes: what an earlier build left would only be copied along.
await rm(RENDERER_OUTPUT, { recursive: true, force: true });
await build(bundleOptions());
