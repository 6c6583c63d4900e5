using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>A page of an experiment's runs.</summary>
public sealed record ExperimentTable
{
    public required Experiment Experiment { get; init; }

    public required TableRequest Request { get; init; }

    /// <summary>What columns there are to choose from.</summary>
    public required EntryKeys Keys { get; init; }

    public required IReadOnlyList<RunColumn> Columns { get; init; }

    public IReadOnlyList<RunFamily> Families { get; init; } = [];

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public string? NextPage { get; init; }

    /// <summary>What is wrong with the filter, the order or the page; null when nothing is.</summary>
    public SearchFault? Fault { get; init; }
}
