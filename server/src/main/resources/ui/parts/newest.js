// Time runs to the right: what does not fit is shown from its newest end, until a person scrolls it.

/** @type {WeakMap<Element, number>} */
const placed = new WeakMap();

/** With the next picture: to measure earlier would lay the page out once more. @param {Element|null} place */
export function toNewest(place) {
  if (!place) return;
  requestAnimationFrame(() => {
    if (placed.has(place) && Math.abs(place.scrollLeft - Number(placed.get(place))) > 2) return;
    place.scrollLeft = place.scrollWidth;
    placed.set(place, place.scrollLeft);
  });
}
