/** Something that the documents do not allow. */
export interface Finding {
  /** Which promise is broken. */
  readonly rule: string;
  readonly text: string;
  /** Whether it is about time, so that a busy machine may be to blame, and a second try has to confirm it. */
  readonly timed?: boolean;
}
