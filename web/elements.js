// Texts with placeholders, and elements made of them, for what is shown without the app.

/** Replaces each `{name}` in a text with its value. A name that has no value stays as it is. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);

/** Adds attributes and content to an element, and returns it. */
export const withContent = (element, attributes, ...content) => {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
};

/** An HTML element with its attributes and content. */
export const element = (tag, attributes, ...content) => withContent(document.createElement(tag), attributes, ...content);
