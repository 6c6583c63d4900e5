using System.Globalization;
using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;
using Saker.Platform.Serving;

namespace Saker.Platform.Lineage;

/// <summary>
/// Follows data to predictions: from a version of a model, from a version of a dataset, or from an endpoint. What is much is cut, and said to be. Days are those of UTC. Thread-safe.
/// </summary>
public sealed class LineageReader(
    IRegistryStore registry, IExperimentStore experiments, IDatasetStore datasets, DatasetUses uses, IEndpointStore endpoints, IWindowStore windows, IOutcomeStore outcomes, TimeProvider time)
{
    /// <summary>How many parents of a version or a dataset are followed.</summary>
    public const int MaxParents = 5;

    /// <summary>How many versions that came of one dataset are shown.</summary>
    public const int MaxVersions = 12;

    /// <summary>How many endpoints are shown.</summary>
    public const int MaxEndpoints = 8;

    /// <exception cref="SakerException">There is no such version (not found).</exception>
    public async Task<LineageGraph> OfVersionAsync(string model, int version, CancellationToken cancellationToken)
    {
        var found = await registry.FindVersionAsync(model, version, cancellationToken) ?? throw Missing("model version", $"{model}/{version}");
        var draft = new LineageDraft();
        var focus = await AddVersionAsync(draft, found, MaxParents, cancellationToken);
        await AddEndpointsAsync(draft, [found], cancellationToken);
        return draft.ToGraph(focus);
    }

    /// <exception cref="SakerException">There is no such version (not found).</exception>
    public async Task<LineageGraph> OfDatasetAsync(string name, int version, CancellationToken cancellationToken)
    {
        var found = await datasets.FindAsync(new DatasetReference(name, version), cancellationToken) ?? throw Missing("dataset version", $"{name}/{version}");
        var draft = new LineageDraft();
        var focus = await AddDatasetAsync(draft, found, MaxParents, cancellationToken);
        var use = await uses.FindAsync(found, cancellationToken);
        List<ModelVersion> versions = [];
        foreach (var user in use.Models.OrderByDescending(user => user.Aliases.Count).ThenByDescending(user => user.Version).Take(MaxVersions))
            if (await registry.FindVersionAsync(user.Model, user.Version, cancellationToken) is { } made)
                versions.Add(made);
        if (use.Models.Count > MaxVersions)
            draft.LeaveOut(string.Create(CultureInfo.InvariantCulture, $"{use.Models.Count - MaxVersions} more model versions"));
        foreach (var made in versions)
            await AddVersionAsync(draft, made, 0, cancellationToken);
        await AddEndpointsAsync(draft, versions, cancellationToken);
        return draft.ToGraph(focus);
    }

    /// <exception cref="SakerException">There is no such endpoint (not found).</exception>
    public async Task<LineageGraph> OfEndpointAsync(string name, CancellationToken cancellationToken)
    {
        var endpoint = await endpoints.FindAsync(name, cancellationToken) ?? throw Missing("endpoint", name);
        var draft = new LineageDraft();
        string? focus = null;
        foreach (var (model, version) in ServedBy(endpoint))
        {
            if (await registry.FindVersionAsync(model, version, cancellationToken) is not { } found)
                continue;
            await AddVersionAsync(draft, found, MaxParents, cancellationToken);
            focus = await AddEndpointAsync(draft, endpoint, found, cancellationToken);
        }
        focus ??= draft.Add(LineageKind.Endpoint, endpoint.Name, endpoint.Name, null, endpoint.Name);
        return draft.ToGraph(focus);
    }

    private async Task<string> AddVersionAsync(LineageDraft draft, ModelVersion version, int parents, CancellationToken cancellationToken)
    {
        var isKnown = draft.Has(LineageKind.Version, version.Reference);
        var id = draft.Add(LineageKind.Version, version.Reference, version.Reference, Words(version.Semantic?.ToString(), string.Join(", ", version.Aliases)), version.Reference);
        if (isKnown)
            return id;
        var data = await FindDatasetAsync(version.Dataset, cancellationToken);
        var dataId = data is not null ? await AddDatasetAsync(draft, data, MaxParents, cancellationToken)
            : version.Dataset is { } lost ? draft.Add(LineageKind.Dataset, lost, lost, "not here any more", null)
            : null;
        if (version.Run is { } run)
        {
            var found = await experiments.FindRunAsync(run, cancellationToken);
            var runId = draft.Add(LineageKind.Run, run.Value, found?.Name ?? run.Short, found is null ? "not here any more" : "run", found is null ? null : run.Value);
            draft.Link(runId, id);
            if (dataId is not null)
                draft.Link(dataId, runId);
        }
        else if (dataId is not null)
        {
            draft.Link(dataId, id);
        }
        if (version.Parent is { } parent)
            await AddParentAsync(draft, id, parent, parents, cancellationToken);
        return id;
    }

    private async Task AddParentAsync(LineageDraft draft, string id, ParentVersion parent, int parents, CancellationToken cancellationToken)
    {
        if (parents == 0)
        {
            draft.LeaveOut("earlier versions that these were made from");
            return;
        }
        var reference = $"{parent.Model}/{parent.Version}";
        var parentId = await registry.FindVersionAsync(parent.Model, parent.Version, cancellationToken) is { } found
            ? await AddVersionAsync(draft, found, parents - 1, cancellationToken)
            : draft.Add(LineageKind.Version, reference, reference, "not here any more", null);
        draft.Link(parentId, id);
    }

    private async Task<string> AddDatasetAsync(LineageDraft draft, DatasetVersion version, int parents, CancellationToken cancellationToken)
    {
        var isKnown = draft.Has(LineageKind.Dataset, version.Reference);
        var id = draft.Add(LineageKind.Dataset, version.Reference, version.Reference, string.Create(CultureInfo.InvariantCulture, $"{version.RowCount:N0} rows{(version.Removal is null ? "" : ", removed")}"), version.Reference);
        if (isKnown)
            return id;
        var place = version.Lineage.Source?.Place ?? version.Source;
        if (place.Length > 0)
            draft.Link(draft.Add(LineageKind.Source, place, Path.GetFileName(place) is { Length: > 0 } file ? file : place, version.Lineage.Query is null ? "source" : "query", null), id);
        if (version.Lineage.Parent is { } parent && parents > 0)
        {
            var found = await FindDatasetAsync(parent, cancellationToken);
            draft.Link(found is null ? draft.Add(LineageKind.Dataset, parent, parent, "not here any more", null) : await AddDatasetAsync(draft, found, parents - 1, cancellationToken), id);
        }
        return id;
    }

    private async Task AddEndpointsAsync(LineageDraft draft, IReadOnlyList<ModelVersion> versions, CancellationToken cancellationToken)
    {
        var wanted = versions.ToDictionary(version => (version.Model, version.Version));
        var pairs = (await endpoints.ListAsync(cancellationToken)).SelectMany(endpoint => ServedBy(endpoint).Where(wanted.ContainsKey).Select(served => (Endpoint: endpoint, Version: wanted[served]))).ToList();
        foreach (var (endpoint, version) in pairs.Take(MaxEndpoints))
            await AddEndpointAsync(draft, endpoint, version, cancellationToken);
        if (pairs.Count > MaxEndpoints)
            draft.LeaveOut(string.Create(CultureInfo.InvariantCulture, $"{pairs.Count - MaxEndpoints} more endpoints"));
    }

    private async Task<string> AddEndpointAsync(LineageDraft draft, Endpoint endpoint, ModelVersion version, CancellationToken cancellationToken)
    {
        var id = draft.Add(LineageKind.Endpoint, endpoint.Name, endpoint.Name, endpoint.Follows is { } alias ? $"follows {alias}" : "endpoint", endpoint.Name);
        draft.Link($"version:{version.Reference}", id);
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var seen = (await windows.ListAsync(endpoint.Name, version.Version, today, now, WindowGrain.Hour, cancellationToken)).Where(window => window.Model == version.Model).ToList();
        var rows = seen.Sum(window => window.Facts.RowCount);
        var errors = seen.Sum(window => window.Facts.ErrorCount);
        var name = $"{endpoint.Name} {version.Reference}";
        var predictions = draft.Add(
            LineageKind.Predictions, name, string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {(rows == 1 ? "prediction" : "predictions")} today"), errors == 0 ? $"by version {version.Version}" : string.Create(CultureInfo.InvariantCulture, $"by version {version.Version}, {errors:N0} failed requests"), endpoint.Name);
        draft.Link(id, predictions);
        var joined = await outcomes.CountPairsAsync(endpoint.Name, version.Model, version.Version, today, now, cancellationToken);
        if (joined.Count > 0)
            draft.Link(predictions, draft.Add(LineageKind.Outcomes, name, string.Create(CultureInfo.InvariantCulture, $"{joined.Count:N0} outcomes"), "of today's predictions", endpoint.Name));
        return id;
    }

    /// <summary>What serves now: the version, and the arms of a split.</summary>
    private static IEnumerable<(string Model, int Version)> ServedBy(Endpoint endpoint) =>
        new[] { (endpoint.Model, endpoint.Version) }.Concat(endpoint.Split?.Arms.Select(arm => (arm.Model, arm.Version)) ?? []).Distinct();

    private async Task<DatasetVersion?> FindDatasetAsync(string? reference, CancellationToken cancellationToken) =>
        reference?.Split('/') is [var name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? await datasets.FindAsync(new DatasetReference(name, version), cancellationToken)
            : null;

    private static string? Words(params string?[] words) => words.Where(word => !string.IsNullOrEmpty(word)).ToList() is { Count: > 0 } said ? string.Join(", ", said) : null;

    private static SakerException Missing(string kind, string name) => new(ErrorKind.NotFound, $"There is no {kind} '{name}'.", "name");
}
