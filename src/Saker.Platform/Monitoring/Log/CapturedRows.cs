using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Makes of what was captured what is written: the facts of all requests, and the rows that may be in the sample. For one user at a time.</summary>
internal sealed class CapturedRows(MinuteSampler sampler)
{
    private readonly List<(int Request, int Row, int At, ulong Hash)> _rows = [];
    private readonly SortedDictionary<long, MinuteCount> _minutes = [];

    public LogBlock Take(CapturedBlock captured, LogSettings settings)
    {
        var ordered = Ordered(captured.Requests);
        var block = new LogBlock { Endpoint = captured.Endpoint, Model = captured.Model, Version = captured.Version, Requests = Array.ConvertAll(ordered, place => Facts(captured.Requests[place])) };
        _rows.Clear();
        _minutes.Clear();
        MinuteCount? minute = null;
        for (var i = 0; i < ordered.Length; i++)
        {
            var request = captured.Requests[ordered[i]];
            var at = block.Requests[i].Minute;
            if (minute?.Minute != at && !_minutes.TryGetValue(at, out minute))
                _minutes[at] = minute = new MinuteCount(at);
            if (request.FirstRow >= 0 || request.RowsLeft)
                Add(block, i, request, minute!, settings);
        }
        foreach (var count in _minutes.Values)
            count.Threshold = Math.Min(count.Left, sampler.Threshold(block, count.Minute, settings));
        // What fell out again within the block need not be written at all.
        _rows.RemoveAll(row => row.Hash >= _minutes[block.Requests[row.Request].Minute].Threshold);
        return WithRows(block, captured) with { Minutes = [.. _minutes.Values.Select(count => new LogMinute(count.Minute, count.RowCount, count.Threshold))] };
    }

    private void Add(LogBlock block, int place, in CapturedRequest request, MinuteCount minute, LogSettings settings)
    {
        minute.RowCount += request.RowCount;
        var hash = RowHash.Of(request.RequestId);
        for (var row = 0; row < request.RowCount; row++)
        {
            var own = RowHash.Of(hash, row);
            if (request.RowsLeft)
                // Nobody has them any more: the sample is one of rows below, whatever its threshold was when they were left.
                minute.Left = Math.Min(minute.Left, own);
            else if (sampler.Offer(block, minute.Minute, own, settings))
                _rows.Add((place, row, request.FirstRow + row, own));
        }
    }

    /// <summary>Places in the order of time: requests that ended on several processors come in about that.</summary>
    private static int[] Ordered(IReadOnlyList<CapturedRequest> requests)
    {
        var (times, places) = (new long[requests.Count], new int[requests.Count]);
        var isOrdered = true;
        for (var i = 0; i < places.Length; i++)
        {
            (times[i], places[i]) = (requests[i].At.UtcTicks, i);
            isOrdered &= i == 0 || times[i - 1] <= times[i];
        }
        // By place among equals, as any order by time does that is the same each time.
        if (!isOrdered)
            places.AsSpan().Sort((one, other) => times[one] != times[other] ? times[one].CompareTo(times[other]) : one.CompareTo(other));
        return places;
    }

    private LogBlock WithRows(LogBlock block, CapturedBlock captured)
    {
        if (_rows.Count == 0)
            return block;
        int[] places = [.. _rows.Select(row => row.At)];
        return block with
        {
            RowRequests = [.. _rows.Select(row => row.Request)],
            RowNumbers = [.. _rows.Select(row => row.Row)],
            Inputs = captured.Inputs.Columns.Count == 0 ? null : captured.Inputs.Take(places),
            Outputs = captured.Outputs.Columns.Count == 0 ? null : captured.Outputs.Take(places),
        };
    }

    private static LogRequest Facts(CapturedRequest request) => new()
    {
        Id = request.RequestId,
        At = request.At.UtcTicks,
        RowCount = request.RowCount,
        Step = request.Step,
        StepReason = request.StepReason,
        IsFromCache = request.IsFromCache,
        WarningCount = request.WarningCount,
        MendedCount = request.MendedCount,
        Arm = request.Arm,
        IsRefused = request.IsRefused,
        Error = request.Error,
        QueueMicroseconds = request.QueueMicroseconds,
        ComputeMicroseconds = request.ComputeMicroseconds,
        TotalMicroseconds = request.TotalMicroseconds,
        TraceId = request.TraceId == default ? null : request.TraceId.ToHexString(),
    };

    /// <summary>What a block has of one minute.</summary>
    private sealed class MinuteCount(long minute)
    {
        public long Minute => minute;

        public long RowCount { get; set; }

        public ulong Threshold { get; set; }

        /// <summary>The least hash of a row that was not captured.</summary>
        public ulong Left { get; set; } = ulong.MaxValue;
    }
}
