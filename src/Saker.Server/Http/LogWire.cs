using System.Globalization;
using Microsoft.AspNetCore.Http;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Monitoring.Log;
using Saker.Server.Http.Access;

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

    /// <summary>What a form of a page selects.</summary>
    public static LogSelection ReadSelection(IFormCollection form) => new()
    {
        Endpoint = form.Text("endpoint"),
        Version = form.Text("version") is { } version ? int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("version", version) : null,
        From = Moment(form, "from"),
        To = Moment(form, "to"),
        Filter = form.Text("filter"),
        Dataset = form.Text("dataset"),
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

    private static DateTimeOffset? Moment(IFormCollection form, string field) => form.Text(field) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : throw Wrong(field, text);

    private static SakerException Wrong(string field, string text) => new(ErrorKind.InvalidInput, $"'{text}' is not possible here; a version is a number, and a time is written as 2026-11-03T12:00Z.", field);

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
