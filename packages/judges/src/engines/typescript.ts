import { createRequire } from 'node:module'
import type TypeScript from 'typescript'

// An `import` would first search its nine megabytes for what a CommonJS module exports.
const ts: typeof TypeScript = createRequire(import.meta.url)('typescript')

/** An error of the compiler, with the line that it stands on. */
export interface CompileError {
  /** Counted from 1. */
  readonly line: number
  /** That line, without the space around it. */
  readonly source: string
  /** The compiler's number for this kind of error: 2322 for "not assignable". */
  readonly code: number
  /** Its reason, without a full stop. */
  readonly message: string
}

/** A program that was compiled from texts in memory. */
export interface Compilation {
  /** Everything that is wrong with one of its files. */
  errors(file: string): readonly CompileError[]
  /** What a module exports, by name: the type of a value, or what a type stands for. */
  exports(file: string): ReadonlyMap<string, Shape>
}

/** A type as the compiler sees it. Shapes of one compilation can be compared, and the same type is the same shape. */
export interface Shape {
  /** As a person would write it: `'5'`, `string[]`. */
  readonly text: string
  /** The value, if the type is one string, number or boolean; null where the type is `null`. */
  readonly literal: string | number | boolean | null | undefined
  /** The members of a union, or the type itself; never `undefined`, which comes with being optional. */
  readonly members: readonly Shape[]
  /** What the items of an array are. */
  readonly items: Shape | undefined
  /** Of an object's type, which an array's is not. */
  readonly properties: ReadonlyMap<string, Property> | undefined
  /** The type of properties of any other name, where the type allows them. */
  readonly others: Shape | undefined
  /** Whether a value of the other type can be given where this type is asked for. */
  takes(other: Shape): boolean
}

export interface Property {
  readonly optional: boolean
  readonly shape: Shape
}

const options: TypeScript.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  types: [],
}

/** The compiler's own files, parsed once: every compilation has the same options, but for the conditions. */
const library = new Map<string, TypeScript.SourceFile | undefined>()

/**
 * Compiles texts by their absolute paths, which lie in no real folder: nothing but the compiler's own library is read.
 * @param conditions what the `exports` of a package.json among the texts are looked up with.
 */
export function compile(files: ReadonlyMap<string, string>, conditions: readonly string[]): Compilation {
  const wanted = { ...options, customConditions: [...conditions] }
  const rootNames = [...files.keys()].filter((file) => file.endsWith('.ts'))
  const program = ts.createProgram({ rootNames, options: wanted, host: inMemory(files, wanted) })
  const checker = program.getTypeChecker()
  const shapeOf = shapes(checker)
  return {
    errors(file) {
      const source = program.getSourceFile(file)
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      return found.map(describe)
    },
    exports(file) {
      const source = program.getSourceFile(file)
      const symbol = source && checker.getSymbolAtLocation(source)
      const exported = symbol ? checker.getExportsOfModule(symbol) : []
      return new Map(exported.map((each) => [each.name, shapeOf(typeOf(each, checker))]))
    },
  }
}

function inMemory(
  files: ReadonlyMap<string, string>,
  wanted: TypeScript.CompilerOptions,
): TypeScript.CompilerHost {
  const disk = ts.createCompilerHost(wanted)
  return {
    ...disk,
    // A third of the time that the compiler's library takes is its comments, which nobody reads here.
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    getCurrentDirectory: () => '/',
    fileExists: (file) => files.has(file),
    readFile: (file) => files.get(file),
    directoryExists: (folder) => [...files.keys()].some((file) => file.startsWith(`${folder}/`)),
    getDirectories: () => [],
    realpath: (file) => file,
    getSourceFile(file, languageOrOptions) {
      const text = files.get(file)
      if (text !== undefined) return ts.createSourceFile(file, text, languageOrOptions)
      const known = library.get(file) ?? disk.getSourceFile(file, languageOrOptions)
      library.set(file, known)
      return known
    },
  }
}

function describe({ file, start = 0, code, messageText }: TypeScript.Diagnostic): CompileError {
  const line = file ? file.getLineAndCharacterOfPosition(start).line : 0
  const source = file?.text.split('\n')[line]?.trim() ?? ''
  return { line: line + 1, source, code, message: reason(messageText).replace(/\.$/, '') }
}

/** The last of the sentences in which the compiler goes into detail. */
function reason(message: string | TypeScript.DiagnosticMessageChain): string {
  if (typeof message === 'string') return message
  return message.next?.[0] ? reason(message.next[0]) : message.messageText
}

function typeOf(symbol: TypeScript.Symbol, checker: TypeScript.TypeChecker): TypeScript.Type {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return target.flags & ts.SymbolFlags.Type
    ? checker.getDeclaredTypeOfSymbol(target)
    : checker.getTypeOfSymbol(target)
}

function shapes(checker: TypeScript.TypeChecker): (type: TypeScript.Type) => Shape {
  const known = new Map<TypeScript.Type, Shape>()
  const types = new Map<Shape, TypeScript.Type>()
  return shapeOf

  function shapeOf(type: TypeScript.Type): Shape {
    const existing = known.get(type)
    if (existing) return existing
    const shape: Shape = {
      text: write(type),
      literal: literalOf(type),
      // Getters, since a type may contain itself.
      get members() {
        return type === members(type)[0] ? [shape] : members(type).map(shapeOf)
      },
      get items() {
        const item = checker.isArrayType(type)
          ? checker.getIndexTypeOfType(type, ts.IndexKind.Number)
          : undefined
        return item && shapeOf(item)
      },
      get properties() {
        return isObject(type) ? new Map(checker.getPropertiesOfType(type).map(propertyOf)) : undefined
      },
      get others() {
        const others = isObject(type) ? checker.getIndexTypeOfType(type, ts.IndexKind.String) : undefined
        return others && shapeOf(others)
      },
      takes(other) {
        const source = types.get(other)
        return source !== undefined && checker.isTypeAssignableTo(source, type)
      },
    }
    known.set(type, shape)
    types.set(shape, type)
    return shape
  }

  function propertyOf(symbol: TypeScript.Symbol): [string, Property] {
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0
    return [symbol.name, { optional, shape: shapeOf(checker.getTypeOfSymbol(symbol)) }]
  }

  function isObject(type: TypeScript.Type): boolean {
    if (type.isIntersection()) return type.types.every(isObject)
    return (type.flags & ts.TypeFlags.Object) !== 0 && !checker.isArrayLikeType(type)
  }

  function write(type: TypeScript.Type): string {
    const parts = members(type)
    if (parts[0] !== type) return parts.map(write).join(' | ').replace('false | true', 'boolean')
    return checker.typeToString(type, undefined, ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType)
  }

  function literalOf(type: TypeScript.Type): Shape['literal'] {
    if (type.isStringLiteral() || type.isNumberLiteral()) return type.value
    if (type.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type) === 'true'
    return type.flags & ts.TypeFlags.Null ? null : undefined
  }
}

function members(type: TypeScript.Type): readonly TypeScript.Type[] {
  return type.isUnion() && !(type.flags & ts.TypeFlags.Boolean)
    ? type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined))
    : [type]
}
