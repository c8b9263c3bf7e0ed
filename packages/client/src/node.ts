export {
  type NodeHandler,
  nodeHandler,
  type NodeRequest,
  type NodeResponse,
} from './callbacks/node-handler.ts'
export { fileLedger, type FileLedger, type FileLedgerOptions } from './ledger/file/file-ledger.ts'
