using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks;

/// <summary>One thing that Saker promises to do well, measured beside what others use for it, in one run on one machine.</summary>
internal interface IArea
{
    /// <summary>As on the command line.</summary>
    string Name { get; }

    string Title { get; }

    /// <summary>What can be measured alone; empty when it is all or nothing.</summary>
    IReadOnlyList<string> Parts { get; }

    /// <exception cref="BenchmarkException">It cannot be measured; the message says what to do.</exception>
    Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken);
}
