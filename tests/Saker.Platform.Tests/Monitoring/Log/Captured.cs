using System.Diagnostics;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Registry;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>Blocks of requests as capture would give them: input <c>tenure</c> and <c>contract</c>, output <c>probability</c>.</summary>
internal static class Captured
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private static readonly Signature Shape = new() { Inputs = [], Outputs = [] };

    /// <summary>One request with one row.</summary>
    public static CapturedRequest Request(string id, DateTimeOffset at, int firstRow, int rows = 1) => new()
    {
        RequestId = id,
        At = at,
        RowCount = rows,
        FirstRow = firstRow,
        Step = "primary",
        QueueMicroseconds = 20,
        ComputeMicroseconds = 100,
        TotalMicroseconds = 1_500,
        WarningCount = 1,
        MendedCount = 2,
    };

    /// <summary>Requests <c>PREFIX-FIRST</c> and on, one row each, so far apart; the tenure is the number.</summary>
    public static CapturedBlock Block(string endpoint, int count, DateTimeOffset start, TimeSpan apart, string prefix = "r", int first = 0, int version = 1) => Of(
        endpoint,
        [.. Enumerable.Range(0, count).Select(i => Request($"{prefix}-{first + i}", start + i * apart, i))],
        [.. Enumerable.Range(first, count)],
        version);

    /// <summary>Requests over rows with these tenures.</summary>
    public static CapturedBlock Of(string endpoint, IReadOnlyList<CapturedRequest> requests, int[] tenures, int version = 1) => new()
    {
        Endpoint = endpoint,
        IsEndpoint = true,
        Model = "churn",
        Version = version,
        Asked = new ModelVersion { Model = "churn", Version = version, Hash = null, Folder = null, Run = null, Dataset = null, CreatedAt = Start, UpdatedAt = Start, Aliases = [] },
        Signature = Shape,
        IsModelAnswer = true,
        Requests = requests,
        Inputs = new Table([Column.Of<double>("tenure", Array.ConvertAll(tenures, tenure => (double)tenure)), Column.OfText("contract", [.. tenures.Select(tenure => tenure % 3 == 0 ? null : tenure % 2 == 0 ? "Two year" : "Month-to-month")])]),
        Outputs = new Table([Column.Of<float>("probability", Array.ConvertAll(tenures, tenure => tenure / 1_000f))]),
        RowCount = tenures.Length,
        FirstAt = requests.Min(request => request.At),
        LastAt = requests.Max(request => request.At),
    };

    public static CapturedRequest Traced(this CapturedRequest request) => request with { TraceId = ActivityTraceId.CreateFromString(Trace) };
}
