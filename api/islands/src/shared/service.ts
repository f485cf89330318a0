// The addresses of this service. Scripts lie in ROOT/static/islands/assets, so the root needs no setting.
const script = import.meta.url;
const root = new URL("../../../", script);

/** The address of a path of this service, wherever it is mounted: `service("api/search")`. */
export function service(path: string, parameters: Iterable<[string, string]> = []): URL {
  const address = new URL(path.replace(/^\//, ""), root);
  for (const [name, value] of parameters) address.searchParams.append(name, value);
  return address;
}
