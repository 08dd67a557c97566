/** A JSON object that is not a usable answer about the job that was asked for. The message says why. */
export class UnusableResponse extends Error {
  override readonly name: string = 'UnusableResponse';
}

/** An answer that says there is no such job: an empty list where the job would stand. */
export class NoSuchJob extends UnusableResponse {
  override readonly name = 'NoSuchJob';
}
