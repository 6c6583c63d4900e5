using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>What is recorded of registered models elsewhere and follows when one gets another name.</summary>
internal interface IRenameFollower
{
    /// <summary>Records it under the new name. Within the write that gives it.</summary>
    Task RenamedAsync(Session session, string model, string newName);
}
