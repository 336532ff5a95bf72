// Whether two pages are of one site, by their names.

/** Ends that registries give out: `org.uk`, `com.au`. Some short names of sites look like one, such as `bbc.de`. */
const REGISTRY = /^\w{1,3}\.\w\w$/;

const last = (name, labels) => name.split(".").slice(-labels).join(".");

/** Names that end alike in this may be one site; others are two. */
const end = (name) => last(name, REGISTRY.test(last(name, 2)) ? 3 : 2);

/** Whether one site holds both: true, false, or nothing where the names alone do not say. */
export const sameSite = (ours, theirs) => {
  if (ours.protocol !== theirs.protocol) return false;
  const [a, b] = [ours, theirs].map(({ hostname }) => hostname.replace(/^www\./, ""));
  if (a === b || a.endsWith("." + b) || b.endsWith("." + a)) return true;
  return end(a) === end(b) ? undefined : false;
};
