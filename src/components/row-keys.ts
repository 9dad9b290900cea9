/** The key of a pairing request's row in `RowFocusContext`. */
export function requestRowKey(requestId: string): string {
  return `request:${requestId}`;
}

/** The key of a paired device's row in `RowFocusContext`. */
export function deviceRowKey(deviceId: string): string {
  return `device:${deviceId}`;
}
