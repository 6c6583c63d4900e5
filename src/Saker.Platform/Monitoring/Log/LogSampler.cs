using Saker.Data;
using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Merges the samples of minutes, of whichever replica: of every minute the rows below the least threshold that one of its parts has, and of all
/// minutes the same share. Rows of minutes that saw more than others weigh no less than they should. Blocks are let go as they are read: memory is for
/// the sample alone, however long the time.
/// </summary>
internal sealed class LogSampler(LogReader reader, string endpoint, string model, int version)
{
    // One threshold for all minutes: the share of the minute of which least was kept, so that every row had the same chance.
    private ulong? _least;
    private long _seen;

    public async Task<LogSample?> RunAsync(DateTimeOffset from, DateTimeOffset to, int maxRows, CancellationToken cancellationToken)
    {
        if (maxRows < 1)
            throw new SakerException(ErrorKind.InvalidInput, $"A sample has at least one row; {maxRows} were asked for.", "maxRows");
        var first = from.UtcTicks / TimeSpan.TicksPerMinute;
        var end = (to.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute;
        SampledRows rows = new(maxRows);
        await foreach (var group in reader.ListAsync(endpoint, version, first * TimeSpan.TicksPerMinute, end * TimeSpan.TicksPerMinute, cancellationToken))
        {
            if (group.Group.Model != model)
                continue;
            var block = await reader.ReadAsync(group, cancellationToken);
            Count(block, first, end);
            rows.Add(block, List(block, first, end));
        }
        return rows.Take(_least ?? 0) is { } sample ? new LogSample(sample.Inputs, sample.Outputs, _seen) : null;
    }

    private void Count(LogBlock block, long first, long end)
    {
        foreach (var minute in block.Minutes.Where(minute => minute.Minute >= first && minute.Minute < end))
        {
            _seen += minute.RowCount;
            // Where nothing could be kept says nothing of the rows of others.
            if (minute is { RowCount: > 0, Threshold: > 0 })
                _least = Math.Min(_least ?? ulong.MaxValue, minute.Threshold);
        }
    }

    private IEnumerable<(int Row, ulong Hash)> List(LogBlock block, long first, long end)
    {
        for (var row = 0; row < block.RowRequests.Length; row++)
        {
            var request = block.Requests[block.RowRequests[row]];
            var hash = RowHash.Of(RowHash.Of(request.Id), block.RowNumbers[row]);
            // What rules or a constant answered is none of the version's answers, and where it answered for another one the rows are those of that one.
            if (request.Step != CaptureNames.Primary)
                continue;
            // The threshold only falls.
            if (request.Minute >= first && request.Minute < end && hash < (_least ?? ulong.MaxValue))
                yield return (row, hash);
        }
    }
}
