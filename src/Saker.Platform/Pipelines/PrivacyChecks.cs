using System.Text.RegularExpressions;
using Saker.Data.Checks;

namespace Saker.Platform.Pipelines;

/// <summary>Which checks can be asked of rows whose protected columns are not any more what the checks were written for.</summary>
internal static partial class PrivacyChecks
{
    private static readonly HashSet<string> s_words = new(["and", "or", "not", "is", "null", "in", "like", "between", "true", "false", "case", "when", "then", "else", "end"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The suite without the checks that read protected columns, or ask how many columns there are and which.</summary>
    public static CheckSuite Fitting(PrivacySettings privacy, CheckSuite suite) => suite with
    {
        Key = [.. suite.Key.Where(column => !privacy.Changes(column))],
        Checks = [.. suite.Checks.Where(check => Fits(privacy, check))],
    };

    /// <summary>What is said of the checks that are left out.</summary>
    public static IEnumerable<string> Describe(CheckSuite asked, CheckSuite fitting) =>
        asked.Checks.Except(fitting.Checks, ReferenceEqualityComparer.Instance).Cast<Check>().Select(check => $"Not checked, as the rows come protected: {check.Description}.");

    private static bool Fits(PrivacySettings privacy, Check check) => check switch
    {
        SchemaCheck or ColumnCountCheck => false,
        _ when check.Columns.Any(privacy.Changes) => false,
        RowRuleCheck rule => !Names(privacy, rule.Condition) && !Names(privacy, rule.Where),
        TableRuleCheck rule => !Names(privacy, rule.Condition),
        ConditionalCheck { Where: { } where } => !Names(privacy, where),
        _ => true,
    };

    /// <summary>Whether a condition may read a protected column: a word that could be one counts, for a check too few is told and one too many fails.</summary>
    private static bool Names(PrivacySettings privacy, string? condition) => condition is not null && Words().Matches(condition)
        .Where(word => word.Groups["name"].Success)
        .Select(word => word.Groups["name"].Value.Trim('"'))
        .Any(name => !s_words.Contains(name) && privacy.Changes(Known(privacy, name)));

    /// <summary>As the policy writes a name, for SQL does not tell capitals from small letters.</summary>
    private static string Known(PrivacySettings privacy, string name) => privacy.Policy.Columns.Keys.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    // Texts in quotes are no names, and neither is what stands before an opening parenthesis.
    [GeneratedRegex("""'(?:[^']|'')*'|(?<name>"[^"]+"|[\p{L}_][\p{L}\p{N}_]*)(?!\s*\(|[\p{L}\p{N}_])""")]
    private static partial Regex Words();
}
