import { HostileText } from "#ui/hostile-text.tsx";
import { safeText } from "#lib/safe-text.ts";
import { Page } from "#ui/page.tsx";

/** The address names a gateway that this browser has never signed in to. */
export default function UnknownGatewayPage({ url }: { readonly url: string }) {
  return (
    <Page title="Unknown gateway" tabTitle="Unknown gateway">
      <div className="max-w-prose space-y-3">
        <p>The link you opened is about a gateway that this browser does not know. Nothing was sent to it.</p>
        <p className="font-mono text-[0.9rem] [overflow-wrap:anywhere]">
          <HostileText text={safeText(url, 300)} />
        </p>
        <p>
          If it is yours,{" "}
          <a
            className="font-medium text-accent-text underline underline-offset-2"
            href={`?gatewayUrl=${encodeURIComponent(url)}`}
          >
            connect to it
          </a>{" "}
          and open the link again. Otherwise close it.
        </p>
      </div>
    </Page>
  );
}
