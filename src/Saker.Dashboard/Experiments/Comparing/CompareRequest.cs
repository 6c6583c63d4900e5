using Saker.Dashboard.Experiments.Curves;
using Saker.Dashboard.Experiments.Tables;

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
    public string Address() => "/experiments/compare?" + string.Join('&', Parts().Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"));

    /// <summary>The runs and the view, as fields of a form that says the rest.</summary>
    public IReadOnlyList<(string Name, string Value)> Fixed() => [.. Runs.Select(run => ("run", run)), ("view", View)];

    private IEnumerable<(string Name, string Value)> Parts()
    {
        foreach (var run in Runs)
            yield return ("run", run);
        if (View != Differences)
            yield return ("view", View);
        if (ShowsSame)
            yield return ("all", "1");
        foreach (var axis in Axes ?? [])
            yield return ("c", axis.Text);
        foreach (var (name, column) in new[] { ("across", X), ("up", Y), ("colour", Colour) })
        {
            if (column is not null)
                yield return (name, column.Text);
        }
        foreach (var metric in Metrics ?? [])
            yield return ("metric", metric);
        foreach (var part in Style.Parts())
            yield return part;
        if (Path is not null)
            yield return ("path", Path);
    }
}
