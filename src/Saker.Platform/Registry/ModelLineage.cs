using System.Globalization;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>Follows versions back to their runs, data, code and parents. Thread-safe.</summary>
public sealed class ModelLineage(IRegistryStore registry, IExperimentStore experiments, IDatasetStore datasets)
{
    private const int MaxParents = 20;

    public Task<VersionLineage> GetAsync(ModelVersion version, CancellationToken cancellationToken) => GetAsync(version, MaxParents, cancellationToken);

    private async Task<VersionLineage> GetAsync(ModelVersion version, int parents, CancellationToken cancellationToken)
    {
        var parent = version.Parent is { } from && parents > 0 ? await registry.FindVersionAsync(from.Model, from.Version, cancellationToken) : null;
        return new VersionLineage
        {
            Version = version,
            Run = version.Run is { } run ? await experiments.FindRunAsync(run, cancellationToken) : null,
            Dataset = await FindDatasetAsync(version.Dataset, cancellationToken),
            Parent = parent is null ? null : await GetAsync(parent, parents - 1, cancellationToken),
            LostParent = parent is null ? version.Parent : null,
        };
    }

    private async Task<DatasetVersion?> FindDatasetAsync(string? reference, CancellationToken cancellationToken) =>
        reference?.Split('/') is [var name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? await datasets.FindAsync(new DatasetReference(name, version), cancellationToken)
            : null;
}
