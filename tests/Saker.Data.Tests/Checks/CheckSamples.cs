using Saker.Data.Checks;

namespace Saker.Data.Tests.Checks;

/// <summary>A declared check of every kind, with all the keys that it has of its own.</summary>
internal static class CheckSamples
{
    private const string Yaml = """
        checks:
          - {check: any_not_null, columns: [text, number]}
          - {check: change, column: whole, max: 3, relative: true}
          - {check: column_count, min: 1, max: 100}
          - {check: column_exists, column: text}
          - {check: columns_differ, columns: [whole, small]}
          - {check: columns_sum, columns: [whole, small], min: -10, max: 10}
          - {check: combination_in_set, columns: [code, flag], values: [[a, true], ["1", false]]}
          - {check: compare, column: whole, is: "<=", other: small}
          - {check: completeness, column: text, min: 0.5}
          - {check: contains, column: text, text: a}
          - {check: contains_values, column: code, values: [a, b]}
          - {check: correlation, column: whole, other: number, min: -0.5, max: 0.5}
          - {check: date_range, column: day, min: 2024-01-01, max: 2024-06-30T12:00:00+02:00}
          - {check: datetime_format, column: written, format: "%d.%m.%Y"}
          - {check: decimals, column: number, min: 1}
          - {check: decreasing, column: whole, strict: true}
          - {check: distinct_count, column: code, min: 2, max: 4}
          - {check: distinct_share, column: code, min: 0.1, max: 0.9}
          - {check: distribution, column: whole, method: ks, max: 0.3, reference: {edges: [-5, 0, 5], shares: [0.5, 0.5]}}
          - {check: email, column: format}
          - {check: ends_with, column: text, text: a}
          - {check: entropy, column: code, min: 0.5, max: 2}
          - {check: foreign_key, column: code, keys: [id], file: other.csv}
          - {check: freshness, column: day, max: 2d}
          - {check: functional_dependency, column: flag, determinants: [code]}
          - {check: gap, column: instant, max: 90m}
          - {check: in_set, column: code, values: [a, b, "1"]}
          - {check: increasing, column: whole, strict: true}
          - {check: ip_address, column: format}
          - {check: is_null, column: text}
          - {check: json, column: format}
          - {check: length, column: text, min: 1, max: 3}
          - {check: like, column: text, pattern: "a%", ignore_case: true}
          - {check: matches, column: text, pattern: "[ab]+"}
          - {check: max, column: whole, min: 3, max: 5}
          - {check: mean, column: whole, min: -1, max: 1}
          - {check: mean_length, column: text, min: 1, max: 2}
          - {check: median, column: whole, min: -1, max: 1}
          - {check: min, column: whole, min: -5, max: -3}
          - {check: most_common, column: code, values: [a]}
          - {check: not_blank, column: text}
          - {check: not_in_future, column: instant}
          - {check: not_in_set, column: code, values: [a, "1"]}
          - {check: not_like, column: text, pattern: "_b%", ignore_case: true}
          - {check: not_matches, column: text, pattern: "b+"}
          - {check: not_negative, column: whole}
          - {check: not_null, column: text}
          - {check: null_share, column: text, max: 0.1}
          - {check: of_type, column: written, type: int64}
          - {check: outliers, column: number, method: iqr, threshold: 1.2}
          - {check: positive, column: whole}
          - {check: quantile, column: whole, quantile: 0.75, min: 0, max: 4}
          - {check: range, column: whole, min: -2, max: 3, strict_min: true, strict_max: true}
          - {check: repeats, column: code}
          - {check: row_count, min: 5, max: 50}
          - {check: row_count_equals, dataset: other/2, tolerance: 0.1}
          - {check: row_rule, condition: whole > small OR flag}
          - {check: same_set, column: code, values: [a, b, c]}
          - {check: schema, columns: {whole: int64, text: any}, ordered: true, strict: true, coerce: true}
          - {check: sequence, column: whole, step: 2}
          - {check: share, condition: whole > 0, min: 0.2, max: 0.8}
          - {check: starts_with, column: text, text: a}
          - {check: std, column: whole, min: 0, max: 4}
          - {check: sum, column: whole, min: -20, max: 20}
          - {check: table_rule, condition: sum(whole) < count(*)}
          - {check: unique, columns: [code, small]}
          - {check: url, column: format}
          - {check: uuid, column: format}
        """;

    public static IReadOnlyList<Check> All { get; } = CheckSuiteFile.Parse(Yaml, null).Checks;
}
