import { useGateway } from "#data/gateway.ts";
import { hostClass } from "#domain/gateway-url.ts";
import { pageLink } from "#domain/setup-code.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { Notice } from "#ui/notice.tsx";

/** A link to this page for another browser. It holds nothing secret: the browser asks to be let in as any other does. */
export function BrowserLink() {
  const { url: gatewayUrl } = useGateway();
  const link = pageLink(location, gatewayUrl);
  const isNear = hostClass(location.href) === "loopback" || hostClass(gatewayUrl) === "loopback";
  return (
    <div className="space-y-3">
      <p>
        Open this link in the other browser. It asks there before it uses this gateway, and then waits under
        “Pending requests” until you approve it. Nothing in it is secret.
      </p>
      <div className="flex flex-wrap gap-2">
        <input
          aria-label="Link"
          readOnly
          value={link}
          className="min-h-10 min-w-0 flex-1 basis-64 rounded-lg border border-line-strong bg-raised px-3 font-mono text-[0.9rem]"
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={link} label="Copy link" variant="primary" />
      </div>
      {isNear && (
        <Notice tone="warn" title="The link works on this computer only">
          The page, or the gateway, is reached by an address of this computer. Open the page by an address
          that others can use, and the link will have it.
        </Notice>
      )}
    </div>
  );
}
