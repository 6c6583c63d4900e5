using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>Several runs side by side.</summary>
public sealed record Comparison
{
    /// <summary>Runs that are compared at most.</summary>
    public const int MaxRuns = 20;

    /// <summary>Metrics that are drawn at most.</summary>
    public const int MaxCurves = 24;

    /// <summary>In the order they were asked for.</summary>
    public required IReadOnlyList<Run> Runs { get; init; }

    public required IReadOnlyList<ComparedRow> Parameters { get; init; }

    /// <summary>The latest value of each metric.</summary>
    public required IReadOnlyList<ComparedRow> Metrics { get; init; }

    /// <summary>Tags, without those that clients write by themselves.</summary>
    public required IReadOnlyList<ComparedRow> Tags { get; init; }

    /// <summary>The metrics that some run logged over several steps.</summary>
    public IReadOnlyList<ComparedCurve> Curves { get; init; } = [];

    /// <summary>Whether more metrics have curves than are drawn.</summary>
    public bool HasMoreCurves { get; init; }

    public static Comparison Of(IReadOnlyList<Run> runs) => new()
    {
        Runs = runs,
        Parameters = Rows(runs, run => run.Parameters.Keys, (run, key) => run.Parameters.GetValueOrDefault(key)),
        Metrics = Rows(runs, run => run.Metrics.Keys, (run, key) => run.Metrics.TryGetValue(key, out var value) ? Format.Number(value) : null),
        Tags = Rows(runs, run => run.Tags.Keys.Where(key => !MlflowTags.IsSystem(key)), (run, key) => run.Tags.GetValueOrDefault(key)),
    };

    private static List<ComparedRow> Rows(IReadOnlyList<Run> runs, Func<Run, IEnumerable<string>> keys, Func<Run, string, string?> value) =>
        [.. runs.SelectMany(keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(key => new ComparedRow(key, [.. runs.Select(run => value(run, key))]))];
}
