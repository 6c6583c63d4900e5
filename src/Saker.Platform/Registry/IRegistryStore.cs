using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>
/// Remembers models, versions and aliases. Thread-safe, and safe between processes. A version becomes visible with its
/// files, its aliases and its number in one step, or not at all. Unless said otherwise, a model or version that is not there is
/// reported as not found, and whoever acts is the user of this process where nobody is named.
/// </summary>
public interface IRegistryStore
{
    /// <summary>Registers the next version; numbers have no gaps and are never used twice within a model.</summary>
    /// <exception cref="SakerException">Names, tags or the semantic version are not possible, or that version is taken (already exists); or its gates did not pass, or an alias requires gates and it is not judged (conflict), and nobody overrides who may (forbidden).</exception>
    Task<ModelVersion> RegisterAsync(Registration registration, CancellationToken cancellationToken);

    /// <summary>Registers a model without a version.</summary>
    /// <exception cref="SakerException">The name is taken (already exists), or is no valid name.</exception>
    Task<RegisteredModel> CreateAsync(NewModel model, CancellationToken cancellationToken);

    /// <summary>All models by name.</summary>
    Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancellationToken);

    Task<RegisteredModel?> FindAsync(string model, CancellationToken cancellationToken);

    /// <summary>A version by its number; null when there is none, or it was deleted.</summary>
    Task<ModelVersion?> FindVersionAsync(string model, int version, CancellationToken cancellationToken);

    /// <summary>The version that a reference names; see <see cref="ModelReference"/>.</summary>
    /// <exception cref="SakerException">There is none (not found).</exception>
    Task<ModelVersion> ResolveAsync(string reference, CancellationToken cancellationToken);

    /// <param name="model">The model.</param>
    /// <param name="description">The new description; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<RegisteredModel> DescribeAsync(string model, string? description, CancellationToken cancellationToken);

    /// <summary>Gives a model another name; its versions, aliases and history go with it, so does what was watched of it, and endpoints serve it under the new name.</summary>
    /// <exception cref="SakerException">The new name is taken (already exists), or is no valid name; or an alias is protected (conflict).</exception>
    Task<RegisteredModel> RenameAsync(string model, string newName, CancellationToken cancellationToken);

    /// <summary>What the model that gave up a name last is called now; null where a model bears the name, none ever did, or the one that did is gone.</summary>
    Task<string?> FindRenamedAsync(string model, CancellationToken cancellationToken);

    /// <summary>Removes a model with its versions, aliases and history.</summary>
    /// <exception cref="SakerException">An endpoint serves it, or an alias is protected, be it set or not (conflict).</exception>
    Task DeleteAsync(string model, CancellationToken cancellationToken);

    Task SetTagAsync(string model, string key, string value, CancellationToken cancellationToken);

    /// <summary>Removes a tag; harmless when there is none.</summary>
    Task DeleteTagAsync(string model, string key, CancellationToken cancellationToken);

    Task<ModelVersion> DescribeVersionAsync(string model, int version, string? description, CancellationToken cancellationToken);

    /// <summary>Moves a version to a stage.</summary>
    /// <exception cref="SakerException">The stage requires gates that the version has not passed (conflict), and nobody overrides who may (forbidden).</exception>
    Task<ModelVersion> SetStageAsync(StageChange change, CancellationToken cancellationToken);

    /// <summary>Takes a version away with its files and aliases; its number is not given again.</summary>
    /// <exception cref="SakerException">An endpoint serves it, or a protected alias points at it (conflict).</exception>
    Task DeleteVersionAsync(string model, int version, Actor? by, CancellationToken cancellationToken);

    Task SetVersionTagAsync(string model, int version, string key, string value, CancellationToken cancellationToken);

    /// <summary>Removes a tag; harmless when there is none.</summary>
    Task DeleteVersionTagAsync(string model, int version, string key, CancellationToken cancellationToken);

    /// <summary>Points an alias at a version or takes it away, or asks for approval where it is protected. Endpoints that follow the alias serve the version in the same step.</summary>
    /// <exception cref="SakerException">The alias is no valid name, or the version has no files and endpoints follow the alias (conflict); or the alias requires gates that the version has not passed (conflict), and nobody overrides who may (forbidden).</exception>
    Task<AliasOutcome> MoveAliasAsync(AliasChange change, CancellationToken cancellationToken);

    /// <summary>Every move of the model's aliases, the newest first; empty for an unknown model.</summary>
    Task<IReadOnlyList<AliasMove>> ListAliasMovesAsync(string model, CancellationToken cancellationToken);

    /// <summary>Removes what an interrupted registration left behind; gives the number of folders removed.</summary>
    Task<int> RecoverAsync(CancellationToken cancellationToken);
}
