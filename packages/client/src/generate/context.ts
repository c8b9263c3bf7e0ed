import type { FilesContext } from '../files/context.ts'
import type { TasksContext } from '../tasks/context.ts'

/** What generating a file needs, from the request to the disk. */
export interface GenerateContext extends TasksContext, FilesContext {}
