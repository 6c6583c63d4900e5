using Saker.Data;
using Saker.Data.Checks;
using Saker.Learning.Behaviour.Kinds;

namespace Saker.Learning.Behaviour;

/// <summary>The kinds of behaviour tests by public name.</summary>
public static class BehaviourCatalogue
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMicroseconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, Func<Settings, BehaviourTest>> s_all = new(StringComparer.Ordinal)
    {
        [Invariance.PublicName] = settings => ReadInvariance(settings, isProtected: false),
        [Invariance.ProtectedName] = settings => ReadInvariance(settings, isProtected: true),
        [Monotonicity.PublicName] = settings => new Monotonicity
        {
            Input = settings.Text("column"),
            IsIncreasing = settings.Choice("direction", settings.Has("direction") ? "" : Missing(settings, "direction", "increasing"), "increasing", "decreasing") != "decreasing",
            Tolerance = settings.Number("tolerance", 0, 0),
            Points = settings.Integer("points", Monotonicity.DefaultPoints, 2, 100),
        },
        [Directional.PublicName] = ReadDirectional,
        [OutputRange.PublicName] = settings => new OutputRange { Min = settings.Number("min", 0), Max = settings.Number("max", 1) },
        [Repetition.PublicName] = settings => new Repetition { Repeats = settings.Integer("repeats", Repetition.DefaultRepeats, 2, 100) },
        [Permutation.OfColumns] = settings => new Permutation { IsOfRows = false, Tolerance = settings.Number("tolerance", Repetition.Rounding, 0) },
        [Permutation.OfRows] = settings => new Permutation { IsOfRows = true, Tolerance = settings.Number("tolerance", Repetition.Rounding, 0) },
        [Latency.PublicName] = settings => new Latency
        {
            Max = DurationText.Read(settings, "max", s_shortest, s_longest) ?? Absent(settings, "max"),
            Percentile = settings.Number("percentile", 99, 1, 100),
            Calls = settings.Integer("calls", Latency.DefaultCalls, 10, 100_000),
        },
        [Noise.PublicName] = settings => new Noise
        {
            Inputs = settings.Texts("columns"),
            Scale = settings.Number("scale", Noise.DefaultScale, 1e-9, 1),
            Tolerance = settings.Number("tolerance", Noise.DefaultTolerance, 0),
            Tries = settings.Integer("tries", Noise.DefaultTries, 1, 100),
        },
        [MissingValues.PublicName] = settings => new MissingValues { Inputs = settings.Texts("columns"), Tolerance = settings.Number("tolerance", MissingValues.DefaultTolerance, 0) },
    };

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Keys];

    /// <summary>Makes the test that the key <c>test</c> names; the other keys are its settings, and <c>name</c>, <c>severity</c> and <c>allowed</c> of every kind.</summary>
    /// <returns>The test, or null when its kind is missing or not known, which is reported.</returns>
    public static BehaviourTest? Create(Settings settings)
    {
        var kind = settings.Text("test");
        if (kind.Length == 0)
            return null;
        if (!s_all.TryGetValue(kind, out var read))
        {
            settings.Report("test", $"'{kind}' is not known; use one of: {string.Join(", ", Names)}.");
            return null;
        }
        var test = read(settings) with
        {
            Title = settings.OptionalText("name"),
            Severity = settings.Choice("severity", "fail", "fail", "warn") == "warn" ? Severity.Warn : Severity.Fail,
            Allowed = settings.Number("allowed", 0, 0, 1),
        };
        settings.RejectUnknown();
        return test;
    }

    private static Invariance ReadInvariance(Settings settings, bool isProtected)
    {
        var columns = settings.Texts("columns");
        if (columns.Count == 0)
            settings.Report("columns", "name the columns that must not matter.");
        return new Invariance { Inputs = columns, IsProtected = isProtected, Tolerance = settings.Number("tolerance", 0, 0), Tries = settings.Integer("tries", Invariance.DefaultTries, 1, 100) };
    }

    private static Directional ReadDirectional(Settings settings)
    {
        var change = ValueChange.Read(settings.Section("change"));
        if (change.Count == 0)
            settings.Report("change", "name what is changed, such as 'change: {Contract: Two year}' or 'change: {tenure: {add: 12}}'.");
        var expect = settings.Choice("expect", settings.Has("expect") ? "" : Missing(settings, "expect", "increase"), [.. Directional.Words.Values]);
        return new Directional
        {
            Change = change,
            Where = Directional.ReadWhere(settings.Section("where")),
            Expect = Directional.Words.FirstOrDefault(pair => pair.Value == expect).Key,
            By = settings.Number("by", 0, 0),
        };
    }

    private static string Missing(Settings settings, string key, string instead)
    {
        settings.Report(key, "this is missing and has no default.");
        return instead;
    }

    private static TimeSpan Absent(Settings settings, string key)
    {
        if (!settings.Has(key))
            Missing(settings, key, "");
        return s_longest;
    }
}
