/** The ways of authenticating, for advice that has to fit them. Each has a plan of its own. */
export type Way = 'token' | 'access-key' | 'iam' | 'sts';
