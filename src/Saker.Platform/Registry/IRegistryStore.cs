using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>
/// Remembers models, versions and aliases. Thread-safe, and safe between processes. A version becomes visible with its
/// files, its aliases and its number in one step, or not at all.
/// </summary>
public interface IRegistryStore
{
    /// <summary>Registers the next version; numbers have no gaps and are never used twice.</summary>
    Task<ModelVersion> RegisterAsync(Registration registration, CancellationToken cancellationToken);

    Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancellationToken);

    Task<RegisteredModel?> FindAsync(string model, CancellationToken cancellationToken);

    /// <summary>The version that a reference names: <c>churn/3</c>, <c>churn@champion</c>, or <c>churn</c> for the newest.</summary>
    /// <exception cref="SakerException">There is none (not found).</exception>
    Task<ModelVersion> ResolveAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Points an alias at a version.</summary>
    /// <exception cref="SakerException">The version is unknown (not found) or the alias is no valid name.</exception>
    Task SetAliasAsync(string model, string alias, int version, CancellationToken cancellationToken);

    /// <summary>Every move of the model's aliases, the newest first; empty for an unknown model.</summary>
    Task<IReadOnlyList<AliasMove>> ListAliasMovesAsync(string model, CancellationToken cancellationToken);

    /// <summary>Removes what an interrupted registration left behind; gives the number of folders removed.</summary>
    Task<int> RecoverAsync(CancellationToken cancellationToken);
}
