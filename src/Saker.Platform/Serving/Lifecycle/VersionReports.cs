using Saker.Data;
using Saker.Platform.Serving.Statistics;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>
/// What versions did, without loading, holding or touching any: counters outlive the model that they count, so that a version that is
/// unloaded meanwhile is reported as it was, and whoever looks often keeps nothing in memory.
/// </summary>
internal sealed class VersionReports(ServedNames names, VersionShelf shelf, TimeProvider time)
{
    /// <summary>Every version in memory under each name that it can be asked by, by name and then the newest first.</summary>
    public IReadOnlyList<VersionReport> List()
    {
        var known = names.All.ToLookup(name => name.Endpoint.Model, name => name.Endpoint.Name, StringComparer.Ordinal);
        return Sort(shelf.ListLoaded().SelectMany(loaded => NamesOf(loaded.Version.Model, known[loaded.Version.Model]).Select(name => Report(name, loaded))));
    }

    /// <summary>The versions in memory of one model, or the one that should answer where none is; or one version, in memory or not.</summary>
    /// <exception cref="SakerException">No such model or version (not found), or it could not be looked up (unavailable).</exception>
    public async ValueTask<IReadOnlyList<VersionReport>> ListAsync(string model, string? version, CancellationToken cancellationToken)
    {
        var name = await names.GetAsync(model, cancellationToken);
        if (version is not null)
        {
            var slot = await shelf.GetAsync(name.Endpoint.Model, version, cancellationToken);
            return [slot.Loaded is { } one ? Report(model, one) : Nothing(model, slot.Key.Version)];
        }
        var loaded = Sort(shelf.ListLoaded().Where(one => one.Version.Model == name.Endpoint.Model).Select(one => Report(model, one)));
        return loaded.Count > 0 ? loaded : [Nothing(model, (name.Serving ?? name.Wanted)?.Key.Version ?? name.Endpoint.Version)];
    }

    // A version whose endpoint is gone can still be asked by its model's own name, unless an endpoint of another model has that.
    private IEnumerable<string> NamesOf(string model, IEnumerable<string> known) =>
        known.Any() ? known : names.Find(model) is null ? [model] : [];

    private VersionReport Nothing(string name, int version) => new(name, version, new VersionStatistics(time).ToSnapshot());

    private static VersionReport Report(string name, LoadedModel loaded) => new(name, loaded.Version.Version, loaded.Statistics.ToSnapshot());

    private static List<VersionReport> Sort(IEnumerable<VersionReport> reports) =>
        [.. reports.OrderBy(report => report.Name, StringComparer.Ordinal).ThenByDescending(report => report.Version)];
}
