// The element in React's JSX. Nothing here runs: tests/native/types.rs compiles it.
import "../../web/static/embed.react";

export const Check = () => (
  <compassion-check
    className="check"
    mode="inline"
    config="north"
    pack="practitioner"
    lang="cy"
    title="How is the work affecting you?"
    oncompassion-check-ready={({ detail }) => console.log(detail.screen)}
    oncompassion-check-error={({ detail }) => console.log(detail.reason)}
  >
    <a href="/check/">How is the work affecting you?</a>
  </compassion-check>
);

// @ts-expect-error: there are two modes
export const Other = () => <compassion-check mode="popup" />;
// @ts-expect-error: an attribute of HTML, but not of the element
export const Wrong = () => <compassion-check answers="1" />;
