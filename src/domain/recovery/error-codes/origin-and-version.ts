import { needsAllowedOrigin } from "#domain/gateway-url.ts";
import { RESTART_NODE_COMMAND } from "#domain/node-approval.ts";
import { tableOf } from "#lib/table.ts";
import { detailOf, type CodeAdvice, type CodeEntry, type FailureFacts } from "#domain/recovery/advice.ts";
import { allowOrigin, RESTART, showSetting, UPDATE, VERSION } from "#domain/recovery/commands.ts";

const ORIGINS = "gateway.controlUi.allowedOrigins";

function originNotAllowed({ context }: FailureFacts): CodeAdvice {
  const { pageOrigin: origin, gatewayUrl: url } = context ?? {};
  if (origin === "null" || origin?.startsWith("file:")) {
    return {
      title: "This page has no address that the gateway could allow",
      cause: "It was opened from a file, and gateways allow pages by their address.",
      next: "Serve the page over http, for example with “npm start”, and open it from there.",
    };
  }
  const isLocal = origin !== undefined && url !== undefined && !needsAllowedOrigin(origin, url);
  return {
    cause: `${isLocal ? "A page on the gateway’s own machine needs no permission, but this connection came through a proxy. From elsewhere, gateways" : "Gateways"} accept only pages on a list of theirs, and ${origin ?? "the page’s address"} is not on this gateway’s list. Scheme, host and port must all be the same.`,
    next: `Add exactly ${origin ?? "the address of the page (scheme, host and port)"} to ${ORIGINS} on the gateway, and keep what is in it. An administrator whose page is let in does that under “Gateway”.`,
    commands: [...(origin ? allowOrigin(origin) : [showSetting(ORIGINS, "See the list")]), RESTART],
    actions: ["retry"],
  };
}

const reload: CodeAdvice = {
  title: "The gateway takes this page for an old copy of its own",
  cause:
    "A page that a gateway serves itself must come from the same version. The gateway was updated, or this page is not the one it expects there.",
  next: "Reload the page without its cache. If that does not help, serve this page from another address, or set gateway.controlUi.root on the gateway to its folder.",
  actions: ["retry"],
};

function protocolMismatch({ details }: FailureFacts): CodeAdvice {
  if (detailOf(details, "reloadRequired") === true) return reload;
  const expected = detailOf(details, "expectedProtocol");
  const version = typeof expected === "number" ? ` The gateway speaks version ${expected}.` : "";
  return {
    title: "The gateway speaks another protocol version",
    cause: `The program that cannot sign in does not know the version that the gateway speaks.${version}`,
    next: "Update the older of the two: the gateway on its host, or the program (this page: reload it).",
    commands: [VERSION, UPDATE],
    actions: ["retry"],
  };
}

export const ORIGIN_AND_VERSION = tableOf<CodeEntry>({
  CONTROL_UI_ORIGIN_NOT_ALLOWED: originNotAllowed,
  PROTOCOL_MISMATCH: protocolMismatch,
  "closed-1002": protocolMismatch,
  CONTROL_UI_BUILD_MISMATCH: reload,
  CLIENT_VERSION_MISMATCH: {
    cause:
      "A node on the gateway’s own host must have the gateway’s version. It usually restarts by itself with the new one.",
    next: "Restart the node. If that does not help, update it.",
    commands: [{ label: "Restart the node", command: RESTART_NODE_COMMAND }],
  },
  "invalid-connect": {
    title: "The gateway does not understand the sign-in",
    cause: "Something in it is unknown to the gateway’s version. One of the two is probably much older.",
    next: "Update the older of the two.",
    commands: [VERSION],
    actions: ["retry"],
  },
});
