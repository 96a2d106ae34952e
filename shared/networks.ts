/** An address as its bits, with how many there are. */
interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

/** `::ffff:0:0/96`: IPv4 written as IPv6, which is the same address. */
const MAPPED = 0xff_ffn << 32n;

/**
 * May a key be used from there? An empty list lets everybody in; with a list, whose address is not known stays outside.
 * @param networks CIDR
 * @param address as the edge of the network saw it, never what the caller says of himself
 */
export function isAddressAllowed(networks: readonly string[], address: string | undefined): boolean {
  if (networks.length === 0) return true;
  const from = address === undefined ? undefined : parseAddress(address);
  return from !== undefined && networks.some((network) => contains(network, from));
}

/** A network in the form that the database keeps, or undefined: not one, or with bits set beyond its length. */
export function toNetwork(text: string): string | undefined {
  const [address = "", length, ...rest] = text.trim().split("/");
  const parsed = parseAddress(address);
  if (!parsed || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const mapped = address.includes(":") && parsed.width === 32;
  const bits = length === undefined ? parsed.width : Number(length) - (mapped ? 96 : 0);
  if (bits < 0 || bits > parsed.width || (parsed.bits & hostMask(parsed.width, bits)) !== 0n) return undefined;
  return `${write(parsed)}/${bits}`;
}

function contains(network: string, { bits, width }: Address): boolean {
  const [address = "", length = ""] = network.split("/");
  const base = parseAddress(address);
  if (base?.width !== width) return false;
  const host = hostMask(width, length === "" ? width : Number(length));
  return (bits | host) === (base.bits | host);
}

const hostMask = (width: number, length: number): bigint => (1n << BigInt(width - length)) - 1n;

function parseAddress(text: string): Address | undefined {
  if (!text.includes(":")) {
    const bits = parseV4(text);
    return bits === undefined ? undefined : { bits, width: 32 };
  }
  const bits = parseV6(text);
  if (bits === undefined) return undefined;
  return bits >> 32n === MAPPED >> 32n ? { bits: bits & 0xff_ff_ff_ffn, width: 32 } : { bits, width: 128 };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const last = text.slice(text.lastIndexOf(":") + 1);
  const tail = last.includes(".") ? parseV4(last) : undefined;
  if (last.includes(".") && tail === undefined) return undefined;
  const plain = tail === undefined ? text : `${text.slice(0, -last.length)}${(tail >> 16n).toString(16)}:${(tail & 0xff_ffn).toString(16)}`;
  const halves = plain.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [head = [], end] = halves;
  const given = head.length + (end?.length ?? 0);
  if (halves.length > 2 || (end ? given > 7 : given !== 8)) return undefined;
  const groups = [...head, ...Array.from<string>({ length: 8 - given }).fill("0"), ...(end ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function write({ bits, width }: Address): string {
  const size = width === 32 ? 8n : 16n;
  const count = width === 32 ? 4 : 8;
  const parts = Array.from({ length: count }, (_, at) => (bits >> (size * BigInt(count - 1 - at))) & ((1n << size) - 1n));
  return width === 32 ? parts.join(".") : parts.map((part) => part.toString(16)).join(":");
}
