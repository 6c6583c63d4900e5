using System.Globalization;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;

namespace Saker.Platform.Exchange;

/// <summary>
/// Brings the logged models of an experiment, which clients of MLflow 3 leave in its folder <c>models</c>, under their ids. One whose
/// import was interrupted is pending, and goes on with the next.
/// </summary>
internal sealed class MlrunsLoggedModels(ILoggedModelStore models, IArtifactStore artifacts)
{
    /// <summary>Where they lie below an experiment.</summary>
    public const string Folder = "models";

    private const string IdPrefix = "m-";

    /// <summary>Brings those that are not here; gives what their metrics tell of the points of runs.</summary>
    public async Task<MlrunsModelPoints> ImportAsync(string experimentFolder, Experiment experiment, ImportState state, CancellationToken cancellationToken)
    {
        var points = new MlrunsModelPoints();
        foreach (var folder in MlrunsFolder.ListFolders(Path.Combine(experimentFolder, Folder)))
        {
            await state.TryAsync(folder, async () =>
            {
                // Everything is read and checked before anything is written.
                points.Read(Path.GetFileName(folder), Path.Combine(folder, "metrics"));
                await ImportOneAsync(folder, experiment, state, cancellationToken);
            });
        }
        return points;
    }

    private async Task ImportOneAsync(string folder, Experiment experiment, ImportState state, CancellationToken cancellationToken)
    {
        var meta = MlrunsFolder.ReadMeta(folder);
        var id = new LoggedModelId(Path.GetFileName(folder));
        if (!id.Value.StartsWith(IdPrefix, StringComparison.Ordinal) || !id.Value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new SakerException(ErrorKind.InvalidInput, $"'{id}' is no id of a logged model.");
        if (MlrunsFolder.Text(meta, "lifecycle_stage") == "deleted")
        {
            state.Skip(folder, "is a deleted logged model.");
            return;
        }
        var status = StatusOf(meta);
        var model = await models.FindAsync(id, cancellationToken);
        if (model is { Status: not LoggedModelStatus.Pending } || (model is not null && status == LoggedModelStatus.Pending))
        {
            state.PresentCount++;
            return;
        }
        model ??= await models.CreateAsync(CreationOf(id, folder, meta, experiment), cancellationToken);
        await ImportFilesAsync(folder, model, state, cancellationToken);
        // Last, for a pending one goes on with the next import.
        if (status != LoggedModelStatus.Pending)
            await models.FinalizeAsync(id, status, cancellationToken);
        state.LoggedModels.Add(id.Value);
    }

    private async Task ImportFilesAsync(string folder, LoggedModel model, ImportState state, CancellationToken cancellationToken)
    {
        var files = Path.Combine(folder, "artifacts");
        if (!MlrunsFolder.IsFolder(files))
        {
            if (Directory.Exists(files))
                state.SkipLink(files);
            return;
        }
        if (ArtifactPaths.FromUri(model.ArtifactUri) is { } root)
            await artifacts.PutFolderAsync(root, files, cancellationToken);
        else
            state.Skip(files, $"the artifacts of experiment '{model.ExperimentId}' go to {model.ArtifactUri}; copy them there.");
    }

    private static LoggedModelCreation CreationOf(LoggedModelId id, string folder, IReadOnlyDictionary<string, object?> meta, Experiment experiment) => new()
    {
        Id = id,
        Experiment = experiment.Id,
        Name = NullIfEmpty(MlrunsFolder.Text(meta, "name")),
        ModelType = NullIfEmpty(MlrunsFolder.Text(meta, "model_type")),
        SourceRun = NullIfEmpty(MlrunsFolder.Text(meta, "source_run_id")) is { } run ? new RunId(run) : null,
        CreatedAt = MlrunsFolder.Time(meta, "creation_timestamp"),
        Parameters = MlrunsFolder.ReadValues(Path.Combine(folder, "params")),
        Tags = MlrunsFolder.ReadValues(Path.Combine(folder, "tags")),
    };

    private static LoggedModelStatus StatusOf(IReadOnlyDictionary<string, object?> meta) => MlrunsFolder.Text(meta, "status") switch
    {
        null or "1" or "PENDING" => LoggedModelStatus.Pending,
        "2" or "READY" => LoggedModelStatus.Ready,
        "3" or "FAILED" => LoggedModelStatus.Failed,
        var other => throw new SakerException(ErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"Its status '{other}' is none of a logged model: 1, 2 or 3, for pending, ready and failed.")),
    };

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
