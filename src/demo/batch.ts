/** Records of one noun, as intake takes them. */
export interface DemoBatch {
  noun: string;
  rows: Record<string, unknown>[];
}
