using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>
/// Outcomes as the labels that a model answers. Files write a label as they like: 1.0 where a column had missing values, True where Python wrote it.
/// What is exactly a label is that one; what says the same as exactly one label is that one; all else stays as it came.
/// </summary>
internal static class OutcomeLabel
{
    public static string Of(string value, IReadOnlyCollection<string> labels)
    {
        if (labels.Contains(value))
            return value;
        string[] same = [.. labels.Where(label => AreSame(label, value)).Take(2)];
        return same is [var only] ? only : value;
    }

    public static bool AreSame(string left, string right) =>
        OutcomeValue.AreSame(left, right) || (bool.TryParse(left, out var one) && bool.TryParse(right, out var other) && one == other);
}
