// Which files an address or an attribute may name.

/** What a configuration, pack or language may be called. A name holds no path, so it cannot lead out of our folder. */
export const NAME = /^[\w-]{1,40}$/;

/**
 * The configuration file called `name`: `config.x.json`, or `config.json` if `name` is missing or is not a plain name.
 */
export const configFile = (name) => (NAME.test(name ?? "") ? "config." + name + ".json" : "config.json");

/** The file with more help lines called `name`; false if `name` is missing or is not a plain name. */
export const helpFile = (name) => NAME.test(name ?? "") && "help/" + name + ".json";
