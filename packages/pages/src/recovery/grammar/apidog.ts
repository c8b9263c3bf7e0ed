import type { Type } from './type.ts'

/** The extensions of one publisher whose values hold keys that OpenAPI knows too. */
export const apidogTypes: Readonly<Record<string, Type>> = {
  apidogEnum: { item: 'apidogEnumValue' },
  apidogEnumValue: { fields: { value: 'value', name: 'text', description: 'text' }, needs: ['value'] },
  apidogRefs: { names: /^/, each: 'apidogRef' },
  apidogRef: {
    fields: { $ref: 'text', 'x-apidog-overrides': 'properties', required: 'names' },
    needs: ['$ref'],
  },
  apidogScheme: {
    fields: { schemeGroups: 'apidogGroups', required: 'flag', use: 'apidogUse', scopes: 'apidogScopes' },
  },
  apidogGroups: { item: 'apidogGroup' },
  apidogGroup: { fields: { id: 'text', schemeIds: 'texts' }, needs: ['id', 'schemeIds'] },
  apidogUse: { fields: { id: 'text' } },
  apidogScopes: { names: /^/, each: 'apidogScope' },
  apidogScope: { names: /^/, each: 'texts' },
}
