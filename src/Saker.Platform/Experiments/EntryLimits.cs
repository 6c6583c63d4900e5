using Saker.Data;

namespace Saker.Platform.Experiments;

/// <summary>How much may be logged at once and how long it may be; the lengths are MLflow's.</summary>
internal static class EntryLimits
{
    public const int MaxNameLength = 500;
    public const int MaxKeyLength = 250;
    public const int MaxParameterLength = 6_000;
    public const int MaxTagLength = 8_000;
    public const int MaxMetricCount = 100_000;

    /// <exception cref="SakerException">Some entries are not possible; all of them are named.</exception>
    public static void Check(RunEntries entries)
    {
        List<Problem> problems = [];
        if (entries.Metrics.Count > MaxMetricCount)
            throw new SakerException(ErrorKind.LimitExceeded, $"{entries.Metrics.Count} metric values were logged at once; at most {MaxMetricCount} are possible. Log them in several calls.", "metrics");
        foreach (var (key, value) in entries.Parameters)
            CheckEntry(problems, "parameter", key, value, MaxParameterLength);
        foreach (var (key, value) in entries.Tags)
            CheckEntry(problems, "tag", key, value, MaxTagLength);
        foreach (var metric in entries.Metrics)
            CheckKey(problems, "metric", metric.Key);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The entries cannot be logged; nothing was.", problems);
    }

    /// <exception cref="SakerException">The name is empty or too long.</exception>
    public static void CheckName(string what, string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new SakerException(ErrorKind.InvalidInput, $"The name of the {what} is empty.", "name");
        if (name.Length > MaxNameLength)
            throw new SakerException(ErrorKind.InvalidInput, $"The name of the {what} has {name.Length} characters; at most {MaxNameLength} are possible.", "name");
    }

    private static void CheckEntry(List<Problem> problems, string kind, string key, string value, int maxLength)
    {
        CheckKey(problems, kind, key);
        if (value.Length > maxLength)
            problems.Add(new Problem(key, $"the {kind} has {value.Length} characters; at most {maxLength} are possible."));
    }

    private static void CheckKey(List<Problem> problems, string kind, string key)
    {
        if (string.IsNullOrWhiteSpace(key))
            problems.Add(new Problem(kind, "has an empty name."));
        else if (key.Length > MaxKeyLength)
            problems.Add(new Problem(key, $"the name of the {kind} has {key.Length} characters; at most {MaxKeyLength} are possible."));
    }
}
