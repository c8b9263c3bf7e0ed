import { apidogTypes, of, schemaTypes, type Type } from './schema.ts'

const name = /^[\w.\- ]+$/
const described = { summary: 'text', description: 'text' }
const named = (each: string): Type => ({ names: name, each })
const listOf = (item: string): Type => ({ item })
const headerFields = {
  ...of('text', '$ref description style'),
  ...of('flag', 'required deprecated explode'),
  schema: 'schema',
  example: 'data',
  examples: 'examples',
  content: 'content',
}

/** The objects of OpenAPI 3.0 and 3.1 by name, with the fixed fields of each. */
export const types: Readonly<Record<string, Type>> = {
  ...schemaTypes,
  ...apidogTypes,
  text: { scalars: ['string'] },
  flag: { scalars: ['boolean'] },
  texts: listOf('text'),
  textByName: { names: /^/, each: 'text' },
  /** Example data and extensions: any YAML. */
  data: {
    scalars: ['string', 'integer', 'number', 'boolean', 'null'],
    names: /^/,
    each: 'data',
    item: 'data',
  },
  document: {
    fields: {
      ...of('text', 'openapi jsonSchemaDialect'),
      info: 'info',
      servers: 'servers',
      paths: 'paths',
      webhooks: 'pathItems',
      components: 'components',
      security: 'security',
      tags: 'tags',
      externalDocs: 'externalDocs',
    },
    needs: ['openapi', 'info', 'paths'],
  },
  info: {
    fields: {
      ...described,
      ...of('text', 'title termsOfService version'),
      contact: 'contact',
      license: 'license',
    },
    needs: ['title', 'version'],
  },
  contact: { fields: of('text', 'name url email') },
  license: { fields: of('text', 'name identifier url'), needs: ['name'] },
  externalDocs: { fields: of('text', 'description url'), needs: ['url'] },
  servers: listOf('server'),
  server: {
    fields: { ...of('text', 'url name description'), variables: 'serverVariables' },
    needs: ['url'],
  },
  serverVariables: named('serverVariable'),
  serverVariable: { fields: { enum: 'texts', default: 'text', description: 'text' }, needs: ['default'] },
  tags: listOf('tag'),
  tag: { fields: { ...described, name: 'text', externalDocs: 'externalDocs' }, needs: ['name'] },
  security: listOf('securityRequirement'),
  securityRequirement: { fields: { 'x-apidog': 'apidogScheme' }, names: /^(?!x-)[\w.-]+$/, each: 'texts' },
  paths: { names: /^\//, each: 'pathItem' },
  pathItems: named('pathItem'),
  pathItem: {
    fields: {
      ...described,
      $ref: 'text',
      ...of('operation', 'get put post delete options head patch trace'),
      servers: 'servers',
      parameters: 'parameterList',
    },
  },
  operation: {
    fields: {
      ...described,
      tags: 'texts',
      externalDocs: 'externalDocs',
      operationId: 'text',
      parameters: 'parameterList',
      requestBody: 'requestBody',
      responses: 'responses',
      callbacks: 'callbacks',
      deprecated: 'flag',
      security: 'security',
      servers: 'servers',
    },
    needs: ['responses'],
  },
  parameterList: listOf('parameter'),
  parameter: {
    fields: { ...headerFields, ...of('text', 'name in'), ...of('flag', 'allowEmptyValue allowReserved') },
    needs: ['name', 'in'],
  },
  header: { fields: headerFields },
  requestBody: {
    fields: { $ref: 'text', description: 'text', content: 'content', required: 'flag' },
    needs: ['content'],
  },
  content: { names: /^[\w.+*-]+\/[\w.+*-]+(?:;.*)?$/, each: 'mediaType' },
  mediaType: { fields: { schema: 'schema', example: 'data', examples: 'examples', encoding: 'encodings' } },
  encodings: named('encoding'),
  encoding: {
    fields: {
      ...of('text', 'contentType style'),
      headers: 'headers',
      ...of('flag', 'explode allowReserved'),
    },
  },
  responses: { names: /^(?:[1-5](?:\d\d|XX)|default)$/, each: 'response' },
  response: {
    fields: { ...described, $ref: 'text', headers: 'headers', content: 'content', links: 'links' },
    needs: ['description'],
  },
  examples: named('example'),
  example: { fields: { ...described, $ref: 'text', value: 'data', externalValue: 'text' } },
  headers: named('header'),
  links: named('link'),
  link: {
    fields: {
      ...of('text', '$ref description operationRef operationId'),
      parameters: 'data',
      requestBody: 'data',
      server: 'server',
    },
  },
  callbacks: named('callback'),
  callback: { fields: { $ref: 'text' }, names: /[{$/]/, each: 'pathItem' },
  components: {
    fields: {
      schemas: 'schemasByName',
      responses: 'responsesByName',
      parameters: 'parametersByName',
      examples: 'examples',
      requestBodies: 'requestBodies',
      headers: 'headers',
      securitySchemes: 'securitySchemes',
      links: 'links',
      callbacks: 'callbacks',
      pathItems: 'pathItems',
    },
  },
  schemasByName: named('schema'),
  responsesByName: named('response'),
  parametersByName: named('parameter'),
  requestBodies: named('requestBody'),
  securitySchemes: named('securityScheme'),
  securityScheme: {
    fields: {
      ...of('text', '$ref type description name in scheme bearerFormat openIdConnectUrl'),
      flows: 'flows',
    },
    needs: ['type'],
  },
  flows: { fields: of('flow', 'implicit password clientCredentials authorizationCode') },
  flow: {
    fields: { ...of('text', 'authorizationUrl tokenUrl refreshUrl'), scopes: 'textByName' },
    needs: ['scopes'],
  },
}

/** Where each known extension is at home. One that is not listed may stand in any object. */
export const homes: Readonly<Record<string, readonly string[]>> = {
  'x-apidog-orders': ['schema'],
  'x-apidog-ignore-properties': ['schema'],
  'x-apidog-refs': ['schema'],
  'x-apidog-enum': ['schema'],
  'x-apidog-overrides': ['schema'],
  'x-apidog-folder': ['schema', 'operation'],
  'x-apidog-name': ['response'],
  'x-apidog-status': ['operation'],
  'x-run-in-apidog': ['operation'],
  'x-apidog': ['securityRequirement'],
}
