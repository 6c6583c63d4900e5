using Saker.Platform.Registry;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>All that can be asked for: the repository index of Open Inference. Thread-safe.</summary>
internal sealed class ModelIndex(ServedNames names, VersionShelf shelf, IRegistryStore registry)
{
    /// <summary>By name and then the newest version first.</summary>
    public async Task<IReadOnlyList<ModelIndexEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var models = (await registry.ListAsync(cancellationToken)).ToDictionary(model => model.Name, StringComparer.Ordinal);
        var index = new List<ModelIndexEntry>();
        var endpoints = names.All.Where(name => name.IsEndpoint).ToDictionary(name => name.Endpoint.Name, StringComparer.Ordinal);
        foreach (var name in endpoints.Keys.Union(models.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var endpoint = endpoints.GetValueOrDefault(name);
            if (!models.TryGetValue(endpoint?.Endpoint.Model ?? name, out var model) || model.Versions.Count == 0)
                continue;
            var serving = endpoint is null ? ServedNames.Serving(model).Version : endpoint.Serving?.Key.Version;
            index.AddRange(model.Versions.Select(version => new ModelIndexEntry(name, shelf.Status(version), version.Version == serving)));
        }
        return index;
    }
}
