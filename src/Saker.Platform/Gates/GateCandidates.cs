using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Platform.Gates;

/// <summary>Loads what is to be judged, or compared with: registered versions and the models of runs. Thread-safe; what it gives is the caller's to dispose.</summary>
public sealed class GateCandidates
{
    private readonly IRegistryStore _registry;
    private readonly IArtifactStore _artifacts;
    private readonly IExperimentStore _experiments;
    private readonly ModelFolders _folders;

    internal GateCandidates(IRegistryStore registry, IArtifactStore artifacts, IExperimentStore experiments, ModelFolders folders) =>
        (_registry, _artifacts, _experiments, _folders) = (registry, artifacts, experiments, folders);

    /// <summary>A registered version, after making sure that its files are what was registered.</summary>
    /// <exception cref="SakerException">It has no files that can be loaded, or they were changed.</exception>
    public async Task<GateCandidate> OpenAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        version.RequireFiles();
        await _folders.VerifyAsync(version, cancellationToken);
        return await GateCandidate.OpenAsync(version.Folder, version.Reference, cancellationToken);
    }

    /// <summary>
    /// The version that an alias points at, or pointed at when it was taken away: else whoever takes it away would have nothing to be compared with.
    /// Null when there is no such model, or the alias was never set.
    /// </summary>
    /// <exception cref="SakerException">That version was deleted, or has no files that can be loaded.</exception>
    public async Task<GateCandidate?> FindChampionAsync(string model, string alias, CancellationToken cancellationToken)
    {
        var found = await _registry.FindAsync(model, cancellationToken);
        if (found is null || (found.Aliases.TryGetValue(alias, out var now) ? now : await FindLastAsync(model, alias, cancellationToken)) is not { } number)
            return null;
        return found.Versions.FirstOrDefault(version => version.Version == number) is { } version
            ? await OpenAsync(version, cancellationToken)
            : throw new SakerException(ErrorKind.Conflict, $"{model}@{alias} pointed at {model}/{number} last, which was deleted, so there is nothing to compare with.", "champion");
    }

    private async Task<int?> FindLastAsync(string model, string alias, CancellationToken cancellationToken) =>
        (await _registry.ListAliasMovesAsync(model, cancellationToken)).FirstOrDefault(move => move.Alias == alias)?.From;

    /// <summary>The model that a run logged.</summary>
    /// <param name="id">The run.</param>
    /// <param name="path">Where below its artifacts, usually <c>model</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There is no such run, or nothing of that kind below its artifacts.</exception>
    public async Task<GateCandidate> OpenRunAsync(RunId id, string path, CancellationToken cancellationToken)
    {
        var run = await _experiments.FindRunAsync(id, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no run '{id.Value}'. 'saker runs' lists them.", "run");
        var root = ArtifactPaths.FromUri(run.ArtifactUri)
            ?? throw new SakerException(ErrorKind.Conflict, $"The artifacts of run '{id.Value}' are at '{run.ArtifactUri}', from where Saker does not read.", "run");
        var work = Directory.CreateTempSubdirectory("saker-gate-");
        try
        {
            var folder = Path.Combine(work.FullName, "model");
            if (await _artifacts.ExportAsync($"{root}/{path}", folder, cancellationToken) == 0)
                throw new SakerException(ErrorKind.NotFound, $"Run '{id.Value}' has nothing at '{path}' below its artifacts.", "run");
            return await GateCandidate.OpenAsync(folder, $"runs:/{id.Value}/{path}", cancellationToken);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
