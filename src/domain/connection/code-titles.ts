import { tableOf } from "#lib/table.ts";

/** What is wrong, by the gateway's code, in one sentence; the troubleshooter, which loads on demand, has the rest. */
const TITLES = tableOf({
  AUTH_TOKEN_MISMATCH: "The gateway does not accept the token",
  AUTH_TOKEN_MISSING: "The gateway wants its token",
  AUTH_TOKEN_NOT_CONFIGURED: "The gateway has no token set",
  AUTH_PASSWORD_MISMATCH: "The gateway does not accept the password",
  AUTH_PASSWORD_MISSING: "The gateway wants its password",
  AUTH_PASSWORD_NOT_CONFIGURED: "The gateway has no password set",
  AUTH_DEVICE_TOKEN_MISMATCH: "The stored device token is no longer valid",
  AUTH_SCOPE_MISMATCH: "The device asked for more than its token allows",
  AUTH_RATE_LIMITED: "Too many wrong attempts, the gateway makes this address wait",
  PAIRING_REQUIRED: "This device has to be approved on the gateway",
  PROTOCOL_MISMATCH: "The gateway speaks another protocol version",
  CLIENT_VERSION_MISMATCH: "The gateway and the program have different versions",
  CONTROL_UI_ORIGIN_NOT_ALLOWED: "The gateway does not allow the address of this page",
  CONTROL_UI_BUILD_MISMATCH: "The gateway takes this page for an old copy of its own",
  DEVICE_IDENTITY_REQUIRED: "The gateway wants a device key, which needs https or localhost",
  CONTROL_UI_DEVICE_IDENTITY_REQUIRED: "The gateway wants a device key, which needs https or localhost",
});

export function titleOfCode(code: string): string | undefined {
  return TITLES.get(code);
}
