using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Settings;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What came of comparing the traffic of endpoints with references, and comparing it now.</summary>
internal static class EndpointDriftApi
{
    private const string Latest = "latest";

    public static void Map(RouteGroupBuilder endpoints)
    {
        var drift = endpoints.MapGroup("/{name}/drift").WithTags("Watching");
        drift.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listDrift")
            .WithSummary("Reports of drift, the latest traffic first, and how far each version is with its windows. version, kind (window, asked) and before (a moment) narrow it; max is 1 to 1,000.")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        drift.MapGet("/{id}", GetAsync).Needs(Role.Viewer).WithName("getDrift").WithSummary("One report by its id, or the last closed window's: latest.")
            .Produces<DriftReportInfo>(StatusCodes.Status200OK).Fails(StatusCodes.Status404NotFound);
        drift.MapGet("/{id}/columns/{column}/picture", PictureAsync).Needs(Role.Viewer).WithName("getDriftPicture").WithSummary("Both distributions of an input or output as a picture.")
            .Produces<string>(StatusCodes.Status200OK, "image/svg+xml").Fails(StatusCodes.Status404NotFound);
        drift.MapPost("", EvaluateAsync).Needs(Role.Deployer).Audited(AuditActs.DriftEvaluated).WithName("evaluateDrift")
            .WithSummary("Compares a stretch of traffic now; no window is closed by it.")
            .Accepts<EvaluateDriftRequest>("application/json", "application/x-www-form-urlencoded").WithMetadata(new OperationExample("""{"from":"2026-11-03T12:00:00Z","to":"2026-11-03T13:00:00Z","reference":{"kind":"same_hours","weeks":4}}"""))
            .Produces<DriftReportInfo>(StatusCodes.Status200OK)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);
    }

    private static async Task<Ok<DriftList>> ListAsync(
        string name, int? version, string? kind, DateTimeOffset? before, int? max, IMonitorStore monitors, IDriftStore store, CancellationToken cancellationToken)
    {
        if (max is < 1 or > DriftQuery.MaxCount)
            throw new SakerException(ErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"max is {max}; give 1 to {DriftQuery.MaxCount}."), "max");
        await monitors.GetAsync(name, cancellationToken);
        var query = new DriftQuery { Endpoint = name, Version = version, Kind = KindOf(kind), Before = before, Max = max ?? 50 };
        return TypedResults.Ok(new DriftList(
            [.. (await store.ListAsync(query, cancellationToken)).Select(DriftWire.ToInfo)],
            [.. (await store.ListProgressAsync(name, cancellationToken)).Select(DriftWire.ToInfo)]));
    }

    private static async Task GetAsync(string name, string id, HttpContext context, IDriftStore store, CancellationToken cancellationToken) =>
        await SendAsync(context, await FindAsync(name, id, store, cancellationToken));

    private static async Task<ContentHttpResult> PictureAsync(string name, string id, string column, IDriftStore store, CancellationToken cancellationToken)
    {
        var report = await FindAsync(name, id, store, cancellationToken);
        var found = report.Columns.Concat(report.Predictions).FirstOrDefault(finding => finding.Column == column && finding.Bins.Count > 0)
            ?? throw new SakerException(ErrorKind.NotFound, $"The report has no distributions of a column '{column}'.", "column");
        return TypedResults.Text(DriftPicture.Draw(found), "image/svg+xml", Encoding.UTF8);
    }

    private static async Task EvaluateAsync(string name, HttpContext context, DriftEvaluator evaluator, JudgingDesk desk, CancellationToken cancellationToken)
    {
        if (await PageForm.FindAsync(context, cancellationToken) is { } form)
        {
            var asked = new DriftInquiry { Endpoint = name, Version = form.Text("version") is { } version ? Number(version) : null, From = Moment(form, "from"), To = Moment(form, "to") };
            var made = await desk.JudgeAsync(token => evaluator.EvaluateAsync(asked, token), cancellationToken);
            context.Response.Headers.Location = $"/watching/{Uri.EscapeDataString(name)}?report={made.Id}";
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            return;
        }
        var request = await RequestJson.ReadOptionalAsync(context, SakerJson.Default.EvaluateDriftRequest);
        var reference = request.Reference is null ? null : DriftReference.ReadJson(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request.Reference, SakerJson.Default.DriftReferenceInfo));
        var inquiry = new DriftInquiry { Endpoint = name, Version = request.Version, From = request.From, To = request.To, Reference = reference };
        await SendAsync(context, await desk.JudgeAsync(token => evaluator.EvaluateAsync(inquiry, token), cancellationToken));
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no version; give its number.", "version");

    private static DateTimeOffset? Moment(IFormCollection form, string field) => form.Text(field) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at
        : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no time; write it as 2026-11-03T12:00Z.", field);

    private static async Task<DriftEvaluation> FindAsync(string name, string id, IDriftStore store, CancellationToken cancellationToken)
    {
        var found = id == Latest
            ? (await store.ReadAsync(new DriftQuery { Endpoint = name, Kind = DriftReportKind.Window, Max = 1 }, cancellationToken)).FirstOrDefault()
            : await store.FindAsync(name, id, cancellationToken);
        return found ?? throw new SakerException(
            ErrorKind.NotFound,
            id == Latest ? $"No window of '{name}' has closed yet; GET /api/endpoints/{name}/drift says how far each version is." : $"'{name}' has no report '{id}'; GET /api/endpoints/{name}/drift lists them.",
            "id");
    }

    private static DriftReportKind? KindOf(string? kind) => kind switch
    {
        null => null,
        "window" => DriftReportKind.Window,
        "asked" => DriftReportKind.Asked,
        _ => throw new SakerException(ErrorKind.InvalidInput, $"'{kind}' is no kind of report; use window or asked.", "kind"),
    };

    private static Task SendAsync(HttpContext context, DriftEvaluation report) => Answers.SendAsync(context, SettingsBody.Json, Encoding.UTF8.GetBytes(report.ToJson())).AsTask();
}
