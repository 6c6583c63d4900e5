using System.Globalization;
using Saker.Dashboard.Experiments.Curves;
using Saker.Dashboard.Experiments.Tables;
using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>Several runs side by side.</summary>
public sealed record Comparison
{
    /// <summary>Runs that are compared at most.</summary>
    public const int MaxRuns = 100;

    /// <summary>Metrics that are drawn at most.</summary>
    public const int MaxCurves = 12;

    private const int MaxProposedAxes = 8;
    private const int MaxProposedMetrics = 3;

    public required CompareRequest Request { get; init; }

    /// <summary>In the order they were asked for.</summary>
    public required IReadOnlyList<Run> Runs { get; init; }

    public required IReadOnlyList<ComparedRow> Parameters { get; init; }

    /// <summary>The latest value of each metric.</summary>
    public required IReadOnlyList<ComparedRow> Metrics { get; init; }

    /// <summary>Tags, without those that clients write by themselves.</summary>
    public required IReadOnlyList<ComparedRow> Tags { get; init; }

    /// <summary>The metrics that have curves, as <see cref="CurveReader.KeysOf"/> says.</summary>
    public IReadOnlyList<string> CurveKeys { get; init; } = [];

    /// <summary>Those that are shown.</summary>
    public IReadOnlyList<CurveLines> Curves { get; init; } = [];

    /// <summary>Paths of pictures among the artifacts, the most frequent first.</summary>
    public IReadOnlyList<ComparedPicture> Pictures { get; init; } = [];

    /// <summary>Of how many runs not all files were looked through for pictures.</summary>
    public int CutRunCount { get; init; }

    /// <summary>The experiments of the runs, with what they are called.</summary>
    public IReadOnlyList<(ExperimentId Id, string Name)> Experiments { get; init; } = [];

    /// <summary>Parameters and metrics that can be an axis: what differs comes first.</summary>
    public IReadOnlyList<RunColumn> Choices { get; init; } = [];

    /// <summary>The axes of parallel coordinates: those chosen, else the parameters that differ, and some metrics.</summary>
    public IReadOnlyList<RunColumn> Axes => Request.Axes ?? [.. Varying(RunColumn.Parameters).Take(MaxProposedAxes), .. Varying(RunColumn.Metrics).Take(MaxProposedMetrics)];

    public RunColumn? X => Request.X ?? Varying(RunColumn.Parameters).FirstOrDefault() ?? Varying(RunColumn.Metrics).FirstOrDefault();

    public RunColumn? Y => Request.Y ?? Varying(RunColumn.Metrics).FirstOrDefault(column => column != X) ?? Varying(RunColumn.Parameters).FirstOrDefault(column => column != X);

    public static Comparison Of(CompareRequest request, IReadOnlyList<Run> runs)
    {
        var parameters = Rows(runs, run => run.Parameters.Keys, (run, key) => run.Parameters.GetValueOrDefault(key));
        var metrics = Rows(runs, run => run.Metrics.Keys, (run, key) => run.Metrics.TryGetValue(key, out var value) ? value.ToString("R", CultureInfo.InvariantCulture) : null);
        return new Comparison
        {
            Request = request,
            Runs = runs,
            Parameters = parameters,
            Metrics = metrics,
            Tags = Rows(runs, run => run.Tags.Keys.Where(key => !MlflowTags.IsSystem(key)), (run, key) => run.Tags.GetValueOrDefault(key)),
            CurveKeys = CurveReader.KeysOf(runs),
            Choices =
            [
                .. parameters.Select(row => (row.Differs, Column: new RunColumn(RunColumn.Parameters, row.Key)))
                    .Concat(metrics.Select(row => (row.Differs, Column: new RunColumn(RunColumn.Metrics, row.Key))))
                    .OrderByDescending(pair => pair.Differs).Select(pair => pair.Column),
            ],
        };
    }

    /// <summary>The rows that are wanted: those that differ, or all.</summary>
    public IReadOnlyList<ComparedRow> Wanted(IReadOnlyList<ComparedRow> rows) => Request.ShowsSame ? rows : [.. rows.Where(row => row.Differs)];

    // What most runs have comes first: one sees little along an axis that few of them have.
    private IEnumerable<RunColumn> Varying(string kind) => (kind == RunColumn.Metrics ? Metrics : Parameters)
        .Where(row => row.Differs && !CurveLines.IsSystem(row.Key))
        .Select(row => new RunColumn(kind, row.Key))
        .Select(column => (Column: column, Count: Runs.Count(run => kind == RunColumn.Metrics ? run.Metrics.TryGetValue(column.Key, out var value) && double.IsFinite(value) : run.Parameters.ContainsKey(column.Key))))
        .Where(pair => pair.Count > 1).OrderByDescending(pair => pair.Count).Select(pair => pair.Column);

    private static List<ComparedRow> Rows(IReadOnlyList<Run> runs, Func<Run, IEnumerable<string>> keys, Func<Run, string, string?> value) =>
        [.. runs.SelectMany(keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(key => new ComparedRow(key, [.. runs.Select(run => value(run, key))]))];
}
