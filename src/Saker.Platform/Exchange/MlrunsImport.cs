using System.Globalization;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Platform.Registry;

namespace Saker.Platform.Exchange;

/// <summary>
/// Imports what MLflow keeps in a folder, <c>mlruns</c>: experiments, runs with parameters, metrics, tags, datasets and artifacts,
/// logged models and registered ones. Runs and logged models keep their ids, so that a second import finds them here; one that was interrupted goes on.
/// </summary>
public sealed class MlrunsImport(IExperimentStore experiments, IRunStore runs, ILoggedModelStore loggedModels, IArtifactStore artifacts, IRegistryStore registry)
{
    /// <summary>The tag that says how far a run's import came.</summary>
    public const string StateTag = "saker.import";

    private const string Begun = "begun";
    private const string Done = "done";
    private const string ModelsFolder = "models";
    private const string Traces = "traces";

    /// <exception cref="SakerException">There is no such folder (not found).</exception>
    public async Task<ImportReport> ImportAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new SakerException(ErrorKind.NotFound, $"There is no folder '{folder}'.", "path");
        // The folder itself may be a link, for its user chose it; no other may.
        folder = Path.GetFullPath(new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder);
        var state = new ImportState(folder);
        foreach (var inner in MlrunsFolder.ListFolders(folder).Where(inner => Path.GetFileName(inner) is var name && name != ModelsFolder && name[0] != '.'))
            await state.TryAsync(inner, () => ImportExperimentAsync(inner, state, cancellationToken));
        SkipLink(Path.Combine(folder, ModelsFolder), state);
        foreach (var inner in MlrunsFolder.ListFolders(Path.Combine(folder, ModelsFolder)))
            await state.TryAsync(inner, () => new MlrunsModels(registry, artifacts, experiments, loggedModels).ImportAsync(inner, state, cancellationToken));
        if (Directory.Exists(Path.Combine(folder, ".trash")) && MlrunsFolder.ListFolders(Path.Combine(folder, ".trash")).Any())
            state.Skip(Path.Combine(folder, ".trash"), "holds deleted experiments; restore those that are wanted before the import.");
        return state.ToReport();
    }

    private async Task ImportExperimentAsync(string folder, ImportState state, CancellationToken cancellationToken)
    {
        var meta = MlrunsFolder.ReadMeta(folder);
        var name = MlrunsFolder.Text(meta, "name") ?? throw new SakerException(ErrorKind.InvalidInput, "its meta.yaml has no name.");
        var experiment = await experiments.FindByNameAsync(name, cancellationToken);
        if (experiment is null)
        {
            experiment = await experiments.CreateAsync(new ExperimentCreation { Name = name, Tags = MlrunsFolder.ReadValues(Path.Combine(folder, "tags")) }, cancellationToken);
            state.Experiments.Add(name);
        }
        // Before the runs, whose metrics and outputs name them.
        var points = await new MlrunsLoggedModels(loggedModels, artifacts).ImportAsync(folder, experiment, state, cancellationToken);
        foreach (var run in MlrunsFolder.ListFolders(folder).Where(inner => Path.GetFileName(inner) is not ("tags" or "datasets" or MlrunsLoggedModels.Folder or Traces)))
            await state.TryAsync(run, () => ImportRunAsync(run, experiment, points, state, cancellationToken));
        if (MlrunsFolder.ListFolders(Path.Combine(folder, Traces)).Any())
            state.Skip(Path.Combine(folder, Traces), "holds traces, which Saker does not keep.");
        if (MlrunsFolder.Text(meta, "lifecycle_stage") == "deleted" && state.Experiments.Contains(name))
            await experiments.DeleteAsync(experiment.Id, cancellationToken);
    }

    private async Task ImportRunAsync(string folder, Experiment experiment, MlrunsModelPoints modelPoints, ImportState state, CancellationToken cancellationToken)
    {
        var meta = MlrunsFolder.ReadMeta(folder);
        var id = new RunId(Path.GetFileName(folder));
        var run = await experiments.FindRunAsync(id, cancellationToken);
        if (run is not null && run.Tags.GetValueOrDefault(StateTag) != Begun)
        {
            state.PresentCount++;
            return;
        }
        if (id.Value.Length > 256 || !char.IsAsciiLetterOrDigit(id.Value[0]) || !id.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw new SakerException(ErrorKind.InvalidInput, $"'{id}' is no id of a run.");
        // Everything is read and checked before anything is written.
        var read = MlrunsRun.Read(folder, meta);
        read.Tags.Remove(StateTag);
        if (run is null)
            run = await runs.CreateAsync(read.ToCreation(id, experiment.Id, new Dictionary<string, string> { [StateTag] = Begun }), cancellationToken);
        else if (run.Lifecycle == Lifecycle.Deleted)
            await runs.RestoreAsync(id, cancellationToken);
        try
        {
            await WriteRunAsync(folder, run, read, modelPoints, state, cancellationToken);
        }
        catch (Exception exception) when (exception is SakerException or IOException or UnauthorizedAccessException)
        {
            // Half a run would look like a whole one. Collected in its time, it is gone; imported again before, it goes on.
            await runs.DeleteAsync(id, CancellationToken.None);
            throw;
        }
        if (read.IsDeleted)
            await runs.DeleteAsync(id, cancellationToken);
        state.Runs.Add(id.Value);
    }

    private async Task WriteRunAsync(string folder, Run run, MlrunsRun read, MlrunsModelPoints modelPoints, ImportState state, CancellationToken cancellationToken)
    {
        const int together = 1_000;
        read.Tags[RunTags.Name] = run.Name;
        await experiments.LogAsync(run.Id, new RunEntries { Parameters = read.Parameters, Tags = read.Tags }, cancellationToken);
        foreach (var (key, points) in MlrunsRun.ReadMetrics(folder))
        {
            foreach (var some in points.Select(point => modelPoints.Complete(run.Id.Value, point)).Chunk(together))
                await experiments.LogAsync(run.Id, new RunEntries { Metrics = some }, cancellationToken);
        }
        await runs.LogInputsAsync(run.Id, read.Inputs, cancellationToken);
        if (read.Outputs.Count > 0)
            await runs.LogOutputsAsync(run.Id, read.Outputs, cancellationToken);
        await ImportArtifactsAsync(folder, run, read.Meta, state, cancellationToken);
        await runs.UpdateAsync(run.Id, new RunUpdate { Status = read.Status, EndedAt = read.EndedAt }, cancellationToken);
        await experiments.LogAsync(run.Id, new RunEntries { Tags = new Dictionary<string, string> { [StateTag] = Done } }, cancellationToken);
    }

    private async Task ImportArtifactsAsync(string folder, Run run, IReadOnlyDictionary<string, object?> meta, ImportState state, CancellationToken cancellationToken)
    {
        var files = Path.Combine(folder, "artifacts");
        if (!Directory.Exists(files))
        {
            if (MlrunsFolder.Text(meta, "artifact_uri") is { } uri && uri.Contains("://", StringComparison.Ordinal) && !uri.StartsWith("file:", StringComparison.Ordinal))
                state.Skip(folder, $"its artifacts lie at {uri}; only those in the folder are imported.");
            return;
        }
        if (SkipLink(files, state) || !new DirectoryInfo(files).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Any(entry => entry is FileInfo || entry.LinkTarget is not null))
            return;
        if (ArtifactPaths.FromUri(run.ArtifactUri) is { } root)
            await artifacts.PutFolderAsync(root, files, cancellationToken);
        else
            state.Skip(files, $"the artifacts of experiment '{run.ExperimentId}' go to {run.ArtifactUri}; copy them there.");
    }

    private static bool SkipLink(string folder, ImportState state)
    {
        var isLink = new DirectoryInfo(folder).LinkTarget is not null;
        if (isLink)
            state.SkipLink(folder);
        return isLink;
    }
}
