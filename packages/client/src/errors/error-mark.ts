/** Found on the errors of every copy of this package: two copies have two classes, but one symbol. */
export const errorMark: symbol = /* @__PURE__ */ Symbol.for('apikley.error')
