using System.Collections.Concurrent;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>Keeps the pairs that it is shown.</summary>
internal sealed class SeenPairs : IShadowObserver
{
    private readonly ConcurrentQueue<SeenPair> _all = new();

    public IReadOnlyList<SeenPair> All => [.. _all];

    public void Completed(ShadowPair pair) => _all.Enqueue(new SeenPair(
        pair.Primary.Version.Version,
        pair.Shadow.Version.Version,
        pair.Arm,
        pair.RowCount,
        pair.PrimaryOutputs[1].Elements<double>()[0],
        pair.Error is null ? pair.ShadowOutputs[1].Elements<double>()[0] : null,
        pair.RequestId,
        pair.Error?.GetType()));
}
