using Saker.Client;
using Saker.Platform.Monitoring.Drift;

namespace Saker.Server.Http;

/// <summary>What is remembered of drift, as it goes over the wire.</summary>
internal static class DriftWire
{
    public static DriftSummaryInfo ToInfo(this DriftSummary report) => new()
    {
        Id = report.Id,
        Endpoint = report.Endpoint,
        Model = report.Model,
        Version = report.Version,
        Kind = report.Kind == DriftReportKind.Window ? "window" : "asked",
        From = report.From,
        To = report.To,
        MadeAt = report.MadeAt,
        RowCount = report.RowCount,
        Drifted = report.Drifted,
        Share = report.Share,
    };

    public static DriftProgressInfo ToInfo(this DriftProgress progress) => new()
    {
        Model = progress.Model,
        Version = progress.Version,
        EvaluatedUntil = progress.EvaluatedUntil,
        LookedAt = progress.LookedAt,
        OpenRowCount = progress.OpenRowCount,
        Note = progress.Note,
    };
}
