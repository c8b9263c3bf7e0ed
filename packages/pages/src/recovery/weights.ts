/** What each piece of evidence against a reading weighs. The unit is one weak piece of evidence. */
export const weights = {
  /** An example has a key that its schema does not declare. */
  undeclaredKey: 3,
  wrongExampleType: 2.5,
  /** A name in `required` that is no property. */
  unknownRequired: 3,
  /** A property that a list of all properties leaves out, or the other way round. */
  unlistedProperty: 2,
  /** A keyword that says nothing about values of the declared type. */
  unfitKeyword: 3,
  /** A keyword for values of one type beside `allOf`, `anyOf` or `oneOf`, and no type there. */
  besideParts: 2,
  /** `required` beside `anyOf` or `oneOf`, of names that only one of them has. */
  requiredBesideParts: 1.2,
  arrayWithoutItems: 3,
  /** A schema that says nothing of its data. */
  typelessSchema: 1.5,
  /** An object of which no property is told. */
  emptyObject: 1.5,
  /** A field that OpenAPI demands. */
  missingField: 3,
  /** A property whose schema is `true` or `false`. */
  booleanSchema: 2,
  besideRef: 2.5,
  unreferencedComponent: 1.5,
  /** A `$ref` to a component that is not there. */
  danglingRef: 3,
  /** An extension where it was never seen. */
  awayFromHome: 2,
  /** A field that OpenAPI does not know; tried only when nothing else fits. */
  unknownField: 4,
  /** Free data takes a line that fits into an object around it. */
  dataTakesField: 2.5,
  /** A property has the name of a keyword that the schema before it could have taken. */
  keywordAsName: 1.5,
  /** A scalar is wider than its depth allows. */
  tooWide: 6,
  /** `>` without a line that had to be folded. */
  foldedForNothing: 6,
  /** `|` for a single line. */
  literalForNothing: 3,
  literalTooWide: 2,
  /** A line ends although the next word would have fitted. */
  earlyBreak: 2.5,
  /** The same where prose does that: before a list item, after the end of a sentence. */
  proseBreak: 0.2,
  /** A text takes a line that fits into the open objects. */
  textTakesField: 2.5,
  /** The same of a keyword that the page writes above prose everywhere else. */
  textTakesOddField: 0.8,
  /** A text takes a line that looks like YAML. */
  textLooksLikeYaml: 1,
  /** A text ends with a colon: more of it should follow. */
  unfinishedText: 1.8,
  /** Settles what means the same, see `preference` in evidence.ts. */
  preference: 0.1,
} as const

/** A second reading within this distance of the best one makes the page ambiguous. */
export const ambiguityDistance = 1
