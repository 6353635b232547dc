// Of questions asked one after the other only the newest counts, whichever answer comes first.

/** Each call begins anew; what it gives tells, once the answer is here, whether nothing newer was begun meanwhile.
 * @returns {() => () => boolean} */
export function latest() {
  let turn = 0;
  return () => {
    const mine = ++turn;
    return () => mine === turn;
  };
}
