/**
 * The functions that tell the policies who the tenant is. `heddle.scope()` checks the signature of the setting
 * `heddle.scope` with HMAC-SHA256 (RFC 2104, two nested hashes) and raises SQLSTATE HD001 when there is none, it is
 * forged or it has expired: without a scope there is no answer, not an empty one.
 *
 * STABLE and called as `(select ...)` they run once a query; PARALLEL SAFE is true because settings are copied to
 * workers.
 */
export const scopeFunctions = `create or replace function heddle.scope() returns jsonb
  language plpgsql stable parallel safe security definer set search_path = pg_catalog
as $function$
declare
  token text := current_setting('heddle.scope', true);
  parts text[] := string_to_array(coalesce(token, ''), '.');
  key record;
  claims jsonb;
begin
  if cardinality(parts) <> 3 then
    raise exception 'no tenant scope is set' using errcode = 'HD001';
  end if;
  select inner_key, outer_key into key from heddle.scope_keys
    where id = parts[1] and (retired_at is null or retired_at > clock_timestamp());
  if not found or parts[3] is distinct from encode(
    sha256(key.outer_key || sha256(key.inner_key || convert_to(parts[1] || '.' || parts[2], 'UTF8'))), 'hex')
  then
    raise exception 'the tenant scope is not signed by a current key' using errcode = 'HD001';
  end if;
  claims := convert_from(decode(parts[2], 'base64'), 'UTF8')::jsonb;
  if (claims ->> 'expires')::bigint < extract(epoch from clock_timestamp()) then
    raise exception 'the tenant scope has expired' using errcode = 'HD001';
  end if;
  return claims;
end
$function$;

create or replace function heddle.current_partner() returns text
  language sql stable parallel safe security definer set search_path = pg_catalog
as $function$ select heddle.scope() ->> 'partner' $function$;

create or replace function heddle.all_merchants() returns boolean
  language sql stable parallel safe security definer set search_path = pg_catalog
as $function$ select heddle.scope() -> 'merchants' = '"all"'::jsonb $function$;

create or replace function heddle.current_merchants() returns text[]
  language sql stable parallel safe security definer set search_path = pg_catalog
as $function$
  select case when jsonb_typeof(merchants) = 'array'
    then array(select jsonb_array_elements_text(merchants)) else '{}'::text[] end
  from (select heddle.scope() -> 'merchants' as merchants) claims
$function$;`;
