using Saker.Dashboard.Layout;
using Saker.Platform.Registry;

namespace Saker.Dashboard.Registry.Comparing;

/// <summary>Versions of a model side by side; the first is what the others are compared with.</summary>
public sealed record VersionComparison
{
    public required string Model { get; init; }

    /// <summary>In the order asked for.</summary>
    public required IReadOnlyList<ComparedVersion> Versions { get; init; }

    public required IReadOnlyList<ScoreLine> Scores { get; init; }

    /// <summary>Inputs and outputs.</summary>
    public required IReadOnlyList<ComparedRow> Signature { get; init; }

    /// <summary>Where they come from: data, code, run.</summary>
    public required IReadOnlyList<ComparedRow> Origin { get; init; }

    /// <summary>Parameters of their runs.</summary>
    public required IReadOnlyList<ComparedRow> Parameters { get; init; }

    /// <summary>The newest versions, to choose from.</summary>
    public required IReadOnlyList<ModelVersion> Choices { get; init; }
}
