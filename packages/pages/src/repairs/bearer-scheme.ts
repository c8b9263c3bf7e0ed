import { isObject, objectAt } from '../document/json.ts'
import type { RepairRule } from '../reading/draft.ts'

/** `type: bearer` → `type: http`, `scheme: bearer`: OpenAPI knows no type of that name. */
export const bearerScheme: RepairRule = {
  name: 'bearer-scheme',
  changesMeaning: false,
  apply({ document }, note) {
    const schemes = objectAt(document, 'components', 'securitySchemes')
    for (const [name, scheme] of Object.entries(schemes)) {
      if (!isObject(scheme) || scheme['type'] !== 'bearer') continue
      schemes[name] = Object.assign(scheme, { type: 'http', scheme: 'bearer' })
      note(
        ['components', 'securitySchemes', name, 'type'],
        'OpenAPI has no security scheme of type bearer: taken as http with scheme bearer.',
      )
    }
  },
}
