using Saker.Platform.Monitoring.Outcomes;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>Reads joined pairs as scores need them: a uniform sample of all that there are, of as many as are affordable.</summary>
internal sealed class PairReader(IOutcomeStore outcomes)
{
    /// <summary>More pairs are not scored at once.</summary>
    public const int MaxScored = 20_000;

    private const int PieceSize = 50_000;

    /// <returns>The pairs to score in the order of time, and how many there are.</returns>
    public async Task<(IReadOnlyList<StoredOutcome> Pairs, int Count)> ReadAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, int maxCount, CancellationToken cancellationToken)
    {
        var thinning = new PairThinning(maxCount);
        var filter = new PairFilter(endpoint, model, version, from, to, PieceSize);
        while (true)
        {
            var piece = await outcomes.ListPairKeysAsync(filter, cancellationToken);
            foreach (var pair in piece)
                thinning.Add(pair);
            if (piece.Count < PieceSize)
                break;
            filter = filter with { After = (piece[^1].At, piece[^1].RequestId, piece[^1].Row) };
        }
        var kept = thinning.ToKept().Select(pair => (pair.RequestId, pair.Row)).ToHashSet();
        string[] ids = [.. kept.Select(pair => pair.RequestId).Distinct(StringComparer.Ordinal)];
        var pairs = (await outcomes.FindAllAsync(ids, cancellationToken)).Where(pair => pair.Prediction is not null && kept.Contains((pair.RequestId, pair.Row)));
        return ([.. pairs.OrderBy(pair => pair.Prediction!.At).ThenBy(pair => pair.RequestId, StringComparer.Ordinal).ThenBy(pair => pair.Row)], thinning.Count);
    }
}
