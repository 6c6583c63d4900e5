using Saker.Data;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Requests of one endpoint to one version, with the rows that were sampled of them: what is written and read at once. Immutable.</summary>
internal sealed record LogBlock
{
    public required string Endpoint { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>In the order in which they ended.</summary>
    public required LogRequest[] Requests { get; init; }

    /// <summary>For every sampled row, the position of its request.</summary>
    public int[] RowRequests { get; init; } = [];

    /// <summary>For every sampled row, which one of its request it is.</summary>
    public int[] RowNumbers { get; init; } = [];

    /// <summary>The sampled rows; null when there are none.</summary>
    public Table? Inputs { get; init; }

    public Table? Outputs { get; init; }

    /// <summary>The minutes of its requests.</summary>
    public LogMinute[] Minutes { get; init; } = [];

    public long FirstAt => Requests.Min(request => request.At);

    /// <summary>The same block with only some of its requests, and their rows.</summary>
    public LogBlock Where(Func<LogRequest, bool> keeps) => Requests.All(keeps) ? this : Take(keeps, (_, _) => true);

    /// <summary>The same block with only those sampled rows that are below the thresholds of their minutes.</summary>
    public LogBlock Thin(IReadOnlyDictionary<long, ulong> thresholds) =>
        RowRequests.Length == 0 ? this : Take(_ => true, (request, row) => RowHash.Of(RowHash.Of(request.Id), row) < thresholds.GetValueOrDefault(request.Minute, ulong.MaxValue));

    private LogBlock Take(Func<LogRequest, bool> keeps, Func<LogRequest, int, bool> keepsRow)
    {
        var places = new int[Requests.Length];
        List<LogRequest> requests = [];
        for (var i = 0; i < Requests.Length; i++)
        {
            places[i] = keeps(Requests[i]) ? requests.Count : -1;
            if (places[i] >= 0)
                requests.Add(Requests[i]);
        }
        int[] rows = [.. Enumerable.Range(0, RowRequests.Length).Where(row => places[RowRequests[row]] >= 0 && keepsRow(Requests[RowRequests[row]], RowNumbers[row]))];
        return this with
        {
            Requests = [.. requests],
            RowRequests = Array.ConvertAll(rows, row => places[RowRequests[row]]),
            RowNumbers = Array.ConvertAll(rows, row => RowNumbers[row]),
            Inputs = rows.Length == 0 ? null : Inputs?.Take(rows),
            Outputs = rows.Length == 0 ? null : Outputs?.Take(rows),
        };
    }
}
