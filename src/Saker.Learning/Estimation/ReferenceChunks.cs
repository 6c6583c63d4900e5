namespace Saker.Learning.Estimation;

/// <summary>What scores do on consecutive chunks of the reference, from which thresholds come.</summary>
internal sealed class ReferenceChunks
{
    private readonly IReadOnlyList<EstimatedName> _names;
    private readonly EstimationSettings _settings;
    private readonly double[][] _scores;
    private readonly double _chunkRows;

    private ReferenceChunks(IReadOnlyList<EstimatedName> names, EstimationSettings settings, double[][] scores, double chunkRows) =>
        (_names, _settings, _scores, _chunkRows) = (names, settings, scores, chunkRows);

    /// <param name="names">The scores.</param>
    /// <param name="rowCount">Rows of the reference.</param>
    /// <param name="settings">How many chunks, how far the thresholds.</param>
    /// <param name="compute">The measured scores of the rows from one index up to another, excluded.</param>
    public static ReferenceChunks Of(IReadOnlyList<EstimatedName> names, int rowCount, EstimationSettings settings, Action<int, int, double[]> compute)
    {
        // A chunk needs some rows for its scores to be defined at all.
        const int minChunkRows = 10;
        var count = Math.Max(1, Math.Min(settings.ChunkCount, rowCount / minChunkRows));
        var scores = new double[count][];
        for (var chunk = 0; chunk < count; chunk++)
        {
            scores[chunk] = new double[names.Count];
            compute((int)((long)chunk * rowCount / count), (int)((long)(chunk + 1) * rowCount / count), scores[chunk]);
        }
        return new ReferenceChunks(names, settings, scores, (double)rowCount / count);
    }

    public string? Warning => _scores.Length >= _settings.MinChunkCount
        ? null
        : $"There are no thresholds: the reference gives {_scores.Length} chunks, and at least {_settings.MinChunkCount} are needed. Keep more reference rows.";

    /// <summary>
    /// The band for a chunk of as many rows: the mean of the reference's chunks, and their deviation, which falls with the root of the
    /// rows as that of any average does; null where fewer chunks than needed have the score.
    /// </summary>
    public ScoreBand? BandOf(int score, int rowCount)
    {
        double mean = 0, squares = 0;
        var count = 0;
        foreach (var chunk in _scores)
        {
            if (double.IsNaN(chunk[score]))
                continue;
            var before = chunk[score] - mean;
            mean += before / ++count;
            squares += before * (chunk[score] - mean);
        }
        if (count < _settings.MinChunkCount || rowCount == 0)
            return null;
        var half = _settings.Deviations * Math.Sqrt(squares / (count - 1) * _chunkRows / rowCount);
        return new ScoreBand(mean, Math.Max(0, mean - half), Math.Min(_names[score].Greatest, mean + half), count);
    }
}
