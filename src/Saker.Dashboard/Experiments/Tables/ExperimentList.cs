using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>A page of experiments.</summary>
public sealed record ExperimentList
{
    /// <summary>What the names contain; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>Experiments in this state; null for all.</summary>
    public Lifecycle? State { get; init; }

    public required IReadOnlyList<ExperimentLine> Lines { get; init; }

    /// <summary>Whether this is the first page.</summary>
    public required bool IsFirst { get; init; }

    /// <summary>Where the next page begins; null when this is the last.</summary>
    public string? NextPage { get; init; }

    /// <summary>The address of a page of this search.</summary>
    public string Address(string? page) => Addresses.With("/experiments", ("name", Name), ("state", State == Lifecycle.Active ? null : TableRequest.TextOf(State)), ("page", page));
}
