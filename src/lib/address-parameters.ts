/**
 * The current parameters behind the route in the address. Those that React rendered last may be older, since a new address
 * renders in a transition: a change based on them would undo the one before it.
 */
export function addressParameters(): URLSearchParams {
  const { hash } = window.location;
  const start = hash.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : hash.slice(start + 1));
}
