using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>What refers to registered versions beyond the registry and must change with them. Every method is called within the registry's write.</summary>
internal interface IDeployments
{
    /// <summary>Has whatever follows the alias use the version from now on.</summary>
    /// <exception cref="SakerException">It cannot use the version (conflict); then nothing moves.</exception>
    Task AliasMovedAsync(Session session, string model, string alias, int version);

    /// <summary>What uses the model or one version of it, in words such as <c>endpoint 'churn'</c>.</summary>
    Task<IReadOnlyList<string>> ListUsersAsync(Session session, string model, int? version);

    /// <summary>The model has another name; versions under both names are there during the call.</summary>
    Task RenamedAsync(Session session, string model, string newName);
}
