/*
 * Functions of pg_catalog that read nothing but their arguments and whose cost is bounded by their size. Left out on
 * purpose: whatever reads settings, files, other queries, roles or the catalogs, runs SQL from a string, locks, sleeps,
 * draws random numbers, or can make much out of little (`repeat`, `lpad`, `format`, `normalize`, `array_fill`).
 */
const aggregates =
  "count sum avg min max bool_and bool_or every any_value array_agg string_agg json_agg jsonb_agg json_object_agg " +
  "jsonb_object_agg stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp regr_avgx " +
  "regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy mode percentile_cont " +
  "percentile_disc bit_and bit_or";
const windows = "row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value";
const numbers =
  "abs ceil ceiling floor round trunc sign sqrt cbrt power pow exp ln log log10 mod div greatest least gcd lcm " +
  "width_bucket degrees radians pi sin cos tan asin acos atan atan2 numeric int4 int8 float8";
const texts =
  "lower upper initcap length char_length character_length octet_length substring substr left right trim btrim ltrim " +
  "rtrim replace split_part strpos position overlay reverse concat concat_ws starts_with ascii chr md5 to_char to_number " +
  "regexp_replace regexp_match regexp_matches regexp_count regexp_like regexp_substr regexp_instr like_escape similar_to_escape " +
  "string_to_array translate text";
const dates =
  "now date_trunc date_part extract date_bin age to_date to_timestamp make_date make_time make_timestamp make_timestamptz " +
  "make_interval justify_days justify_hours justify_interval isfinite timezone transaction_timestamp " +
  "statement_timestamp date timestamptz timestamp overlaps";
const collections =
  "array_length array_to_string array_position array_positions array_append array_prepend array_cat array_remove " +
  "array_replace cardinality unnest generate_series generate_subscripts array_lower array_upper array_ndims";
const json =
  "to_json to_jsonb row_to_json json_build_object jsonb_build_object json_build_array jsonb_build_array json_object " +
  "jsonb_object json_array_length jsonb_array_length json_array_elements jsonb_array_elements json_array_elements_text " +
  "jsonb_array_elements_text json_each jsonb_each json_each_text jsonb_each_text json_object_keys jsonb_object_keys " +
  "json_extract_path jsonb_extract_path json_extract_path_text jsonb_extract_path_text json_typeof jsonb_typeof " +
  "jsonb_strip_nulls json_strip_nulls";

export const allowedFunctions: ReadonlySet<string> = new Set(
  [aggregates, windows, numbers, texts, dates, collections, json].flatMap((list) => list.split(" ")),
);

/** Functions that may stand in FROM, with the columns they give; `null`: one column of the function's own name. */
export const tableFunctions: Readonly<Record<string, readonly string[] | null>> = {
  generate_series: null,
  generate_subscripts: null,
  unnest: null,
  regexp_matches: null,
  json_array_elements: ["value"],
  jsonb_array_elements: ["value"],
  json_array_elements_text: ["value"],
  jsonb_array_elements_text: ["value"],
  json_each: ["key", "value"],
  jsonb_each: ["key", "value"],
  json_each_text: ["key", "value"],
  jsonb_each_text: ["key", "value"],
  json_object_keys: null,
  jsonb_object_keys: null,
};
