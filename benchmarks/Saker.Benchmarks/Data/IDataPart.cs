using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks.Data;

/// <summary>One part of what is measured about data; it stands alone.</summary>
internal interface IDataPart
{
    /// <summary>As on the command line.</summary>
    string Name { get; }

    Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken);
}
