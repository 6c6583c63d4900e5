using Saker.Client;
using Saker.Platform.Monitoring.Log;

namespace Saker.Server.Http;

/// <summary>The prediction log as it goes over the wire.</summary>
internal static class LogWire
{
    public static LogFilter ToFilter(LogSelection selection) => new()
    {
        Endpoint = selection.Endpoint,
        Version = selection.Version,
        From = selection.From,
        To = selection.To,
        Where = selection.Filter,
    };

    public static LoggedPredictionInfo ToInfo(LoggedPrediction prediction) => new()
    {
        RequestId = prediction.RequestId,
        Endpoint = prediction.Endpoint,
        Model = prediction.Model,
        Version = prediction.Version,
        At = prediction.At,
        RowCount = prediction.RowCount,
        Step = prediction.Step,
        StepReason = prediction.StepReason,
        IsFromCache = prediction.IsFromCache,
        WarningCount = prediction.WarningCount,
        MendedCount = prediction.MendedCount,
        IsRefused = prediction.IsRefused,
        Error = prediction.Error,
        QueueMilliseconds = prediction.Queue.TotalMilliseconds,
        ComputeMilliseconds = prediction.Compute.TotalMilliseconds,
        TotalMilliseconds = prediction.Total.TotalMilliseconds,
        TraceId = prediction.TraceId,
        Weight = prediction.Weight,
        Rows =
        [
            .. prediction.Rows.Select((row, i) => new LoggedRowInfo(
                row, prediction.Inputs is { } inputs ? TableJson.Row(inputs, i) : null, prediction.Outputs is { } outputs ? TableJson.Row(outputs, i) : null)),
        ],
    };

    public static LogStatusInfo ToInfo(LogStatus status) => new()
    {
        NotWritingSince = status.NotWritingSince,
        Reason = status.Reason,
        NotSealingSince = status.NotSealingSince,
        SealingReason = status.SealingReason,
        WrittenCount = status.WrittenCount,
        DroppedCount = status.DroppedCount,
        SealedCount = status.SealedCount,
        SealedRowCount = status.SealedRowCount,
        SegmentCount = status.SegmentCount,
        SealedBytes = status.SealedBytes,
        JournalBytes = status.JournalBytes,
        FirstAt = status.FirstAt,
        RemovedCount = status.RemovedCount,
        ErasedCount = status.ErasedCount,
    };
}
