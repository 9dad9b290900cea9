import { useCallback } from "react";
import type { Secret } from "#lib/secret.ts";

/**
 * A setup code as a picture, which is as secret as the code. Drawn, since an image would have it in the page's HTML; and
 * drawn by hand, since React would keep it.
 */
export function QrCode({ secret }: { readonly secret: Secret }) {
  const hold = useCallback(
    (canvas: HTMLCanvasElement) => {
      const image = new Image();
      image.addEventListener("load", () => {
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        canvas.getContext("2d")?.drawImage(image, 0, 0);
      });
      image.src = secret.reveal();
      return () => {
        image.removeAttribute("src");
        canvas.width = 0;
      };
    },
    [secret],
  );
  return (
    <canvas ref={hold} role="img" aria-label="QR code" className="bg-white mx-auto size-72 rounded-lg p-2" />
  );
}
