import { join } from 'node:path';
import ts from 'typescript';
import { anyOf, schemaPrefix, type Schema } from './schema.js';

/** What the source of a message class says of it. */
export interface MessageSource {
  readonly name: string;
  readonly file: string; // From the root of the repository.
  readonly description: string;
  readonly payload: Schema;
  readonly reply: Schema | null; // Null: nobody answers.
}

export interface Contracts {
  readonly messages: ReadonlyMap<string, MessageSource>; // By subject.
  readonly schemas: ReadonlyMap<string, Schema>;
}

/** Reads the message classes as the compiler does: their fields, what they answer, and every comment. */
export function readContracts(root: string): Contracts {
  const contracts = join(root, 'libs/contracts/src');
  const program = ts.createProgram({
    rootNames: [join(contracts, 'registry.ts')],
    options: {
      target: ts.ScriptTarget.ES2023,
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      experimentalDecorators: true,
      skipLibCheck: true,
      noEmit: true,
      types: [],
    },
  });
  const reader = new Reader(program.getTypeChecker(), root);
  const messages = new Map<string, MessageSource>();
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.startsWith(contracts)) continue;
    for (const statement of source.statements) {
      if (!ts.isClassDeclaration(statement) || !statement.name) continue;
      const subject = subjectOf(statement);
      if (subject) messages.set(subject, reader.message(statement));
    }
  }
  return { messages, schemas: reader.schemas };
}

function subjectOf(declaration: ts.ClassDeclaration): string | undefined {
  for (const member of declaration.members) {
    if (!ts.isPropertyDeclaration(member) || member.name.getText() !== 'subject') continue;
    if (member.initializer && ts.isStringLiteral(member.initializer)) return member.initializer.text;
  }
  return undefined;
}

/** Type parameters in force, with what stands for them. */
type Bound = ReadonlyMap<ts.Symbol, { readonly node: ts.TypeNode; readonly bound: Bound }>;

const none: Bound = new Map();

class Reader {
  readonly schemas = new Map<string, Schema>();
  private readonly names = new Map<ts.Symbol, string>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly root: string,
  ) {}

  message(declaration: ts.ClassDeclaration): MessageSource {
    const symbol = this.checker.getSymbolAtLocation(declaration.name!)!;
    return {
      name: declaration.name!.text,
      file: declaration.getSourceFile().fileName.slice(this.root.length + 1),
      description: this.commentOn(symbol),
      payload: this.fields(this.checker.getDeclaredTypeOfSymbol(symbol), none),
      reply: this.replyOf(declaration),
    };
  }

  /** `extends Query<T>` and `extends Command<T>` say what is answered. */
  private replyOf({ heritageClauses }: ts.ClassDeclaration): Schema | null {
    const parent = heritageClauses?.[0]?.types[0];
    if (!parent || !['Query', 'Command'].includes(parent.expression.getText())) return null;
    const [answer] = parent.typeArguments ?? [];
    return answer ? this.of(answer, none) : null;
  }

  private of(node: ts.TypeNode, bound: Bound): Schema {
    if (ts.isParenthesizedTypeNode(node)) return this.of(node.type, bound);
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) return this.of(node.type, bound);
    if (ts.isArrayTypeNode(node)) return { type: 'array', items: this.of(node.elementType, bound) };
    if (ts.isUnionTypeNode(node)) return anyOf(node.types.map((one) => this.of(one, bound)));
    if (ts.isIntersectionTypeNode(node)) return { allOf: node.types.map((one) => this.of(one, bound)) };
    if (ts.isTypeLiteralNode(node)) return this.literal(node, bound);
    if (ts.isTypeReferenceNode(node)) return this.reference(node, bound);
    return this.computed(this.checker.getTypeFromTypeNode(node), bound);
  }

  /** An inline object: its members one by one, since type parameters in them are bound here. */
  private literal(node: ts.TypeLiteralNode, bound: Bound): Schema {
    return this.fields(this.checker.getTypeFromTypeNode(node), bound);
  }

  private reference(node: ts.TypeReferenceNode, bound: Bound): Schema {
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if (name === 'Uuid') return { type: 'string', format: 'uuid' };
    if (name === 'Uint8Array') return { type: 'string' }; // A long text, behind the JSON of its answer.
    if (name === 'LocalDate') return { type: 'string', format: 'date' };
    if (name === 'ReadonlyArray' || name === 'Array') return { type: 'array', items: this.of(first, bound) };
    if (name === 'Readonly') return this.of(first, bound);
    if (name === 'Record') return { type: 'object', additionalProperties: this.of(second, bound) };
    const symbol = this.resolved(node.typeName);
    const standsFor = bound.get(symbol);
    if (standsFor) return this.of(standsFor.node, standsFor.bound);
    const declaration = symbol.declarations?.[0];
    if (declaration && ts.isInterfaceDeclaration(declaration) && declaration.typeParameters) {
      const inside = new Map(
        declaration.typeParameters.map((parameter, i) => [
          this.checker.getSymbolAtLocation(parameter.name)!,
          { node: node.typeArguments![i], bound },
        ]),
      );
      return this.fields(this.checker.getDeclaredTypeOfSymbol(symbol), inside);
    }
    const ours = declaration?.getSourceFile().fileName.includes('/libs/');
    if (ours && !node.typeArguments && (ts.isInterfaceDeclaration(declaration!) || ts.isTypeAliasDeclaration(declaration!)))
      return this.named(symbol, declaration);
    return this.computed(this.checker.getTypeFromTypeNode(node), bound);
  }

  /** What has a name of its own is described once. */
  private named(symbol: ts.Symbol, declaration: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): Schema {
    let name = this.names.get(symbol);
    if (name === undefined) {
      name = this.freeName(declaration);
      this.names.set(symbol, name);
      this.schemas.set(name, {}); // Before it is read: it may hold itself.
      const description = this.commentOn(symbol);
      const schema = ts.isTypeAliasDeclaration(declaration)
        ? this.of(declaration.type, none)
        : this.fields(this.checker.getDeclaredTypeOfSymbol(symbol), none);
      this.schemas.set(name, { title: declaration.name.text, ...(description ? { description } : {}), ...schema });
    }
    return { $ref: schemaPrefix + name };
  }

  private freeName(declaration: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): string {
    const { text } = declaration.name;
    if (!this.schemas.has(text)) return text;
    const [, file] = /([^/]+)\.ts$/.exec(declaration.getSourceFile().fileName)!;
    return `${text}.${file}`;
  }

  private fields(type: ts.Type, bound: Bound): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of this.checker.getPropertiesOfType(type)) {
      if (property.name.startsWith('__@')) continue; // How the framework marks what a message answers.
      properties[property.name] = this.field(property, bound);
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
  }

  private field(property: ts.Symbol, bound: Bound): Schema {
    const declaration = property.valueDeclaration ?? property.declarations?.[0];
    const typed = declaration && (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration)) ? declaration : undefined;
    const schema = typed?.type ? this.of(typed.type, bound) : this.computed(this.checker.getTypeOfSymbol(property), bound);
    const whole = schema.type === 'number' && property.name.endsWith('Minor') ? { ...schema, type: 'integer' } : schema;
    const description = [this.commentOn(property), typed ? afterwards(typed) : ''].filter(Boolean).join(' ');
    if (!description) return whole;
    return whole.$ref ? { allOf: [whole], description } : { ...whole, description };
  }

  /** A type that only the compiler can work out: an element of a constant list, what is left of a union. */
  private computed(type: ts.Type, bound: Bound): Schema {
    if (type.isUnion()) return anyOf(this.distinct(type).map((one) => this.computed(one, bound)));
    if (type.isStringLiteral()) return { type: 'string', enum: [type.value] };
    if (type.isNumberLiteral()) return { type: 'integer', enum: [type.value] };
    const is = (flag: ts.TypeFlags): boolean => (type.flags & flag) !== 0;
    if (is(ts.TypeFlags.String)) return { type: 'string' };
    if (is(ts.TypeFlags.Number)) return { type: 'number' };
    if (is(ts.TypeFlags.BooleanLike)) return { type: 'boolean' };
    if (is(ts.TypeFlags.Null)) return { type: 'null' };
    if (is(ts.TypeFlags.VoidLike)) return { type: 'object', properties: {}, additionalProperties: false };
    if (is(ts.TypeFlags.Unknown) || is(ts.TypeFlags.Any) || is(ts.TypeFlags.NonPrimitive)) return {};
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type)) {
      const items = this.checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: anyOf(items.map((one) => this.computed(one, bound))) };
    }
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index) return { type: 'object', additionalProperties: this.computed(index.type, bound) };
    return this.fields(type, bound);
  }

  /** `boolean` is a union of its two literals to the compiler, and one thing to a reader. */
  private distinct(type: ts.UnionType): ts.Type[] {
    const isFlag = (one: ts.Type): boolean => (one.flags & ts.TypeFlags.BooleanLike) !== 0;
    const flags = type.types.filter(isFlag);
    return [...type.types.filter((one) => !isFlag(one) && !(one.flags & ts.TypeFlags.Undefined)), ...flags.slice(0, 1)];
  }

  private resolved(name: ts.EntityName): ts.Symbol {
    const symbol = this.checker.getSymbolAtLocation(name)!;
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  private commentOn(symbol: ts.Symbol): string {
    return ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).replaceAll(/\s+/g, ' ').trim();
  }
}

/** The comment behind a field, on its line. */
function afterwards(node: ts.Node): string {
  const text = node.getSourceFile().text;
  const [comment] = ts.getTrailingCommentRanges(text, node.end) ?? [];
  return comment?.kind === ts.SyntaxKind.SingleLineCommentTrivia ? text.slice(comment.pos + 2, comment.end).trim() : '';
}
