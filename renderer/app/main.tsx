// SPDX-License-Identifier: Apache-2.0
// First: it must be set before the first schema is made.
import './zod-without-eval.ts';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';

const place = document.querySelector('#wizard');
if (place === null) throw new Error('index.html has no #wizard');
createRoot(place).render(<App />);
