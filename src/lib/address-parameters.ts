/**
 * The parameters behind the route in the address, as they are now. Those that React drew last may be older, since a new
 * address is drawn in a transition: a change that is based on them would undo the one before it.
 */
export function addressParameters(): URLSearchParams {
  const { hash } = window.location;
  const start = hash.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : hash.slice(start + 1));
}
