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

    /// <summary>As <see cref="SearchModelsAsync"/>, without their versions: as cheap for models with many of them.</summary>
    /// <exception cref="SakerException">Filter, order or page token are wrong; the message says where and what would be right.</exception>
    Task<SearchPage<ModelSummary>> SearchSummariesAsync(RegistryQuery query, CancellationToken cancellationToken);

    /// <summary>One model; null when there is none.</summary>
    Task<ModelSummary?> FindSummaryAsync(string model, CancellationToken cancellationToken);

    /// <summary>Versions of a model, the newest first; empty for an unknown model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="before">Only those with lower numbers; null from the newest on.</param>
    /// <param name="max">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string model, int? before, int max, CancellationToken cancellationToken);

    /// <summary>Moves of a model's aliases, the newest first; empty for an unknown model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="alias">Only of this alias; null for all.</param>
    /// <param name="offset">How many of the newest are left out, 0 or more.</param>
    /// <param name="max">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<AliasMove>> ListMovesAsync(string model, string? alias, int offset, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Another text when models, versions, aliases, verdicts, requests to move, protections or requirements changed, also by a server whose clock is behind that of another. Cheap enough to be asked every second.
    /// Two changes of one thing within a millisecond are told of as one.
    /// </summary>
    Task<string> GetStampAsync(CancellationToken cancellationToken);
}
