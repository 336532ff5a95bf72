// Whether two pages belong to the same site, judged by their host names.

/**
 * Suffixes under which registries sell names, such as `org.uk` and `com.au`. Short domains such as `bbc.de` look the
 * same.
 */
const PUBLIC_SUFFIX = /^\w{1,3}\.\w\w$/;

const lastLabels = (name, count) => name.split(".").slice(-count).join(".");

/** The part of a host name that all hosts of one site share. Hosts with different parts belong to different sites. */
const registrableDomain = (name) => lastLabels(name, PUBLIC_SUFFIX.test(lastLabels(name, 2)) ? 3 : 2);

/** Whether both pages belong to the same site; `undefined` if their host names cannot tell. */
export const sameSite = (ours, theirs) => {
  if (ours.protocol !== theirs.protocol) return false;
  const [a, b] = [ours, theirs].map(({ hostname }) => hostname.replace(/^www\./, ""));
  if (a === b || a.endsWith("." + b) || b.endsWith("." + a)) return true;
  return registrableDomain(a) === registrableDomain(b) ? undefined : false;
};
