/** What a merge did with the records it was given. */
export class MergeCountsDto {
  read!: number;
  added!: number;
  changed!: number;
  /** Repeated, or older than what is known. */
  unchanged!: number;
}
