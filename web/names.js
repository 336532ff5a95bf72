// What an address or an attribute may name.

/** How a configuration, pack or language may be called by an address or an attribute. No path, so nothing from elsewhere. */
export const NAME = /^[\w-]{1,40}$/;

/** The configuration in our folder that `name` stands for: `config.x.json`, or for anything but a plain name `config.json`. */
export const configFile = (name) => (NAME.test(name ?? "") ? "config." + name + ".json" : "config.json");
