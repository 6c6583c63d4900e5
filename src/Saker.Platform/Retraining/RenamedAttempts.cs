using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Retraining;

/// <summary>Attempts go on when the model that they train again is renamed.</summary>
internal sealed class RenamedAttempts : IRenameFollower
{
    public Task RenamedAsync(Session session, string model, string newName) =>
        session.ExecuteAsync("UPDATE retraining_attempts SET model = @newName WHERE model = @model", new { model, newName });
}
