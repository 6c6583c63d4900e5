using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>The names that models have now in place of those in journals and segments, which are not written again.</summary>
internal sealed class RecordedNames(Database database)
{
    public Task<NameHistory> ReadAsync(CancellationToken cancellationToken) => database.ReadAsync(NameHistory.ReadAsync, cancellationToken);
}
