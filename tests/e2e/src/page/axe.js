// Runs after axe-core's own source, in the same function.
const done = arguments[arguments.length - 1];
const told = ({ id, help, nodes }) => `${id}: ${help}: ` + nodes.map((node) => node.html.slice(0, 160)).join(" | ");
window.axe.run(document, { resultTypes: ["violations"], preload: false, iframes: false }).then(
  ({ violations }) => done(violations.map(told)),
  (error) => done([`axe-core did not run: ${error}`]),
);
