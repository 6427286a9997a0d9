// Decides what is known of an OpenID provider from the configuration.

/** Who vouches for people besides this installation. */
export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
