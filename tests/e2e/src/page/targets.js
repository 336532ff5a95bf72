// Returns the controls that are smaller than a fingertip. A link within a sentence may be as low as its line.
const least = arguments[0];
const seen = (element) => element.checkVisibility({ visibilityProperty: true });
const prose = (element) => {
  const block = element.closest("p, li, dd, small");
  return (
    element.matches("a") &&
    getComputedStyle(element).display === "inline" &&
    block !== null &&
    block.textContent.trim().length > element.textContent.trim().length
  );
};
const targets = (window.rootE2e ?? document).querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]");
return [...targets]
  .filter((element) => seen(element) && !prose(element))
  .map((element) => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }))
  .filter(({ box }) => box.width < least || box.height < least)
  .map(({ element, box }) => {
    const name = element.dataset.action ?? element.dataset.answer ?? element.textContent.trim().slice(0, 40);
    return `${element.tagName.toLowerCase()} "${name}": ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`;
  });
