/**
 * Whether this is a job of a CI service, which all say so by the same variable: there the working
 * folder is that of a change which is judged, and may be a stranger's.
 */
export const isCi = (): boolean => !['', '0', 'false', undefined].includes(process.env.CI);
