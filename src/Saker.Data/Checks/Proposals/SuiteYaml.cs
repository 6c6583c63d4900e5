using System.Globalization;
using System.Text;

namespace Saker.Data.Checks.Proposals;

/// <summary>Writes a proposal as a file that <see cref="CheckSuite"/> is read from.</summary>
internal static class SuiteYaml
{
    private const int LongestComment = 140;

    public static string Write(SuiteProposal proposal)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Proposed from {Comment(proposal.Source)}: {proposal.RowCount} rows, {proposal.Checks.Count} checks. All of them hold on these rows.\n");
        if (proposal.SampledRowCount < proposal.RowCount)
            text.Append(CultureInfo.InvariantCulture, $"# Bounds were found by {proposal.SampledRowCount} rows, and then tried on all.\n");
        text.Append("# Read it, change what you know better, and keep it with the code that uses the data.\n");
        text.Append(proposal.Checks.Count == 0 ? "checks: []\n" : "checks:\n");
        string? group = null;
        foreach (var proposed in proposal.Checks)
        {
            if (proposed.Column is { } column && column != group)
                text.Append(CultureInfo.InvariantCulture, $"\n  # {Comment(column)}\n");
            group = proposed.Column;
            text.Append(CultureInfo.InvariantCulture, $"  # {Comment(proposed.Reason)}\n");
            var start = "  - ";
            foreach (var (key, value) in proposed.Draft.Mapping)
            {
                text.Append(CultureInfo.InvariantCulture, $"{start}{key}: {Value(value)}\n");
                start = "    ";
            }
        }
        return text.ToString();
    }

    private static string Value(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        int integer => integer.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime moment => Text(CheckDraft.MomentName(moment)),
        string text => IsPlain(text) ? text : Text(text),
        IEnumerable<string> texts => $"[{string.Join(", ", texts.Select(Text))}]",
        _ => throw new InvalidOperationException($"No YAML of {value.GetType()}."),
    };

    /// <summary>Whether a text can stand without quotes and is still a text.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_')
        && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");

    /// <summary>In single quotes, where nothing but the quote itself is special; in double quotes when there is something that a line cannot hold.</summary>
    private static string Text(string text)
    {
        if (!text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c)))
            return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>One line, and not a long one.</summary>
    private static string Comment(string text)
    {
        var line = new string([.. text.Take(LongestComment).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' || char.IsSurrogate(c) ? ' ' : c)]);
        return text.Length > LongestComment ? line + " ..." : line;
    }
}
