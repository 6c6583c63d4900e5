using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>What refers to registered versions beyond the registry and must change with them. Every method is called within the registry's write.</summary>
internal interface IDeployments
{
    /// <summary>Has the version come to whatever follows the alias.</summary>
    /// <param name="session">The write.</param>
    /// <param name="change">The move, which names a version.</param>
    /// <param name="by">Who moves it.</param>
    /// <exception cref="SakerException">It cannot use the version now (conflict); then nothing moves.</exception>
    Task AliasMovedAsync(Session session, AliasChange change, string by);

    /// <summary>What uses the model or one version of it, in words such as <c>endpoint 'churn'</c>.</summary>
    Task<IReadOnlyList<string>> ListUsersAsync(Session session, string model, int? version);

    /// <summary>The model has another name; versions under both names are there during the call.</summary>
    Task RenamedAsync(Session session, string model, string newName);
}
