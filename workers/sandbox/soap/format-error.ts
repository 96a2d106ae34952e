/** A value that .NET cannot read into the field's type: the request fails as a whole, before the operation sees it. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly value: string;

  /** @param message as .NET words it, with the type of its exception */
  constructor(message: string, value: string) {
    super(message);
    this.value = value;
  }
}

/** .NET says where its reader stood: after the value that it could not take. */
export function unreadable({ message, value }: FormatError, body: string): string {
  const before = body.slice(0, Math.max(0, body.indexOf(`${value}</`)) + value.length).split("\n");
  const position = `(${before.length}, ${(before.at(-1) ?? "").length + 1})`;
  return `Server was unable to read request. ---> System.InvalidOperationException: There is an error in XML document ${position}. ---> ${message}`;
}
