export {
  type NodeHandler,
  nodeHandler,
  type NodeRequest,
  type NodeResponse,
} from './callbacks/node-handler.ts'
export { sqliteLedger, type SqliteLedger } from './ledger/sqlite/sqlite-ledger.ts'
