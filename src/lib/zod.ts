import * as z from "zod/mini";

// Without this, zod probes for `new Function`, which the page's CSP forbids and reports.
z.config({ jitless: true });

export { z };
