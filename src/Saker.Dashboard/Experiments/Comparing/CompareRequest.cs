using Saker.Dashboard.Experiments.Curves;
using Saker.Dashboard.Experiments.Tables;
using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>Which runs are set side by side, and how; the address of the page says all of it.</summary>
public sealed record CompareRequest
{
    public const string Differences = "differences";
    public const string Parallel = "parallel";
    public const string Scatter = "scatter";
    public const string Curves = "curves";
    public const string Pictures = "pictures";

    /// <summary>Ids, each once.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>One of the views that are named here.</summary>
    public string View { get; init; } = Differences;

    /// <summary>Whether also what is the same in all runs is shown.</summary>
    public bool ShowsSame { get; init; }

    /// <summary>Axes of parallel coordinates; null for those that the page proposes.</summary>
    public IReadOnlyList<RunColumn>? Axes { get; init; }

    /// <summary>Of the scatter chart; null for what the page proposes.</summary>
    public RunColumn? X { get; init; }

    public RunColumn? Y { get; init; }

    /// <summary>By which points and lines have their colour.</summary>
    public RunColumn? Colour { get; init; }

    /// <summary>Metrics whose curves are shown; null for those that the page proposes.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    public CurveStyle Style { get; init; } = new();

    /// <summary>The picture that is shown; null for the first there is.</summary>
    public string? Path { get; init; }

    /// <summary>The page that shows this.</summary>
    public string Address() => Addresses.With(
        "/experiments/compare",
        [
            .. Runs.Select(run => ("run", run)),
            ("view", View == Differences ? null : View),
            ("all", ShowsSame ? "1" : null),
            .. (Axes ?? []).Select(axis => ("c", axis.Text)),
            ("across", X?.Text),
            ("up", Y?.Text),
            ("colour", Colour?.Text),
            .. (Metrics ?? []).Select(metric => ("metric", metric)),
            .. Style.Parts(),
            ("path", Path),
        ]);

    /// <summary>The runs and the view, as fields of a form that says the rest.</summary>
    public IReadOnlyList<(string Name, string Value)> Fixed() => [.. Runs.Select(run => ("run", run)), ("view", View)];
}
