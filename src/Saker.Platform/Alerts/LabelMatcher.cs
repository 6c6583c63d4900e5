using System.Text.RegularExpressions;
using Saker.Data;

namespace Saker.Platform.Alerts;

/// <summary>What a label must be: <c>endpoint=churn*</c>, <c>severity!=critical</c>, or a regular expression of the whole value: <c>alertname=~err.*|slow</c>, <c>!~</c>.</summary>
public sealed record LabelMatcher
{
    // Longer ones first: "=~" begins as "=" does.
    private static readonly string[] s_operators = ["!=", "!~", "=~", "="];
    private static readonly TimeSpan s_maxMatch = TimeSpan.FromMilliseconds(100);

    private readonly Regex? _expression;

    private LabelMatcher(string label, string comparison, string value, Regex? expression)
    {
        (Label, Operator, Value, _expression) = (label, comparison, value, expression);
    }

    public string Label { get; }

    public string Operator { get; }

    public string Value { get; }

    /// <summary>Reads one; null, with what is wrong, when the text is none.</summary>
    public static LabelMatcher? TryParse(string text, out string problem)
    {
        problem = "";
        var at = text.AsSpan().IndexOfAny("=!");
        var comparison = at < 0 ? null : s_operators.FirstOrDefault(known => text.AsSpan(at).StartsWith(known));
        if (comparison is null)
        {
            problem = $"'{text}' is no matcher; write endpoint=churn*, severity!=critical or alertname=~err.*.";
            return null;
        }
        var (label, value) = (text[..at].Trim(), text[(at + comparison.Length)..].Trim().Trim('"'));
        // What people call it.
        label = label == "rule" ? AlertLabels.Rule : label;
        if (!AlertLabels.IsName(label))
        {
            problem = $"'{label}' is no name of a label; there are alertname, severity, signal, endpoint, version, label, and those that rules give.";
            return null;
        }
        if (!comparison.Contains('~', StringComparison.Ordinal))
            return new LabelMatcher(label, comparison, value, null);
        try
        {
            return new LabelMatcher(label, comparison, value, new Regex($"^(?:{value})$", RegexOptions.CultureInvariant, s_maxMatch));
        }
        catch (ArgumentException exception)
        {
            problem = $"'{value}' is no regular expression: {exception.Message}";
            return null;
        }
    }

    /// <exception cref="SakerException">The text is no matcher.</exception>
    public static LabelMatcher Parse(string text) => TryParse(text, out var problem) ?? throw new SakerException(ErrorKind.InvalidInput, problem, "matchers");

    /// <summary>Whether labels are so; one that is not there counts as empty.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(Label, "");
        return Operator switch
        {
            "=" => Rules.SignalPattern.Matches(Value, value),
            "!=" => !Rules.SignalPattern.Matches(Value, value),
            "=~" => IsMatch(value),
            _ => !IsMatch(value),
        };
    }

    public override string ToString() => $"{Label}{Operator}{Value}";

    private bool IsMatch(string value)
    {
        try
        {
            return _expression!.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            // Better heard once too often than not at all.
            return false;
        }
    }
}
