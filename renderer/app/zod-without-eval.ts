// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

// zod would try `new Function` once, which our Content-Security-Policy forbids and the browser would report.
z.config({ jitless: true });
