using Saker.Dashboard.Experiments.Tables;
using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>What somebody looked for among the runs, and what was found.</summary>
public sealed record FoundRuns
{
    public string? Filter { get; init; }

    public string? Order { get; init; }

    public IReadOnlyList<Run> Runs { get; init; } = [];

    /// <summary>The experiment whose runs were searched; null for all.</summary>
    public string? Experiment { get; init; }

    /// <summary>Where this page began; null for the first.</summary>
    public string? Page { get; init; }

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public string? NextPage { get; init; }

    /// <summary>What is wrong with the filter or the order; null when nothing is.</summary>
    public SearchFault? Fault { get; init; }

    /// <summary>The address of a page of this search.</summary>
    public string Address(string? page) => Addresses.With("/runs", ("experiment", Experiment), ("filter", Filter), ("order", Order), ("page", page));
}
