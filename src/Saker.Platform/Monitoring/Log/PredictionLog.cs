using Saker.Data;
using Saker.Platform.Search;

namespace Saker.Platform.Monitoring.Log;

/// <inheritdoc cref="IPredictionLog"/>
internal sealed class PredictionLog(
    LogReader reader, SegmentStore segments, JournalFiles journals, PredictionLogWriter writer, LogSealer sealer, PredictionLogOptions options) : IPredictionLog
{
    public Task<LogPage> QueryAsync(LogFilter filter, CancellationToken cancellationToken) => new LogQuery(reader, filter).RunAsync(cancellationToken);

    public Task<IReadOnlyList<LoggedPrediction>> FindAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken) => FindAsync(requestIds, null, cancellationToken);

    public Task<IReadOnlyList<LoggedPrediction>> FindNewAsync(IReadOnlyCollection<string> requestIds, DateTimeOffset since, CancellationToken cancellationToken) => FindAsync(requestIds, since, cancellationToken);

    public Task<LogSample?> SampleAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, int maxRows, CancellationToken cancellationToken) =>
        new LogSampler(reader, endpoint, model, version).RunAsync(from, to, maxRows, cancellationToken);

    public async Task<LogStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        var totals = await segments.GetTotalsAsync(cancellationToken);
        var (writing, sealing) = (writer.Failure, sealer.Failure);
        return new LogStatus
        {
            NotWritingSince = writing?.Since,
            Reason = writing?.Reason,
            NotSealingSince = sealing?.Since,
            SealingReason = sealing?.Reason,
            WrittenCount = writer.WrittenCount,
            DroppedCount = writer.DroppedCount,
            SealedCount = totals.RequestCount,
            SealedRowCount = totals.RowCount,
            SegmentCount = (int)totals.SegmentCount,
            SealedBytes = totals.ByteCount,
            JournalBytes = journals.ByteCount(),
            FirstAt = totals.FirstAt is { } first ? DateTimeOffset.FromUnixTimeMilliseconds(first) : null,
            RemovedCount = totals.RemovedCount,
            ErasedCount = totals.ErasedCount,
        };
    }

    private async Task<IReadOnlyList<LoggedPrediction>> FindAsync(IReadOnlyCollection<string> requestIds, DateTimeOffset? sealedSince, CancellationToken cancellationToken)
    {
        if (requestIds.Count > options.MaxLookups)
            throw new SakerException(ErrorKind.LimitExceeded, $"{requestIds.Count} requests are more than can be looked up at once, which are {options.MaxLookups}.", "requestIds");
        var missing = requestIds.ToHashSet(StringComparer.Ordinal);
        List<LoggedPrediction> found = [];
        if (missing.Count == 0)
            return found;
        await foreach (var (_, block) in reader.FindAsync(requestIds, sealedSince, cancellationToken))
        {
            var rows = LogRows.Places(block);
            HashSet<string> here = new(StringComparer.Ordinal);
            for (var i = 0; i < block.Requests.Length; i++)
            {
                if (!missing.Contains(block.Requests[i].Id))
                    continue;
                found.Add(LogRows.Read(block, i, [.. rows[i]]));
                here.Add(block.Requests[i].Id);
            }
            missing.ExceptWith(here);
            if (missing.Count == 0)
                break;
        }
        return found;
    }
}
