using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Data.Sinks;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Log;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>The prediction log. It has values of people's rows, so that reading it needs more than looking at metadata.</summary>
internal static class LogApi
{
    private const int DefaultMax = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/log-status", GetStatusAsync).WithTags("Prediction log").Needs(Role.Viewer).WithName("getLogStatus").WithSummary("How the prediction log fares: what it holds, whether it can be written, what was lost.");
        var group = api.MapGroup("/log").WithTags("Prediction log").Needs(Role.Deployer);
        group.MapGet("", ListAsync).WithName("listLog")
            .WithSummary("Requests, the latest first. since is a duration such as 1h; error=* finds all that failed; filter is a condition such as input.tenure > 3; sampled=true leaves out what has no rows; 'next' of a page is 'page' of the one after it.")
            .Fails(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", GetAsync).WithName("getLoggedRequest").WithSummary("One request by its id; the latest where a client used the id again.").Fails(StatusCodes.Status404NotFound);
        group.MapPost("/export", ExportAsync).Audited(AuditActs.LogExported).WithName("exportLog").WithSummary("Stores the sampled rows of an endpoint's requests as the next version of a dataset, which notes where they come from.")
            .Accepts<LogSelection>("application/json", "application/x-www-form-urlencoded").Produces<LogExportInfo>().WithMetadata(new OperationExample("""{"endpoint":"churn","from":"2026-01-01T00:00:00Z","filter":"step = 'primary'","dataset":"served"}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        group.MapGet("/export", DownloadAsync).WithName("downloadLog").WithSummary("The sampled rows of an endpoint's requests as a file: format is csv, jsonl or parquet.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapPost("/erase", EraseAsync).Needs(Role.Admin).Audited(AuditActs.LogErased).WithName("eraseLog").WithSummary("Takes requests out of the log for good: those of the ids, or those that the filter finds.")
            .Accepts<LogSelection>("application/json").WithMetadata(new OperationExample("""{"ids":["6f1d3a"]}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{id}", EraseOneAsync).Needs(Role.Admin).Audited(AuditActs.LogErased).WithName("eraseLoggedRequest").WithSummary("Takes one request out of the log for good.");
    }

    private static async Task<Ok<LogStatusInfo>> GetStatusAsync(IPredictionLog log, CancellationToken cancellationToken) => TypedResults.Ok(LogWire.ToInfo(await log.GetStatusAsync(cancellationToken)));

    private static async Task<Ok<LogPageInfo>> ListAsync([AsParameters] LogQueryParameters query, IPredictionLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        var page = await log.QueryAsync(query.ToFilter(time) with { MaxCount = query.Limit ?? DefaultMax, Page = query.Page }, cancellationToken);
        return TypedResults.Ok(new LogPageInfo([.. page.Predictions.Select(LogWire.ToInfo)], page.NextPage));
    }

    private static async Task<Ok<LoggedPredictionInfo>> GetAsync(string id, IPredictionLog log, CancellationToken cancellationToken)
    {
        var found = await log.FindAsync([id], cancellationToken);
        return TypedResults.Ok(LogWire.ToInfo(found.MaxBy(prediction => prediction.At)
            ?? throw new SakerException(ErrorKind.NotFound, $"The prediction log has no request '{id}'. It may have been removed by age or size, or not be written yet, which takes up to a second.", "id")));
    }

    private static async Task<IResult> ExportAsync(HttpContext context, LogExport export, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var selection = form is null ? await RequestJson.ReadAsync(context, SakerJson.Default.LogSelection) : LogWire.ReadSelection(form);
        context.SetAuditTarget(selection.Endpoint ?? "");
        if (selection.Dataset is not { Length: > 0 } dataset)
            throw new SakerException(ErrorKind.InvalidInput, "Name the dataset that gets the rows.", "dataset");
        if (selection.Ids is not null)
            throw new SakerException(ErrorKind.InvalidInput, "Exports are by endpoint, time and filter; ids are for erasing.", "ids");
        var added = await export.AddAsync(LogWire.ToFilter(selection), dataset, context.Actor().Name, cancellationToken);
        context.SetAuditDetail($"{added.Version.RowCount} rows to {added.Version.Reference}");
        return form is null
            ? TypedResults.Ok(new LogExportInfo(added.Version.Reference, added.Version.RowCount, added.Outcome.ToString().ToLowerInvariant()))
            : PageForm.BackTo(context, $"/datasets/{Uri.EscapeDataString(added.Version.Name)}/{added.Version.Version}");
    }

    private static async Task<FileStreamHttpResult> DownloadAsync([AsParameters] LogQueryParameters query, string? format, LogExport export, TimeProvider time, CancellationToken cancellationToken)
    {
        var ending = (format ?? "csv").ToLowerInvariant();
        if (ending is not ("csv" or "jsonl" or "parquet"))
            throw new SakerException(ErrorKind.InvalidInput, $"format is '{format}'; give csv, jsonl or parquet.", "format");
        var folder = Directory.CreateTempSubdirectory("saker-log-");
        try
        {
            var path = Path.Combine(folder.FullName, $"log.{ending}");
            await export.WriteAsync(query.ToFilter(time), DataSinks.Open(path, table: null, replace: false), cancellationToken);
            // Open, it is read to its end whatever becomes of its name.
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
            return TypedResults.Stream(file, "application/octet-stream", $"{query.Endpoint}-log.{ending}");
        }
        finally
        {
            if (!OperatingSystem.IsWindows())
                folder.Delete(recursive: true);
        }
    }

    private static async Task<Ok<LogErasureInfo>> EraseAsync(HttpContext context, LogEraser eraser, CancellationToken cancellationToken)
    {
        var selection = await RequestJson.ReadAsync(context, SakerJson.Default.LogSelection);
        context.SetAuditTarget(selection.Endpoint ?? "");
        var filter = LogWire.ToFilter(selection);
        if (selection.Ids is not null && filter != new LogFilter())
            throw new SakerException(ErrorKind.InvalidInput, "Give ids, or what they have in common, not both.", "ids");
        if (selection.Ids is null && filter == new LogFilter())
            throw new SakerException(ErrorKind.InvalidInput, "Say what to erase: ids, an endpoint, a time or a filter.", "ids");
        var erased = await (selection.Ids is { } ids ? eraser.EraseAsync([.. ids], cancellationToken) : eraser.EraseAsync(filter, cancellationToken));
        context.SetAuditDetail($"{erased.RequestCount} requests");
        return TypedResults.Ok(new LogErasureInfo(erased.RequestCount, erased.SegmentCount));
    }

    private static async Task<Ok<LogErasureInfo>> EraseOneAsync(string id, HttpContext context, LogEraser eraser, CancellationToken cancellationToken)
    {
        var erased = await eraser.EraseAsync([id], cancellationToken);
        context.SetAuditDetail($"{erased.RequestCount} requests");
        return TypedResults.Ok(new LogErasureInfo(erased.RequestCount, erased.SegmentCount));
    }
}
