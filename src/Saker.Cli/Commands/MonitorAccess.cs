using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Client;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Serving.Settings;

namespace Saker.Cli.Commands;

/// <summary>How an endpoint is watched and how it fares: on the home, or on a running server where one is named.</summary>
internal sealed class MonitorAccess(Uri? server, SakerPlatform platform)
{
    public async Task<MonitorSettings> GetAsync(string endpoint, CancellationToken cancellationToken) => server is null
        ? (await platform.Monitors.GetAsync(endpoint, cancellationToken)).Settings
        : Read(await AskAsync(client => client.Monitors.GetAsync(endpoint, cancellationToken)));

    /// <returns>What changed, and all settings as they are now.</returns>
    public async Task<(IReadOnlyList<SettingDifference> Changes, MonitorSettings Settings)> ChangeAsync(
        string endpoint, MonitorSettings? whole, MonitorSettingsPatch? patch, CancellationToken cancellationToken)
    {
        var before = await GetAsync(endpoint, cancellationToken);
        MonitorSettings after;
        if (server is null)
        {
            after = (await platform.Monitors.ChangeAsync(endpoint, settings => patch?.Apply(before = settings) ?? whole!, cancellationToken)).Settings;
            var noted = MonitorSettingsText.Differences(before, after);
            await LocalAct.NoteAsync(platform, AuditActs.MonitorChanged, endpoint, noted.Count == 0 ? "nothing changed" : string.Join(", ", noted));
        }
        else
        {
            // What is not possible is told here, with every key; the server merges the changes with what it has then.
            var wanted = patch?.Apply(before) ?? whole!;
            after = Read(await AskAsync(client => patch is null
                ? client.Monitors.SetAsync(endpoint, JsonNode.Parse(MonitorSettingsText.WriteJson(wanted))!.AsObject(), cancellationToken)
                : client.Monitors.ChangeAsync(endpoint, JsonNode.Parse(patch.ToJson())!.AsObject(), cancellationToken)));
        }
        return (MonitorSettingsText.Differences(before, after), after);
    }

    /// <summary>The report of the last closed window; null when none has closed.</summary>
    public async Task<DriftEvaluation?> FindLatestAsync(string endpoint, CancellationToken cancellationToken)
    {
        var query = new DriftQuery { Endpoint = endpoint, Kind = DriftReportKind.Window, Max = 1 };
        if (server is null)
            return (await platform.Drift.ReadAsync(query, cancellationToken)).FirstOrDefault();
        try
        {
            return Read(await AskAsync(client => client.Monitors.GetDriftAsync(endpoint, "latest", cancellationToken)));
        }
        catch (SakerClientException exception) when (exception.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>How far each version is with its windows.</summary>
    public async Task<IReadOnlyList<DriftProgressInfo>> ListProgressAsync(string endpoint, CancellationToken cancellationToken) => server is null
        ? [.. (await platform.Drift.ListProgressAsync(endpoint, cancellationToken)).Select(progress => new DriftProgressInfo
        {
            Model = progress.Model,
            Version = progress.Version,
            EvaluatedUntil = progress.EvaluatedUntil,
            LookedAt = progress.LookedAt,
            OpenRowCount = progress.OpenRowCount,
            Note = progress.Note,
        })]
        : (await AskAsync(client => client.Monitors.ListDriftAsync(endpoint, version: null, maxCount: 1, cancellationToken))).Progress;

    public async Task<DriftEvaluation> EvaluateAsync(DriftInquiry request, CancellationToken cancellationToken)
    {
        if (server is null)
            return await platform.DriftEvaluator.EvaluateAsync(request, cancellationToken);
        var wire = new EvaluateDriftRequest { Version = request.Version, From = request.From, To = request.To, Reference = request.Reference is { } reference ? Wire(reference) : null };
        return Read(await AskAsync(client => client.Monitors.EvaluateDriftAsync(request.Endpoint, wire, cancellationToken)));
    }

    private Task<T> AskAsync<T>(Func<SakerClient, Task<T>> call) => ServerCall.RunAsync(server, call);

    private static DriftReferenceInfo Wire(DriftReference reference) => JsonSerializer.Deserialize(reference.ToJson(), SakerJson.Default.DriftReferenceInfo)!;

    private static MonitorSettings Read(JsonObject settings) => MonitorSettingsText.ReadJson(JsonSerializer.SerializeToUtf8Bytes(settings, SakerJson.Default.JsonObject));

    private static DriftEvaluation Read(DriftReportInfo report) => DriftEvaluation.FromJson(JsonSerializer.Serialize(report, SakerJson.Default.DriftReportInfo));
}
