import type { ReactNode } from "react";
import { keepPage } from "#data/kept-page.ts";
import { Button } from "#ui/button.tsx";
import { TONES } from "#ui/tone.ts";

/** Keeps this page in the browser, and shows an offer once a newer version of it is kept. */
export function keepAndOffer(show: (offer: ReactNode) => void): Promise<void> {
  return keepPage(() => show(<NewVersionOffer />));
}

/** Nothing is loaded anew without a click. */
function NewVersionOffer() {
  return (
    <div
      className={`flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-2 sm:px-8 ${TONES.accent}`}
    >
      <p role="status" className="font-medium">
        A new version is ready
      </p>
      <Button size="small" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  );
}
