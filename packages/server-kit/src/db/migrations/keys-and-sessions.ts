import { sql } from "kysely";
import type { Migration } from "kysely/migration";

export const keysAndSessions: Migration = {
  async up(database) {
    await sql`
      create table heddle_platform.api_keys (
        id text primary key,
        partner_id text not null,
        name text not null,
        prefix text not null,
        hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
        permissions text[] not null check (cardinality(permissions) > 0),
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz
      );
      create index api_keys_partner on heddle_platform.api_keys (partner_id);
      comment on table heddle_platform.api_keys is 'Keys with which partners'' backends speak for their partner';
      comment on column heddle_platform.api_keys.prefix is 'The beginning of the key, by which people tell keys apart';
      comment on column heddle_platform.api_keys.hash is 'SHA-256 of the whole key, hexadecimal; the key itself is nowhere';
      comment on column heddle_platform.api_keys.expires_at is 'Null: never';

      create table heddle_platform.embed_sessions (
        id text primary key,
        partner_id text not null,
        merchant_ids text[] check (cardinality(merchant_ids) > 0),
        permissions text[] not null check (cardinality(permissions) > 0),
        origins text[],
        viewer_id text,
        api_key_id text not null references heddle_platform.api_keys (id),
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_at timestamptz
      );
      create index embed_sessions_partner on heddle_platform.embed_sessions (partner_id, created_at);
      create index embed_sessions_api_key on heddle_platform.embed_sessions (api_key_id);
      comment on table heddle_platform.embed_sessions is 'Leave of one viewer to see a part of a partner''s data for a while';
      comment on column heddle_platform.embed_sessions.merchant_ids is 'Null: all merchants of the partner';
      comment on column heddle_platform.embed_sessions.origins is 'Pages that may use the token; null: any';
      comment on column heddle_platform.embed_sessions.viewer_id is 'The partner''s own id of the person looking';

      create table heddle_platform.signing_keys (
        kid text primary key,
        public_jwk jsonb not null,
        private_jwk text not null,
        created_at timestamptz not null default now(),
        retired_at timestamptz
      );
      comment on table heddle_platform.signing_keys is 'Key pairs that sign tokens';
      comment on column heddle_platform.signing_keys.public_jwk is 'RFC 7517';
      comment on column heddle_platform.signing_keys.private_jwk is 'Encrypted with a key that follows from HEDDLE_SECRET';
      comment on column heddle_platform.signing_keys.retired_at is 'From when on it signs nothing new';
    `.execute(database);
  },
};
