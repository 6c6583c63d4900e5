using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks;

/// <summary>One part of what is measured in an area; it stands alone.</summary>
internal interface IAreaPart
{
    /// <summary>As on the command line.</summary>
    string Name { get; }

    Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken);
}
