using Saker.Data;
using Saker.Platform.Search;

namespace Saker.Platform.Registry;

/// <summary>Finds models and versions by MLflow's filters and more: OR, parentheses, IN on every text. Thread-safe.</summary>
public interface IRegistrySearch
{
    /// <exception cref="SakerException">Filter, order or page token are wrong; the message says where and what would be right.</exception>
    Task<SearchPage<RegisteredModel>> SearchModelsAsync(RegistryQuery query, CancellationToken cancellationToken);

    /// <exception cref="SakerException">Filter, order or page token are wrong; the message says where and what would be right.</exception>
    Task<SearchPage<ModelVersion>> SearchVersionsAsync(RegistryQuery query, CancellationToken cancellationToken);
}
