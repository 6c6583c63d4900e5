using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Platform.Exchange;

/// <summary>Writes a run as MLflow's file store keeps it, so that an import elsewhere gives the same run; a model as its folder.</summary>
public sealed class MlrunsExport(IExperimentStore experiments, IArtifactStore artifacts, IRegistryStore registry, VersionFiles files)
{
    private const int MaxFileNameBytes = 255;

    /// <summary>Writes a run below a folder, which is made: <c>DIR/EXPERIMENT/RUN</c>.</summary>
    /// <returns>The run's folder.</returns>
    /// <exception cref="SakerException">There is no such run (not found), or it is there already, or has names that cannot be files of one folder (conflict).</exception>
    public async Task<string> ExportRunAsync(RunId run, string folder, CancellationToken cancellationToken)
    {
        var found = await experiments.FindRunAsync(run, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no run '{run}'.", "run");
        var experiment = (await experiments.FindAsync(found.ExperimentId, cancellationToken))!;
        var above = Path.Combine(Path.GetFullPath(folder), experiment.Id.Value);
        var target = ConfinedPath.Combine(above, run.Value);
        if (Directory.Exists(target))
            throw new SakerException(ErrorKind.Conflict, $"There is a folder '{target}' already; name another, or remove it.", "folder");
        CheckKeys(found, experiment);
        Directory.CreateDirectory(target);
        try
        {
            await WriteRunAsync(found, experiment, above, target, cancellationToken);
        }
        catch
        {
            // Half a run would look like one, and stand in the way of the next try.
            Directory.Delete(target, recursive: true);
            throw;
        }
        return target;
    }

    /// <summary>Writes the files of a model version to a folder, which is made.</summary>
    /// <param name="reference">Such as <c>churn/3</c> or <c>churn@champion</c>.</param>
    /// <param name="folder">Must be empty or not be there.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The version.</returns>
    public async Task<ModelVersion> ExportModelAsync(string reference, string folder, CancellationToken cancellationToken)
    {
        var version = await registry.ResolveAsync(reference, cancellationToken);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new SakerException(ErrorKind.Conflict, $"The folder '{folder}' is not empty; name another.", "folder");
        return await files.ExportAsync(version, folder, cancellationToken) > 0
            ? version
            : throw new SakerException(ErrorKind.Conflict, $"{version.Model}/{version.Version} has no files on this server: {version.FilesReason ?? "none were registered with it."}", "reference");
    }

    private async Task WriteRunAsync(Run found, Experiment experiment, string above, string target, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(above, "meta.yaml")))
            await WriteExperimentAsync(experiment, above, cancellationToken);
        await WriteMetaAsync(target, Meta(found), cancellationToken);
        await WriteValuesAsync(Path.Combine(target, "params"), found.Parameters, cancellationToken);
        await WriteValuesAsync(Path.Combine(target, "tags"), found.Tags, cancellationToken);
        foreach (var key in found.Metrics.Keys)
            await WriteMetricAsync(Path.Combine(target, "metrics"), key, await experiments.GetHistoryAsync(found.Id, key, cancellationToken), cancellationToken);
        foreach (var input in found.Inputs.Datasets)
            await WriteInputAsync(above, target, found.Id, input, cancellationToken);
        Directory.CreateDirectory(Path.Combine(target, "artifacts"));
        if (ArtifactPaths.FromUri(found.ArtifactUri) is { } root)
            await artifacts.ExportAsync(root, Path.Combine(target, "artifacts"), cancellationToken);
    }

    /// <summary>A file per key is how MLflow keeps them; not all that can be logged can be kept so.</summary>
    private static void CheckKeys(Run run, Experiment experiment)
    {
        List<Problem> problems = [];
        foreach (var (kind, keys) in ((string, IEnumerable<string>)[])[("parameter", run.Parameters.Keys), ("metric", run.Metrics.Keys), ("tag", run.Tags.Keys), ("tag of its experiment", experiment.Tags.Keys)])
        {
            var all = keys.ToHashSet(StringComparer.Ordinal);
            foreach (var key in all.Order(StringComparer.Ordinal))
            {
                for (var at = key.IndexOf('/', StringComparison.Ordinal); at >= 0; at = key.IndexOf('/', at + 1))
                {
                    if (all.Contains(key[..at]))
                        problems.Add(new Problem(key, $"would lie in a folder '{key[..at]}', but the {kind} '{key[..at]}' is a file of that name."));
                }
                if (key.Split('/').Any(part => Encoding.UTF8.GetByteCount(part) > MaxFileNameBytes))
                    problems.Add(new Problem(key, $"is no name of a file: it has more than {MaxFileNameBytes} bytes."));
            }
        }
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.Conflict, $"Run '{run.Id}' cannot be written as MLflow's files, a file for each name; nothing was written.", problems);
    }

    private static async Task WriteExperimentAsync(Experiment experiment, string folder, CancellationToken cancellationToken)
    {
        await WriteMetaAsync(
            folder,
            [
                ("artifact_location", experiment.ArtifactLocation), ("creation_time", Milliseconds(experiment.CreatedAt)), ("experiment_id", experiment.Id.Value),
                ("last_update_time", Milliseconds(experiment.UpdatedAt)), ("lifecycle_stage", experiment.Lifecycle.ToText()), ("name", experiment.Name),
            ],
            cancellationToken);
        await WriteValuesAsync(Path.Combine(folder, "tags"), experiment.Tags, cancellationToken);
    }

    private static (string Key, object? Value)[] Meta(Run run) =>
    [
        ("artifact_uri", run.ArtifactUri), ("end_time", run.EndedAt is { } end ? Milliseconds(end) : null), ("entry_point_name", ""), ("experiment_id", run.ExperimentId.Value),
        ("lifecycle_stage", run.Lifecycle.ToText()), ("run_id", run.Id.Value), ("run_name", run.Name), ("run_uuid", run.Id.Value), ("source_name", ""), ("source_type", 4L),
        ("source_version", ""), ("start_time", Milliseconds(run.StartedAt)), ("status", StatusNumber(run.Status)), ("user_id", run.UserId),
    ];

    private static long StatusNumber(RunStatus status) => status switch
    {
        RunStatus.Running => 1,
        RunStatus.Scheduled => 2,
        RunStatus.Finished => 3,
        RunStatus.Failed => 4,
        _ => 5,
    };

    private static async Task WriteInputAsync(string above, string target, RunId run, DatasetInput input, CancellationToken cancellationToken)
    {
        var dataset = input.Dataset;
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{dataset.Name}\n{dataset.Digest}")))[..32];
        await WriteMetaAsync(
            Path.Combine(above, "datasets", id),
            [("digest", dataset.Digest), ("name", dataset.Name), ("profile", dataset.Profile), ("schema", dataset.Schema), ("source", dataset.Source), ("source_type", dataset.SourceType)],
            cancellationToken);
        var folder = Path.Combine(target, "inputs", id);
        await WriteMetaAsync(folder, [("destination_id", run.Value), ("destination_type", "RUN"), ("source_id", id), ("source_type", "DATASET")], cancellationToken);
        var tags = input.Tags.Count == 0 ? "tags: {}\n" : "tags:\n" + string.Concat(input.Tags.Select(tag => $"  {Quote(tag.Key)}: {Quote(tag.Value)}\n"));
        await File.AppendAllTextAsync(Path.Combine(folder, "meta.yaml"), tags, cancellationToken);
    }

    private static async Task WriteMetricAsync(string folder, string key, IReadOnlyList<Metric> history, CancellationToken cancellationToken)
    {
        var lines = history.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.LoggedAt.ToUnixTimeMilliseconds()} {Number(metric.Value)} {metric.Step}"));
        await File.WriteAllLinesAsync(FileOf(folder, key), lines, cancellationToken);
    }

    private static string Number(double value) => double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static async Task WriteValuesAsync(string folder, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var (key, value) in values)
            await File.WriteAllTextAsync(FileOf(folder, key), value, cancellationToken);
    }

    private static string FileOf(string folder, string key)
    {
        var file = ConfinedPath.Combine(folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    private static async Task WriteMetaAsync(string folder, (string Key, object? Value)[] values, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var lines = values.Select(pair => $"{pair.Key}: {(pair.Value is string text ? Quote(text) : pair.Value is null ? "null" : Convert.ToString(pair.Value, CultureInfo.InvariantCulture))}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "meta.yaml"), string.Concat(lines), cancellationToken);
    }

    // JSON's texts are YAML's double-quoted ones.
    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
