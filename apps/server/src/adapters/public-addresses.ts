import {
  lookup,
  type LookupAddress,
  type LookupAllOptions,
  type LookupOptions,
} from "node:dns";
import ipaddr from "ipaddr.js";

/** True for an address that belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6 clothes is judged as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  // All that IANA has given out of IPv6 for the internet is in 2000::/3.
  return (
    parsed.kind() === "ipv4" || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20
  );
}

/** A name was, or resolves to, an address that is not public. */
export class PrivateAddressError extends Error {
  constructor(hostname: string) {
    super(`${hostname} is not a public address`);
    this.name = "PrivateAddressError";
  }
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Finds all addresses of a name, as `dns.lookup` does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (
    error: NodeJS.ErrnoException | null,
    addresses: LookupAddress[],
  ) => void,
) => void;

/**
 * A `lookup` for sockets that finds allowed addresses only. The socket then connects to the
 * very address that was checked, so a name cannot change its mind in between.
 */
export function lookupAllowed(
  isAllowed: (address: string) => boolean,
  resolve: Resolve = lookup,
) {
  return function lookupChecked(
    hostname: string,
    options: LookupOptions,
    callback: LookupCallback,
  ): void {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      if (!addresses.every(({ address }) => isAllowed(address)))
        return callback(new PrivateAddressError(hostname), []);
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? "", first?.family);
    });
  };
}
